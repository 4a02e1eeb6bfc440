/**
 * Tiles in the database: written with the entries that fill them, read for proofs and for outsiders. A tile never changes,
 * nor does the part of one that is not full, so what was read once is kept in memory.
 */
import { type ReadTiles, TILE_WIDTH, type Tile, type TileHashes, tilePath } from '@konbit/proof'
import { arrayOf, LedgerFailure, type Session } from '../pool.ts'

type Filled = { level: number; n: number; root: Uint8Array }
export type TileWrites = {
  /** Takes what `grow` makes when the log gets its entry `seq`. */
  made: (seq: number) => (height: number, node: Uint8Array) => void
  /** To be sent behind the entries. One small insert for each 256 of them. */
  writes: (session: Session, mission: string) => Promise<unknown>[]
}

const HEIGHT = 8

export function collectTiles(): TileWrites {
  const levels: Filled[][] = []
  return {
    made: (seq) => (height, root) => {
      if (height % HEIGHT !== 0) return
      const level = height / HEIGHT - 1
      levels[level] ??= []
      levels[level].push({ level, n: seq / 2 ** height - 1, root })
    },
    // A level is made from the one below, so they go in order.
    writes: (session, mission) =>
      levels.map((tiles, level) =>
        session.query(level === 0 ? fromEntries : fromTiles, [
          mission,
          arrayOf(tiles.map(({ n }) => n)),
          arrayOf(tiles.map(({ root }) => root)),
          ...(level === 0 ? [] : [level]),
        ]),
      ),
  }
}

const fromEntries = `insert into tile (mission, level, n, root, hashes)
  select $1, 0, t.n, t.root, (
    select string_agg(sha256('\\x00'::bytea || e.leaf), ''::bytea order by e.seq)
    from entry e where e.mission = $1 and e.seq > t.n * ${TILE_WIDTH} and e.seq <= t.n * ${TILE_WIDTH} + ${TILE_WIDTH})
  from unnest($2::int8[], $3::bytea[]) as t (n, root)`

const fromTiles = `insert into tile (mission, level, n, root, hashes)
  select $1, $4::int2, t.n, t.root, (
    select string_agg(b.root, ''::bytea order by b.n)
    from tile b where b.mission = $1 and b.level = $4::int2 - 1 and b.n >= t.n * ${TILE_WIDTH} and b.n < t.n * ${TILE_WIDTH} + ${TILE_WIDTH})
  from unnest($2::int8[], $3::bytea[]) as t (n, root)`

export type TileStore = {
  read: (session: Session, mission: string) => ReadTiles
  /** Undefined where the log has no such tile. */
  find: (session: Session, mission: string, tile: Tile) => Promise<Uint8Array | undefined>
}

/** Keeps the tiles asked for last; `kept` of them, 8 KB each at most. */
export function openTiles(kept = 1024): TileStore {
  const cache = new Map<string, TileHashes>()
  const keep = (key: string, hashes: TileHashes): void => {
    cache.delete(key)
    cache.set(key, hashes)
    const oldest = cache.size > kept ? cache.keys().next().value : undefined
    if (oldest !== undefined) cache.delete(oldest)
  }

  async function readAll(
    session: Session,
    mission: string,
    tiles: readonly Tile[],
  ): Promise<(TileHashes | undefined)[]> {
    const keys = tiles.map((tile) => `${mission} ${tilePath(tile)}`)
    const found = keys.map((key) => cache.get(key))
    const missing = tiles.filter((_, at) => !found[at])
    const rows = missing.length > 0 ? await fetchTiles(session, mission, missing) : []
    let next = 0
    return keys.map((key, at) => {
      const read = found[at] ?? rows[next++]
      if (read) keep(key, read)
      return read
    })
  }

  return {
    read: (session, mission) => async (tiles) => {
      const read = await readAll(session, mission, tiles)
      const gap = read.indexOf(undefined)
      if (gap >= 0)
        throw new LedgerFailure(
          'failed',
          `${tilePath(tiles[gap] as Tile)} is missing in ${mission}`,
        )
      return read as TileHashes[]
    },
    find: async (session, mission, tile) => (await readAll(session, mission, [tile]))[0]?.hashes,
  }
}

async function fetchTiles(
  session: Session,
  mission: string,
  tiles: readonly Tile[],
): Promise<(TileHashes | undefined)[]> {
  const rows = await session.query<{ hashes: Buffer | null; middle: Buffer | null }>(
    `select r.hashes, r.middle from unnest($2::int2[], $3::int8[], $4::int4[]) with ordinality as t (level, n, width, place)
     left join lateral tile_nodes($1, t.level, t.n, t.width) as r on true order by t.place`,
    [
      mission,
      arrayOf(tiles.map(({ level }) => level)),
      arrayOf(tiles.map(({ n }) => n)),
      arrayOf(tiles.map(({ width }) => width)),
    ],
  )
  return rows.map(({ hashes, middle }) =>
    hashes ? { hashes, ...(middle ? { middle } : {}) } : undefined,
  )
}
