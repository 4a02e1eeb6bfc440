/**
 * What the Situation desk computes and nobody types: which incidents may be one, how many channels stand behind each, who is said to
 * have harmed whom, how groups stood to each other day by day. As far as the reader sees; what they do not see is in no answer.
 */
import type { Moment, RecordView } from '@konbit/ledger'
import { addDays, dayOf, type Place, refuse, spanOf } from '@konbit/model'
import { alarmsOf, type Stand } from '@konbit/registers'
import { answered, given, Refused, refsOf } from '../logistics/reading.ts'
import type { Ask } from '../route.ts'
import { allOf } from '../statements.ts'
import { corroborationOf, type Heard } from './corroboration.ts'
import { type Happened, suggestionsOf } from './duplicates.ts'
import { harmBy, type Said } from './harm.ts'

/** More than so many incidents at once are asked for in shorter spans. */
const INCIDENTS_MAX = 5000
const standing = ['reported', 'assessed', 'disputed']
const DAYS = 90

const ids = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null)

async function incidentsIn(
  ask: Ask,
  moment: Moment,
  day: string,
  days: number,
  state: readonly string[] = standing,
): Promise<RecordView[]> {
  const found: RecordView[] = []
  const pages = ask.house.ledger.pages(ask.reader, {
    register: 'incident',
    moment,
    filter: { state, occurredOn: { from: addDays(day, 1 - days), to: day } },
  })
  for await (const page of pages) {
    found.push(...page)
    if (found.length > INCIDENTS_MAX)
      throw new Refused(
        refuse('too-many', `More than ${INCIDENTS_MAX} incidents: ask for fewer days.`),
      )
  }
  return found
}

const happened = ({ id, fields }: RecordView): Happened | undefined => {
  const span = spanOf(String(fields.occurredOn ?? ''))
  if (!span) return undefined
  const where = fields.where as Place | undefined
  const isPlaced = where?.precision !== 'unknown' && where?.precision !== 'abroad'
  return {
    id,
    kind: String(fields.kind),
    first: span.first,
    last: span.last,
    lon: isPlaced ? (where?.lon ?? null) : null,
    lat: isPlaced ? (where?.lat ?? null) : null,
    precision: where?.precision ?? 'unknown',
    pcode: where?.pcode ?? null,
    groups: ids(fields.saidToBeBy),
    reports: ids(fields.reports),
  }
}

export async function answerDuplicates(ask: Ask) {
  const { days = DAYS, limit = 50 } = ask.query as { days?: number; limit?: number }
  return answered(ask, `duplicates ${days} ${limit}`, async (moment, day) => {
    const list = await incidentsIn(ask, moment, day, days)
    const items = suggestionsOf(
      list.flatMap((one) => happened(one) ?? []),
      limit,
    )
    const named = items.flatMap(({ one, other }) => [one, other])
    return { items, compared: list.length, refs: await refsOf(ask, moment, named) }
  })
}

export async function answerCorroboration(ask: Ask) {
  const {
    days = DAYS,
    incident,
    limit = 200,
  } = ask.query as {
    days?: number
    incident?: string
    limit?: number
  }
  return answered(ask, `corroboration ${days} ${incident} ${limit}`, async (moment, day) => {
    const list = incident
      ? await recordsOf(ask, moment, 'incident', [incident])
      : await incidentsIn(ask, moment, day, days)
    const told = list.filter(({ fields }) => ids(fields.reports).length > 0)
    if (incident && list.length === 0) throw new Refused(refuse('not-found'))
    const heard = await reportsOf(
      ask,
      moment,
      told.flatMap(({ fields }) => ids(fields.reports)),
    )
    const items = told.map(({ id, fields }) => ({
      incident: id,
      ...corroborationOf(ids(fields.reports), heard),
    }))
    return {
      items: items.slice(0, limit),
      total: items.length,
      single: items.filter(({ independent }) => independent < 2).length,
      without: list.length - told.length,
    }
  })
}

