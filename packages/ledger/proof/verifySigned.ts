/**
 * What stands beside the entries and can be computed from them: tiles, and whatever was signed. Held against the tree while
 * `verify.ts` grows it.
 */
import {
  concat,
  type Edge,
  isEqual,
  middleOf,
  openCheckpoint,
  openNote,
  openRotation,
  parseNote,
  parseVerifier,
  printNote,
  rootOf,
  type Verifier,
} from '@konbit/proof'
import { arrayOf, type Session } from '../pool.ts'

type Expected = { level: number; n: number; hashes: Uint8Array; root: Uint8Array }

export function checkTiles(session: Session, mission: string) {
  const open: Uint8Array[][] = [[]]
  const counts: number[] = []
  let expected: Expected[] = []
  return {
    leaf: (hash: Uint8Array): void => {
      open[0]?.push(hash)
    },
    made: (height: number, node: Uint8Array): void => {
      if (height % 8 !== 0) return
      const level = height / 8 - 1
      const n = counts[level] ?? 0
      counts[level] = n + 1
      expected.push({ level, n, hashes: concat(open[level] ?? []), root: node })
      open[level] = []
      open[level + 1] ??= []
      open[level + 1]?.push(node)
    },
    /** The first of the tiles completed since the last call that is not stored as it should be. */
    wrong: async (): Promise<string | undefined> => {
      const tiles = expected
      expected = []
      if (tiles.length === 0) return undefined
      const rows = await session.query<{
        hashes: Buffer | null
        middle: Buffer | null
        root: Buffer | null
      }>(
        `select t.hashes, t.middle, t.root from unnest($2::int2[], $3::int8[]) with ordinality as w (level, n, place)
         left join tile t on t.mission = $1 and t.level = w.level and t.n = w.n order by w.place`,
        [mission, arrayOf(tiles.map(({ level }) => level)), arrayOf(tiles.map(({ n }) => n))],
      )
      for (const [at, { level, n, hashes, root }] of tiles.entries()) {
        const row = rows[at]
        if (!row?.hashes || !row.middle || !row.root) return `tile ${level}/${n} is missing`
        if (
          !isEqual(row.hashes, hashes) ||
          !isEqual(row.middle, middleOf(hashes)) ||
          !isEqual(row.root, root)
        )
          return `tile ${level}/${n} does not follow from the entries`
      }
      return undefined
    },
    surplus: async (): Promise<string | undefined> => {
      const [row] = await session.query<{ count: number }>(
        'select count(*) as count from tile where mission = $1',
        [mission],
      )
      const full = counts.reduce((sum, count) => sum + count, 0)
      return row?.count === full ? undefined : `${row?.count} tiles are stored and ${full} are full`
    },
  }
}

type Root = { size: number; root: Uint8Array; what: string }

/** Reads everything signed and checks each signature; roots are compared as the tree grows. A sentence where one fails. */
export async function checkSigned(session: Session, mission: string, kept: string | undefined) {
  const [keys, checkpoints, cosignatures] = await Promise.all([
    session.query<{ log: number; origin: string; key: string; rotation: string | null }>(
      `select k.log, l.origin, k.key, k.rotation from log_key k join log l on l.mission = k.mission and l.number = k.log
       where k.mission = $1 order by k.log, k.since, k.made`,
      [mission],
    ),
    session.query<{ log: number; size: number; root: Buffer; note: string }>(
      'select log, size, root, note from checkpoint where mission = $1 order by size, log',
      [mission],
    ),
    session.query<{ log: number; size: number; key: string; line: string }>(
      'select log, size, key, line from cosignature where mission = $1 order by size',
      [mission],
    ),
  ])
  const verifiers = Map.groupBy(keys, ({ log }) => log)
  const keysOf = (log: number): Verifier[] =>
    (verifiers.get(log) ?? []).flatMap(({ key }) => parseVerifier(key) ?? [])
  for (const [log, list] of verifiers) {
    for (const [at, { key, rotation }] of list.entries()) {
      const turned = rotation === null ? undefined : openRotation(rotation)
      const isFirst = at === 0
      const isGood =
        turned &&
        !('wrong' in turned) &&
        turned.next.key === key &&
        turned.old.key === list[at - 1]?.key
      if (isFirst ? rotation !== null : !isGood)
        return `a key of log ${log} is not signed by the one before`
    }
  }
  const roots: Root[] = []
  for (const { log, size, root, note } of checkpoints) {
    const opened = openCheckpoint(note, keysOf(log))
    if ('wrong' in opened) return `checkpoint ${size} of log ${log}: ${opened.wrong}`
    if (opened.size !== size || !isEqual(opened.root, root))
      return `checkpoint ${size} of log ${log} says something else than its note`
    roots.push({ size, root, what: `checkpoint ${size}` })
  }
  for (const { log, size, key, line } of cosignatures) {
    const note = checkpoints.find((one) => one.log === log && one.size === size)?.note ?? ''
    const verifier = parseVerifier(key)
    const text = parseNote(note)?.text ?? ''
    const opened = verifier && openNote(printNote(text, [line]), [verifier])
    if (!opened || 'wrong' in opened)
      return `a witness's signature of checkpoint ${size} does not fit`
  }
  const current = keys.at(-1)
  const outside =
    kept === undefined || !current ? undefined : openCheckpoint(kept, keysOf(current.log))
  if (outside && 'wrong' in outside) return `of what is kept beside the key, ${outside.wrong}`
  if (outside) roots.push({ ...outside, what: 'the checkpoint kept beside the key' })
  roots.sort((a, b) => a.size - b.size)
  while (roots[0]?.size === 0) roots.shift()
  const last = checkpoints.findLast(({ log }) => log === current?.log)
  return {
    last: last && current ? { origin: current.origin, size: last.size } : undefined,
    /** To be called after every leaf. */
    at: (edge: Edge): string | undefined => {
      while (roots[0]?.size === edge.size) {
        const { root, what } = roots.shift() as Root
        if (!isEqual(rootOf(edge), root)) return `${what} was signed for another log`
      }
      return undefined
    },
    beyond: (size: number): string | undefined =>
      roots[0] && `${roots[0].what} was signed for ${roots[0].size} entries, and there are ${size}`,
  }
}
