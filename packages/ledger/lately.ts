/**
 * What others entered since a member last looked, as far as that member sees it, and how far they looked. Bounded: of a long
 * absence the latest entries only. Also what is written for everybody, which those need who are not signed in yet.
 */
import { type Label, type Refusal, type Register, type Registers, refuse } from '@konbit/model'
import { poolsAs } from './access/audited.ts'
import { iso } from './append/command.ts'
import { type Pools, type ReadAs, STILL_KNOWN } from './pool.ts'
import { columnName, quote, tableOf } from './tables.ts'

export type LatelyQuery = {
  registers: readonly string[]
  /** Only entries after this one … */
  after: number
  /** … and not those of this member. */
  notBy?: string | undefined
  /** Only up to this one; undefined: to the end. */
  upTo?: number | undefined
  verbs?: readonly string[] | undefined
  limit: number
}
/** Newest first. */
export type Lately = {
  seq: number
  register: string
  record: string
  verb: string
  author: string
  known: string
}

/** How far back is looked at most: of an entry before that nobody says that it is new. */
export const LATELY_MAX = 20_000

export const latelyOf = (pools: Pools, registers: Registers) => ({
  /** `before`: there may be more before the first of them. */
  lately: (
    reader: ReadAs,
    { registers: named, after, notBy, upTo, verbs, limit }: LatelyQuery,
  ): Promise<{ items: Lately[]; isWhole: boolean; from: number }> =>
    poolsAs(pools, reader).read(reader, async (session) => {
      const last = upTo ?? session.size ?? 0
      const from = Math.max(after, last - LATELY_MAX)
      const rows = await session.query<
        Omit<Lately, 'known'> & { known: number; label: Label | null }
      >(
        `select e.seq, e.register, e.record, e.verb, e.author, e.known, s.label
         from entry e left join scope s on s.scope = e.scope
         where e.mission = $1 and e.seq > $2 and e.register = any ($3::text[])
           and ($4::text is null or e.author <> $4) and ($5::text[] is null or e.verb = any ($5))
           and e.seq <= $6
         order by e.seq desc limit $7`,
        [reader.mission, from, named, notBy ?? null, verbs ?? null, last, limit + 1],
      )
      const items = rows.slice(0, limit).map(({ label, known, ...row }) => {
        if (label) session.saw(row.register, label, row.record)
        return { ...row, known: iso(known) }
      })
      return { items, isWhole: rows.length <= limit && from === after, from }
    }),

  /** The last entry they looked at; undefined: they never did. */
  looked: (reader: ReadAs): Promise<number | undefined> =>
    pools.read(reader, async (session) => {
      const [row] = await session.query<{ seq: number }>(
        'select seq from looked where mission = $1 and member = $2',
        [reader.mission, reader.member],
      )
      return row?.seq
    }),

  /** Never back, and never beyond the end of the log. */
  markLooked: (reader: ReadAs, seq: number): Promise<void> =>
    pools.write(async (session) => {
      await session.query(
        `select set_config('konbit.mission', $1, true), set_config('konbit.member', $2, true)`,
        [reader.mission, reader.member],
      )
      await session.query(
        `insert into looked (mission, member, seq)
         select $1, $2, least($3::int8, h.size) from head h where h.mission = $1
         on conflict (mission, member) do update set seq = greatest(looked.seq, excluded.seq), moved = now()`,
        [reader.mission, reader.member, seq],
      )
      await session.commit()
    }),

  /** The values of a code of all records in a state. Only of a register that everybody may read, whoever asks. */
  codesOfAll: async (
    mission: string,
    { register: name, field, state }: { register: string; field: string; state: string },
  ): Promise<string[] | Refusal> => {
    const register = registers.get(name) as Register | undefined
    if (!register) return refuse('unknown-register')
    if (register.label !== 'public') return refuse('not-allowed')
    return pools.beside(async (session) => {
      const rows = await session.query<{ code: string }>(
        `select distinct b.${quote(columnName(field, ''))} as code from ${quote(tableOf(register, 'public').name)} b
         where b.mission = $1 and b.state = $2 and b.at_to = 'infinity' and b.known_to = ${STILL_KNOWN}
         order by 1 limit 200`,
        [mission, state],
      )
      return rows.map(({ code }) => code)
    })
  },
})
