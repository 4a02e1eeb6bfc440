/**
 * Kept forecasts and how they did: what came is read from the record as it is known now, and the bands are those that were kept.
 * Whether a forecast still runs to the same digest is found out on a thread of its own, and told when it is known.
 */
import type { Moment, RecordView } from '@konbit/ledger'
import { addDays, isRefusal, type Refusal } from '@konbit/model'
import {
  calibrationOf,
  engineVersion,
  type Model,
  type Score,
  scoreOf,
  type Told,
} from '@konbit/planner'
import { keep } from '../kept.ts'
import { given, Refused } from '../logistics/reading.ts'
import { dayAt, momentOf } from '../moments.ts'
import type { Ask } from '../route.ts'
import { type Answer, ok } from '../wire.ts'
import { type Again, againOf } from './again.ts'
import { frameOf } from './model.ts'

const LIMIT_USUAL = 50
/** As many forecasts as one calibration looks at: the latest. */
const CALIBRATED_MAX = 200

type Kept = {
  id: string
  title: string
  state: string
  startsOn: string
  seed: string
  runs: number
  engine: string
  digest: string
  knownSeq: number
  scenario: string | null
  goalPersons: number | null
  goalOn: string | null
  chancePercent: number | null
  quantiles: Told[]
  modelText: string
}

function keptIn({ id, state, fields }: RecordView): Kept {
  const text = (name: string): string => String(fields[name] ?? '')
  const number = (name: string): number | null =>
    typeof fields[name] === 'number' ? (fields[name] as number) : null
  return {
    id,
    state,
    title: text('title'),
    startsOn: text('startsOn').slice(0, 10),
    seed: text('seed'),
    runs: number('runs') ?? 0,
    engine: text('engine'),
    digest: text('digest'),
    knownSeq: number('knownSeq') ?? 0,
    scenario: (fields.scenario as string | undefined) ?? null,
    goalPersons: number('goalPersons'),
    goalOn: (fields.goalOn as string | undefined) ?? null,
    chancePercent: number('chancePercent'),
    quantiles: fields.quantiles ? (JSON.parse(text('quantiles')) as Told[]) : [],
    modelText: text('modelText'),
  }
}

/** What the record says by now of a figure on days gone by; figures of which it says nothing are not there. */
async function cameOf(
  ask: Ask,
  moment: Moment,
  { startsOn, quantiles, modelText }: Kept,
): Promise<Map<string, number>> {
  const today = dayAt(ask, moment)
  const wanted = quantiles
    .map(({ figure, day }) => ({ figure, day, on: addDays(startsOn, day) }))
    .filter(({ on }) => on <= today)
  if (wanted.length === 0) return new Map()
  const days = wanted.map(({ on }) => on).sort()
  const [from, to] = [days[0] as string, days.at(-1) as string]
  const { fleets } = JSON.parse(modelText) as Model
  const series = (name: string, by?: string) =>
    keep(ask, moment, `came ${name} ${from} ${to}`, () =>
      ask.house.ledger
        .series(ask.reader, { name, moment, from, to, step: 'day', ...(by ? { by } : {}) })
        .then(given),
    )
  const { patrolTypes } = frameOf(ask).frame
  const types = Object.keys(fleets).filter((type) => patrolTypes.includes(type))
  const readers: Record<string, () => Promise<Map<string, number | null>>> = {
    deployed: async () => valuesIn(await series('people.deployed')),
    available: async () => valuesIn(await series('people.present')),
    fitVehicles: async () =>
      types.length === 0
        ? new Map()
        : new Map(
            (await series('logistics.serviceable', 'type')).points.map(({ day, rows = [] }) => [
              day,
              rows.reduce(
                (sum, { key, value }) => (types.includes(key ?? '') ? sum + value : sum),
                0,
              ),
            ]),
          ),
  }
  const came = new Map<string, number>()
  for (const figure of new Set(wanted.map((one) => one.figure))) {
    const read = Object.hasOwn(readers, figure) ? readers[figure] : undefined
    if (!read) continue
    const values = await read()
    for (const { day, on } of wanted.filter((one) => one.figure === figure)) {
      const value = values.get(on)
      if (value !== null && value !== undefined) came.set(`${figure} ${day}`, value)
    }
  }
  return came
}

const valuesIn = ({ points }: { points: readonly { day: string; value: number | null }[] }) =>
  new Map(points.map(({ day, value }) => [day, value]))

type Scored = Omit<Kept, 'quantiles' | 'modelText'> & {
  again: Again['state']
  bands: Told[]
  scores: Score[]
}

async function scored(ask: Ask, moment: Moment, kept: Kept): Promise<Scored> {
  const { quantiles, modelText, ...rest } = kept
  const [came, again] = [await cameOf(ask, moment, kept), againOf(ask, kept)]
  return {
    ...rest,
    again: again.state,
    bands: quantiles,
    scores: quantiles.flatMap((told) => {
      const value = came.get(`${told.figure} ${told.day}`)
      return value === undefined
        ? []
        : [scoreOf(told, value, again.runs?.get(`${told.figure} ${told.day}`))]
    }),
  }
}

async function pageOf(ask: Ask, moment: Moment, limit: number, cursor?: string) {
  const page = await ask.house.ledger.list(ask.reader, {
    register: 'forecast',
    moment,
    filter: { state: ['kept', 'scored'] },
    sort: '-startsOn',
    limit,
    ...(cursor ? { cursor } : {}),
  })
  if (isRefusal(page)) throw new Refused(page)
  return page
}

const answered = async (work: () => Promise<Answer>): Promise<Answer | Refusal> => {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refused) return error.refusal
    throw error
  }
}

export const answerForecasts = (ask: Ask): Promise<Answer | Refusal> =>
  answered(async () => {
    const moment = await momentOf(ask)
    const { limit = LIMIT_USUAL, cursor } = ask.query as { limit?: number; cursor?: string }
    const page = await pageOf(ask, moment, limit, cursor)
    const items: Scored[] = []
    for (const one of page.items) items.push(await scored(ask, moment, keptIn(one)))
    return ok({
      at: moment.atText,
      known: moment.knownText,
      engine: engineVersion,
      items,
      next: page.next,
    })
  })

export const answerCalibration = (ask: Ask): Promise<Answer | Refusal> =>
  answered(async () => {
    const moment = await momentOf(ask)
    const page = await pageOf(ask, moment, CALIBRATED_MAX)
    const all: Scored[] = []
    for (const one of page.items) all.push(await scored(ask, moment, keptIn(one)))
    const due = all.filter(({ scores }) => scores.length > 0)
    const inState = (state: Again['state']): number =>
      all.filter(({ again }) => again === state).length
    return ok({
      at: moment.atText,
      known: moment.knownText,
      forecasts: all.length,
      due: due.length,
      more: page.next !== null,
      again: {
        same: inState('same'),
        differs: inState('differs'),
        otherEngine: inState('otherEngine'),
        pending: inState('pending'),
        failed: inState('failed'),
      },
      rows: calibrationOf(due.flatMap(({ scores }) => scores)),
    })
  })
