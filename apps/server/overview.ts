/** The first page in one answer: six figures, what binds, what has run over, where, the latest, and what is not seen. */

import type { Moment } from '@konbit/ledger'
import { isRefusal, type Place, type Refusal } from '@konbit/model'
import { bindingAt, overdueAt, yearBefore } from './deadlines.ts'
import { figuresAt } from './figures.ts'
import { keep, keepOn } from './kept.ts'
import { dayAt, momentAt, momentOf } from './moments.ts'
import type { Ask } from './route.ts'
import { placeOf, sourcesOf, statementsAt } from './statements.ts'
import { type Answer, ok } from './wire.ts'

const latestMax = 20

export async function answerOverview(ask: Ask): Promise<Answer | Refusal> {
  const moment = await momentOf(ask)
  return ok(
    await keep(ask, moment, 'overview', async () => {
      // Each part is read again only where an entry touched what it rests on.
      const [figures, binding, overdue, incidents, events, hidden] = await Promise.all([
        figuresAt(ask, moment),
        bindingAt(ask, moment),
        overdueAt(ask, moment),
        keepOn(ask, moment, 'overview incidents', () => incidentsAt(ask, moment)),
        keepOn(ask, moment, 'overview events', () => eventsAt(ask, moment)),
        hiddenAt(ask),
      ])
      return {
        at: moment.atText,
        known: moment.knownText,
        isNow: moment.isNow,
        day: dayAt(ask, moment),
        figures,
        binding,
        overdue,
        incidents,
        events,
        hidden,
      }
    }),
  )
}

const isPlaced = (where: Place | null): boolean =>
  where?.lon !== undefined && where.lat !== undefined && where.precision !== 'unknown'

/** Those of a year: how many at each place, however many there are, and the latest by themselves. */
async function incidentsAt(ask: Ask, moment: Moment) {
  const today = dayAt(ask, moment)
  const filter = {
    state: ['reported', 'assessed', 'disputed'],
    occurredOn: { from: yearBefore(today), to: today },
  }
  const [groups, latest, statements] = await Promise.all([
    ask.house.ledger.groups(ask.reader, { register: 'incident', moment, by: ['where'], filter }),
    ask.house.ledger.list(ask.reader, {
      register: 'incident',
      moment,
      filter,
      sort: '-occurredOn',
      limit: latestMax,
      total: 'none',
    }),
    statementsAt(ask, moment),
  ])
  // Whoever may not see the register is told of none.
  const places = (isRefusal(groups) ? [] : groups).map(({ keys: [key], records: count }) => ({
    place: key ? (JSON.parse(key) as Place) : null,
    count,
  }))
  const among = (list: typeof places): number => list.reduce((sum, { count }) => sum + count, 0)
  return {
    total: among(places),
    unplaced: among(places.filter(({ place }) => !isPlaced(place))),
    places: places.flatMap(({ place, count }) =>
      place && isPlaced(place) ? [{ place, count }] : [],
    ),
    items: (isRefusal(latest) ? [] : latest.items).map((record) => ({
      id: record.id,
      register: record.register,
      caption: record.caption,
      state: record.state,
      at: String(record.fields.occurredOn),
      place: placeOf(record.fields.where),
      placeElse: placeOf(record.fields.whereElse),
      category: String(record.fields.touches),
      refs: sourcesOf(record, statements),
    })),
  }
}

async function eventsAt(ask: Ask, moment: Moment) {
  const statements = await statementsAt(ask, moment)
  const found = await ask.house.ledger.list(ask.reader, {
    register: 'event',
    moment,
    filter: { state: ['listed'] },
    sort: '-occurredOn',
    limit: 8,
  })
  if (isRefusal(found)) return []
  return found.items.map((record) => ({
    id: record.id,
    register: record.register,
    day: String(record.fields.occurredOn),
    title: String(record.fields.title),
    category: String(record.fields.category),
    place: placeOf(record.fields.where)?.name ?? null,
    refs: sourcesOf(record, statements),
  }))
}

/** Statements that were not yet known, told apart by whether their source bears a date. */
export async function hiddenAt(
  ask: Ask,
): Promise<{ later: number; undated: number; shown: number; total: number }> {
  const { known } = ask.query as { known?: string }
  const all = await statementsAt(ask, await momentAt(ask, {}))
  const seen = known ? await statementsAt(ask, await momentAt(ask, { known })) : all
  const missing = all.list.filter(({ id }) => !seen.byId.has(id))
  const undated = missing.filter(({ source }) => !source?.published).length
  return {
    later: missing.length - undated,
    undated,
    shown: seen.list.length,
    total: all.list.length,
  }
}
