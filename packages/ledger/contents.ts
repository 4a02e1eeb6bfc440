/**
 * The files of documents. Bytes come in before the entry that names them, and are let go when none does: because it never
 * came, or because what named them was erased. They are sealed by whoever calls; the ledger cannot read them.
 */
import type { Pools, ReadAs } from './pool.ts'

const PIECE = 1_000_000
/** Bytes that one member may have sent that no entry names yet. */
const WAITING_MAX = 200_000_000

export type Content = { media: string; bytes: number; sealed: Buffer }
export type ContentKey = { record: string; digest: string }

/** `named`: whether any version of the record, whoever may see it, still names the file. */
const named = `exists (select from version v where v.record = c.record and v.mission = c.mission and v.body ->> 'fileDigest' = c.digest)`

export const contentsOf = (pools: Pools) => ({
  /** Returns when it is durable: `kept`, also when it was there; or `full`, when too much of this member waits to be named. */
  keepContent: (
    mission: string,
    member: string,
    { record, digest }: ContentKey,
    { media, bytes, sealed }: Content,
  ): Promise<'kept' | 'full'> =>
    pools.write(async (session) => {
      const [there] = await session.query<{ is: boolean }>(
        'select exists (select from content where mission = $1 and record = $2 and digest = $3) as is',
        [mission, record, digest],
      )
      if (there?.is) return 'kept'
      const [waiting] = await session.query<{ bytes: number }>(
        `select coalesce(sum(length(c.piece)), 0)::int8 as bytes from content c
         where c.mission = $1 and c.member = $2 and c.made > now() - interval '1 day' and not ${named}`,
        [mission, member],
      )
      if ((waiting?.bytes ?? 0) + sealed.length > WAITING_MAX) return 'full'
      const pieces = Array.from({ length: Math.ceil(sealed.length / PIECE) }, (_, n) =>
        sealed.subarray(n * PIECE, (n + 1) * PIECE),
      )
      for (const [n, piece] of pieces.entries())
        await session.query(
          `insert into content (mission, record, digest, n, piece, media, bytes, member)
           values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
          [mission, record, digest, n, piece, media, bytes, member],
        )
      await session.commit()
      return 'kept'
    }),

  /** The file, as far as the reader sees a version of the record that names it. */
  content: (reader: ReadAs, { record, digest }: ContentKey): Promise<Content | undefined> =>
    pools.read(reader, async (session) => {
      const pieces = await session.query<{ piece: Buffer; media: string; bytes: number }>(
        'select piece, media, bytes from content where mission = $1 and record = $2 and digest = $3 order by n',
        [reader.mission, record, digest],
      )
      const [first] = pieces
      if (!first) return undefined
      const { media, bytes } = first
      return { media, bytes, sealed: Buffer.concat(pieces.map(({ piece }) => piece)) }
    }),

  /** Lets go of what no entry names: at once where the record was erased from, else after a day. Returns how many pieces. */
  letGoOfContents: (mission?: string): Promise<number> =>
    pools.write(async (session) => {
      const gone = await session.query<{ n: number }>(
        `delete from content c where ($1::text is null or c.mission = $1) and not ${named}
           and (c.made < now() - interval '1 day'
             or exists (select from erasure x where x.mission = c.mission and x.record = c.record))
         returning c.n`,
        [mission ?? null],
      )
      await session.commit()
      return gone.length
    }),
})
