/**
 * The moment of a reading: *at* and *known*, worked out once a request from what stands in the address. Whatever is
 * read afterwards says the same at this moment, for ever.
 */
import { type Refusal, readingInstant, refuse } from '@konbit/model'
import { iso } from '../append/command.ts'
import { type Pools, printInstant, STILL_KNOWN } from '../pool.ts'

export type Moment = {
  /** Milliseconds UTC, inclusive. */
  at: number
  /** The last entry known. */
  known: number
  atText: string
  knownText: string
  /** Neither date was asked for: the last version is meant. */
  isNow: boolean
}

export type Asked = { at?: string | undefined; known?: string | undefined }
type Facts = { id: string; zone: string; isReplayed: boolean }

/** Now is the database's clock; in a replayed mission it is as far as the story has been told. */
export async function momentOf(
  pools: Pools,
  mission: Facts,
  asked: Asked,
): Promise<Moment | Refusal> {
  const at = asked.at === undefined ? undefined : readingInstant(asked.at, mission.zone)
  const known = asked.known === undefined ? undefined : readingInstant(asked.known, mission.zone)
  const details = [
    ...(asked.at !== undefined && at === undefined
      ? [{ field: 'at', needs: 'a year, a month, a day or an instant with its offset' }]
      : []),
    ...(asked.known !== undefined && known === undefined
      ? [{ field: 'known', needs: 'a year, a month, a day or an instant with its offset' }]
      : []),
  ]
  if (details.length > 0) return refuse('invalid-query', undefined, details)
  return pools.read({ mission: mission.id, member: '' }, async (session) => {
    session.of([])
    const [row] = await session.query<{
      size: number
      known: number | null
      clock: number
      asked: number | null
    }>(
      `select size, known, date_trunc('milliseconds', clock_timestamp()) as clock,
         case when $2::timestamptz is not null then size_at($1, $2) end as asked
       from head where mission = $1`,
      [mission.id, known === undefined ? null : printInstant(known)],
    )
    if (!row) return refuse('unknown-mission')
    const last = row.known ?? row.clock
    const now = mission.isReplayed ? last : row.clock
    const instant = at ?? now
    return {
      at: instant,
      known: row.asked ?? row.size,
      atText: asked.at ?? iso(instant),
      knownText: asked.known ?? iso(last),
      isNow: asked.at === undefined && asked.known === undefined,
    }
  })
}

/** Whether the last version is meant, and nothing was appended since. */
export const isNowIn = (moment: Moment, size: number | undefined): boolean =>
  moment.isNow && moment.known === size

/**
 * The condition that picks the versions of a moment. The last version needs no date: no entry lies after the clock, so
 * where the moment is the last one and nothing was appended since, the bounds of now answer.
 */
export function momentSql(
  moment: Moment,
  size: number | undefined,
  alias: string,
  add: (value: unknown) => string,
): string {
  if (isNowIn(moment, size)) {
    return `${alias}.at_to = 'infinity' and ${alias}.known_to = ${STILL_KNOWN}`
  }
  const at = `${add(printInstant(moment.at))}::timestamptz`
  const known = `${add(moment.known)}::int8`
  return `${alias}.at_from <= ${at} and ${alias}.at_to > ${at} and ${alias}.known_from <= ${known} and ${alias}.known_to > ${known}`
}

/** The condition that picks the versions of any day, as known at the moment. */
export function knownSql(
  { known }: Moment,
  size: number | undefined,
  alias: string,
  add: (value: unknown) => string,
): string {
  if (known === size) return `${alias}.known_to = ${STILL_KNOWN}`
  const last = `${add(known)}::int8`
  return `${alias}.known_from <= ${last} and ${alias}.known_to > ${last}`
}
