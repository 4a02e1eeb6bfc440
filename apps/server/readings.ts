/** Who read what: the list, and whether its chain holds. Who may look at whose is decided in the database. */
import type { Reading } from '@konbit/ledger'
import { isRefusal, labels, type Refusal, readingInstant, refuse } from '@konbit/model'
import { readingsCheckShape, readingsShape } from './accessShapes.ts'
import { type Params, paging, param } from './query.ts'
import type { Ask, Route } from './route.ts'
import { type Answer, ok } from './wire.ts'

const params: Params = {
  ...paging(200, 50),
  member: param.word('The id of a member: whose readings.', /^[A-Za-z0-9-]{1,60}$/),
  record: param.word('The id of a record: who read it.', /^[0-9a-f-]{36}$/),
  register: param.word('The name of a register.', /^[a-zA-Z]{1,60}$/),
  label: param.oneOf('What was read of this handling.', labels),
  from: param.when('From this day or instant on.'),
  to: param.when('Up to the end of this day, or before this instant.'),
}

async function list(ask: Ask): Promise<Answer | Refusal> {
  const { house, mission, reader, query } = ask
  const { from, to, ...rest } = query as Record<string, string | undefined> & { limit?: number }
  const instant = (text: string | undefined, isEnd: boolean): number | undefined => {
    if (text === undefined) return undefined
    const end = readingInstant(text, mission.zone)
    // A bare day is read as its end: whatever begins with it begins a day before that.
    return end === undefined || isEnd || text.includes('T') ? end : end - DAY + 1
  }
  const asked = { ...rest, from: instant(from, false), to: instant(to, true) }
  const found = await house.ledger.readings(reader, asked)
  if (isRefusal(found)) return found
  return ok({ ...found, items: await titled(ask, found.items) })
}
const DAY = 86_400_000

/** With what the mission calls each member, for those that the asker may see. */
export async function titled<Item extends Pick<Reading, 'member'>>(
  { house, mission, reader }: Ask,
  items: readonly Item[],
): Promise<(Item & { memberTitle?: string })[]> {
  const moment = await house.ledger.moment(mission.id)
  const ids = [...new Set(items.map(({ member }) => member))]
  const captions = isRefusal(moment) ? new Map() : await house.ledger.captions(reader, ids, moment)
  return items.map((item) => {
    const title =
      mission.people.find(({ id }) => id === item.member)?.title ??
      captions.get(item.member)?.caption
    return title ? { ...item, memberTitle: title } : item
  })
}

async function check({ house, mission, person, query }: Ask): Promise<Answer | Refusal> {
  if (!person.roles.some((role) => ['auditor', 'monitor', 'protection'].includes(role)))
    return refuse('not-allowed')
  const { n, hash = '' } = query as { n?: number; hash?: string }
  const { wrong, ...end } = await house.ledger.verifyReadings(
    mission.id,
    n === undefined ? undefined : { n, hash },
  )
  return ok({ ...end, holds: wrong === undefined, ...(wrong === undefined ? {} : { wrong }) })
}

export const readingRoutes: Route[] = [
  {
    method: 'get',
    path: '/api/{mission}/readings',
    name: 'readings',
    tag: 'access',
    about:
      'Who read what is restricted or behind a firewall: one’s own; an auditor sees all, a monitor and a conduct officer what lies behind a firewall they are cleared for.',
    query: params,
    answers: { 200: { about: 'Readings, newest first', schema: readingsShape, name: 'Readings' } },
    problems: ['bad-cursor', 'not-found'],
    perform: list,
  },
  {
    method: 'get',
    path: '/api/{mission}/readings/check',
    name: 'readings.check',
    tag: 'access',
    about:
      'Works the chain of readings out again. With `n` and `hash` of an end kept elsewhere: whether that is still in it.',
    query: {
      n: param.whole('The number of the last reading, as it was kept.', 1, 1e15),
      hash: param.word('Its hash.', /^[0-9a-f]{64}$/),
    },
    answers: {
      200: { about: 'Whether it holds', schema: readingsCheckShape, name: 'ReadingsCheck' },
    },
    perform: check,
  },
]
