/**
 * How the mandate stands at a moment: go or no-go of each phase, how votes came out by their rule, and the course of
 * indicators. Everything is computed from the record as the asker sees it at that moment; nothing of it is stored.
 */
import type { Moment, RecordView } from '@konbit/ledger'
import { addDays, isRefusal, type Refusal, spanOf } from '@konbit/model'
import { judgeCondition, judgePhase, judgeVote } from '@konbit/registers'
import { keep } from '../kept.ts'
import { dayAt, momentOf } from '../moments.ts'
import type { Ask } from '../route.ts'
import { allOf } from '../statements.ts'
import { type Answer, ok } from '../wire.ts'

const POINTS_MAX = 200
const SERIES_DAYS = 730

export async function answerMandate(ask: Ask): Promise<Answer | Refusal> {
  const moment = await momentOf(ask)
  const [phases, votes, indicators] = await keep(ask, moment, 'mandate', () =>
    Promise.all([phasesAt(ask, moment), votesAt(ask, moment), indicatorsAt(ask, moment)]),
  )
  return ok({ at: moment.atText, known: moment.knownText, phases, votes, indicators })
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null)
const has = (ask: Ask, register: string): boolean => ask.house.registers.has(register)

type Figure = { value: number | null; partial: boolean; unit: string; title: string }
/** A figure of that name; nothing where there is no such measure. Each is asked once. */
function figuresOf(ask: Ask, moment: Moment) {
  const asked = new Map<string, Promise<Figure | undefined>>()
  return (name: string): Promise<Figure | undefined> => {
    const measure = ask.house.measures.get(name)
    if (!measure) return Promise.resolve(undefined)
    let found = asked.get(name)
    if (!found) {
      found = ask.house.ledger.measure(ask.reader, { name, moment }).then((told) =>
        isRefusal(told)
          ? { value: null, partial: true, unit: measure.unit, title: measure.title }
          : {
              value: told.value,
              partial: told.partial,
              unit: measure.unit,
              title: measure.title,
            },
      )
      asked.set(name, found)
    }
    return found
  }
}

async function phasesAt(ask: Ask, moment: Moment) {
  if (!has(ask, 'phaseCondition')) return []
  const figure = figuresOf(ask, moment)
  const records = await allOf(ask, 'phaseCondition', moment, { state: ['standing', 'waived'] })
  const judged = await Promise.all(
    records.map(async ({ id, caption, state, fields }) => {
      const measure = text(fields.measure)
      const found = measure === null ? undefined : await figure(measure)
      return {
        phase: String(fields.phase),
        id,
        caption,
        state,
        ...judgeCondition({ state, fields }, found),
        measure,
        measureTitle: found?.title ?? null,
        comparator: text(fields.comparator),
        threshold: number(fields.threshold),
        value: found?.value ?? null,
        unit: found?.unit ?? null,
        partial: found?.partial ?? false,
        dueOn: text(fields.dueOn),
        statedOn: text(fields.statedOn),
      }
    }),
  )
  return [...Map.groupBy(judged, ({ phase }) => phase)]
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .map(([phase, conditions]) => ({
      phase,
      verdict: judgePhase(conditions.map(({ verdict }) => verdict)),
      conditions: conditions.map(({ phase: _, ...one }) => one),
    }))
}

async function votesAt(ask: Ask, moment: Moment) {
  if (!has(ask, 'vote')) return []
  const votes = await allOf(ask, 'vote', moment)
  return votes
    .sort((a, b) => (String(a.fields.heldOn) < String(b.fields.heldOn) ? 1 : -1))
    .map(({ id, caption, fields }) => {
      const { votesFor, seats, ...judged } = judgeVote(fields)
      return {
        id,
        caption,
        heldOn: String(fields.heldOn),
        votesFor,
        votesAgainst: number(fields.votesAgainst),
        abstentions: number(fields.abstentions),
        seats,
        abstainers: text(fields.abstainers),
        ...judged,
        said: text(fields.saidOutcome),
      }
    })
}

async function indicatorsAt(ask: Ask, moment: Moment) {
  if (!has(ask, 'indicator')) return []
  const records = await allOf(ask, 'indicator', moment, { state: ['kept'] })
  return Promise.all(
    records.map(async (one) => {
      const { id, caption, fields } = one
      const measure = text(fields.measure)
      const course = measure
        ? await measuredAt(ask, moment, measure)
        : await toldAt(ask, moment, one)
      return {
        id,
        caption,
        unit: String(fields.unit),
        definition: String(fields.definition ?? ''),
        measure,
        baseline: number(fields.baseline),
        baselineOn: text(fields.baselineOn),
        goal: number(fields.goal),
        goalOn: text(fields.goalOn),
        ...course,
      }
    }),
  )
}

type Course = {
  value: number | null
  asOf: string | null
  partial: boolean
  points: { day: string; value: number; entry: number | null }[]
}

async function measuredAt(ask: Ask, moment: Moment, name: string): Promise<Course> {
  const figure = await figuresOf(ask, moment)(name)
  const day = dayAt(ask, moment)
  const series =
    figure &&
    (await ask.house.ledger.series(ask.reader, {
      name,
      moment,
      from: addDays(day, -SERIES_DAYS),
      to: day,
      step: 'month',
    }))
  const points =
    !series || isRefusal(series)
      ? []
      : series.points.flatMap(({ day: on, value }) =>
          value === null ? [] : [{ day: on, value, entry: null }],
        )
  return {
    value: figure?.value ?? null,
    asOf: figure ? day : null,
    partial: figure?.partial ?? true,
    points,
  }
}

/** Values that were stated one by one: each entry that states one is a point of the day it speaks of. */
async function toldAt(ask: Ask, moment: Moment, { id, fields }: RecordView): Promise<Course> {
  const history = await ask.house.ledger.history(ask.reader, {
    register: 'indicator',
    id,
    moment,
    limit: POINTS_MAX,
  })
  const points = isRefusal(history)
    ? []
    : history.items.flatMap(({ seq, verb, set, voided }) => {
        const day = spanOf(String(set.asOf ?? ''))?.last
        return verb !== 'stateValue' || voided || !day || typeof set.value !== 'number'
          ? []
          : [{ day, value: set.value, entry: seq }]
      })
  return {
    value: number(fields.value),
    asOf: text(fields.asOf),
    partial: false,
    points: points.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)),
  }
}
