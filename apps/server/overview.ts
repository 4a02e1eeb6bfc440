/** The first page in one answer: six figures, what binds, what has run over, where, the latest, and what is not seen. */

import type { Moment } from '@konbit/ledger'
import { isRefusal, type Place, type Refusal, spanOf } from '@konbit/model'
import { bindingAt, overdueAt, yearBefore } from './deadlines.ts'
import { figuresAt } from './figures.ts'
import { keep } from './kept.ts'
import { dayAt, momentAt, momentOf } from './moments.ts'
import type { Ask } from './route.ts'
import { allOf, placeOf, type Statements, sourcesOf, statementsAt } from './statements.ts'
import { type Answer, ok } from './wire.ts'

export async function answerOverview(ask: Ask): Promise<Answer | Refusal> {
  const moment = await momentOf(ask)
  return ok(
    await keep(ask, moment, 'overview', async () => {
      const statements = await statementsAt(ask, moment)
      const [figures, binding, overdue, incidents, events, hidden] = await Promise.all([
        figuresAt(ask, moment),
        bindingAt(ask, moment, statements),
        overdueAt(ask, moment, statements),
        incidentsAt(ask, moment, statements),
        eventsAt(ask, moment, statements),
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

async function incidentsAt(ask: Ask, moment: Moment, statements: Statements) {
  const today = dayAt(ask, moment)
  const list = await allOf(ask, 'incident', moment, {
    state: ['reported', 'assessed', 'disputed'],
    occurredOn: { from: yearBefore(today), to: today },
  })
  const items = list.map((record) => ({
    id: record.id,
    register: record.register,
    caption: record.caption,
    state: record.state,
    at: String(record.fields.occurredOn),
    place: placeOf(record.fields.where),
    placeElse: placeOf(record.fields.whereElse),
    category: String(record.fields.touches),
    refs: sourcesOf(record, statements),
  }))
  items.sort((a, b) => ((spanOf(a.at)?.last ?? '') < (spanOf(b.at)?.last ?? '') ? 1 : -1))
  return {
    total: items.length,
    unplaced: items.filter(({ place }) => !isPlaced(place)).length,
    items,
  }
}

async function eventsAt(ask: Ask, moment: Moment, statements: Statements) {
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