const AT_ONCE = 500
async function recordsOf(
  { house, reader }: Ask,
  moment: Moment,
  register: string,
  wanted: readonly string[],
): Promise<RecordView[]> {
  const found: RecordView[] = []
  for (let from = 0; from < wanted.length; from += AT_ONCE) {
    const part = wanted.slice(from, from + AT_ONCE)
    const records = await house.ledger.records(reader, { register, ids: part, moment })
    found.push(...records.values())
  }
  return found
}

/** A chain of reports that repeat each other is followed so far. */
const CHAIN_MAX = 8

/** The reports, and those that they repeat. */
async function reportsOf(
  ask: Ask,
  moment: Moment,
  first: readonly string[],
): Promise<Map<string, Heard>> {
  const heard = new Map<string, Heard>()
  let wanted = [...new Set(first)]
  for (let step = 0; wanted.length > 0 && step < CHAIN_MAX; step++) {
    const found = (await recordsOf(ask, moment, 'report', wanted)).map(heardOf)
    for (const one of found) heard.set(one.id, one)
    wanted = [...new Set(found.flatMap(({ repeats }) => repeats ?? []))].filter(
      (id) => !heard.has(id),
    )
  }
  return heard
}

const heardOf = ({ id, state, fields }: RecordView): Heard => ({
  id,
  state,
  channel: String(fields.channel),
  sourceGrade: String(fields.sourceGrade),
  contentGrade: String(fields.contentGrade),
  parties: ids(fields.parties),
  repeats: text(fields.repeats),
})

export async function answerHarm(ask: Ask) {
  const { days = 365 } = ask.query as { days?: number }
  return answered(ask, `harm ${days}`, async (moment, day) => {
    const harms = await allOf(ask, 'civilianHarm', moment, {
      periodLast: { from: addDays(day, 1 - days), to: day },
    })
    const incidents = await incidentsIn(ask, moment, day, Math.min(days + 31, 3700), [
      ...standing,
      'merged',
    ])
    const counts = new Map(
      incidents.map(({ id, state, fields }) => [
        id,
        state === 'merged' ? (text(fields.mergedInto) ?? id) : id,
      ]),
    )
    const said = harms.flatMap((one): Said[] => {
      const incident = counts.get(String(one.fields.incident))
      if (!incident) return []
      return [
        {
          id: one.id,
          harm: String(one.fields.harm),
          low: number(one.fields.personsLow),
          best: one.state === 'settled' ? number(one.fields.personsBest) : null,
          high: number(one.fields.personsHigh),
          groups: ids(one.fields.saidToBeBy),
          incident,
          saidBy: String(one.fields.saidBy),
        },
      ]
    })
    const rows = harmBy(said)
    return {
      from: addDays(day, 1 - days),
      to: day,
      items: rows,
      /** Told of a period and of no incident: it may hold the same people, and is added to nothing. */
      apart: harms.length - said.length,
      refs: await refsOf(
        ask,
        moment,
        rows.map(({ group }) => group),
      ),
    }
  })
}

/** Before any alignment that a mission knows. */
const EVER = '1990-01-01'

export async function answerFronts(ask: Ask) {
  return answered(ask, 'fronts', async (moment, day) => {
    const [spells, groups] = await Promise.all([
      ask.house.ledger.spells(ask.reader, {
        register: 'alignment',
        moment,
        from: EVER,
        to: day,
        take: ['group', 'other', 'saidBy'],
      }),
      allOf(ask, 'group', moment),
    ])
    const { zone } = ask.mission
    const stands = given(spells)
      .map(({ record, state, from, fields }): Stand & { saidBy: string | null } => ({
        alignment: record,
        group: String(fields.group),
        other: String(fields.other),
        state,
        on: dayOf(from, zone),
        saidBy: text(fields.saidBy),
      }))
      .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.alignment < b.alignment ? -1 : 1))
    return {
      groups: groups.map(({ id, state, fields }) => ({
        id,
        name: String(fields.name),
        kind: String(fields.kind),
        namedOn: text(fields.namedOn),
        isActive: state === 'active',
      })),
      stands: stands.map((one) => one),
      alarms: alarmsOf(stands),
    }
  })
}
