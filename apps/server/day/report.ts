/**
 * The situation report of a day, computed: strength with the movements since the day before, vehicles, patrols, incidents, money,
 * orders, what binds next. Nothing in it was typed for it; each figure says where it opens.
 */
import type { Filter, Moment } from '@konbit/ledger'
import { addDays, isRefusal, type Refusal } from '@konbit/model'
import { bindingAt, type Note } from '../deadlines.ts'
import type { Listed } from '../gathered.ts'
import { keep } from '../kept.ts'
import { dayAt, momentAt, momentOf } from '../moments.ts'
import { groupsAt } from '../people/reading.ts'
import { answerStrength } from '../people/strength.ts'
import type { Ask } from '../route.ts'
import { type Answer, ok } from '../wire.ts'
import { isOff, type Off, offIn } from './off.ts'
import { linkTo } from './owed.ts'

/** `before`: the day before. `figure`: a measure that opens beside; `link`: the list it is counted from. */
export type Line = {
  key: string
  caption?: string
  term?: string
  value: number | null
  before?: number | null
  unit?: string
  figure?: string
  figureKey?: string
  link?: string
}
type Item = {
  /** Both absent where many are told as one. */
  register?: string
  id?: string
  caption: string
  words?: Note
  list?: Listed
  date?: string
  note?: string
  value?: number
}
export type Section = { name: string; lines: Line[]; items: Item[] }

const ITEMS = 12
const week = 7

export async function answerReport(ask: Ask): Promise<Answer | Refusal> {
  const moment = await momentOf(ask)
  const day = dayAt(ask, moment)
  const { known } = ask.query as { known?: string }
  const before = await momentAt(ask, { at: addDays(day, -1), ...(known ? { known } : {}) })
  const { size } = await ask.head()
  const off = await offIn(ask.house, ask.mission.id, size)
  const sections = await keep(ask, moment, `report ${off.desks} ${off.registers}`, async () => {
    const made = await Promise.all(
      parts.map(async ({ name, needs, make }) => {
        const { registers } = ask.house
        if (!registers.has(needs) || isOff(off, registers, needs)) return []
        const part = await make({ ask, moment, before, day, off })
        return part.lines.length + part.items.length > 0 ? [{ name, ...part }] : []
      }),
    )
    return made.flat()
  })
  return ok({
    at: moment.atText,
    known: moment.knownText,
    seq: moment.known,
    day,
    since: addDays(day, -1),
    sections,
  })
}

type Given = { ask: Ask; moment: Moment; before: Moment; day: string; off: Off }
type Made = Omit<Section, 'name'>
type Part = { name: string; needs: string; make: (given: Given) => Promise<Made> }

const parts: readonly Part[] = [
  { name: 'strength', needs: 'contingent', make: strength },
  { name: 'vehicles', needs: 'vehicle', make: vehicles },
  { name: 'patrols', needs: 'patrol', make: patrols },
  { name: 'incidents', needs: 'incident', make: incidents },
  { name: 'funds', needs: 'contribution', make: funds },
  { name: 'orders', needs: 'order', make: orders },
  { name: 'binding', needs: 'instrument', make: binding },
]

/** A measure now and the day before; nothing where the record says nothing of it. */
async function figure({ ask, moment, before }: Given, name: string): Promise<Line | undefined> {
  const measure = ask.house.measures.get(name)
  if (!measure) return undefined
  const [now, then] = await Promise.all(
    [moment, before].map((one) => ask.house.ledger.measure(ask.reader, { name, moment: one })),
  )
  if (!now || isRefusal(now) || now.value === null) return undefined
  return {
    key: `measure.${name}`,
    value: now.value,
    before: then && !isRefusal(then) ? then.value : null,
    unit: measure.unit,
    figure: name,
  }
}
const figures = async (given: Given, names: readonly string[]): Promise<Line[]> =>
  (await Promise.all(names.map((name) => figure(given, name)))).flatMap((one) => one ?? [])

async function strength(given: Given): Promise<Made> {
  const { ask, day } = given
  const [lines, told] = await Promise.all([
    figures(given, ['people.deployed', 'people.present', 'people.effective', 'people.waiting']),
    answerStrength({ ...ask, query: { ...ask.query, since: addDays(day, -1) } }),
  ])
  if (isRefusal(told) || !('json' in told)) return { lines, items: [] }
  const { rows, movements } = told.json as {
    rows: {
      contributor: { id: string; caption: string } | null
      unit: unknown
      deployed: number | null
    }[]
    movements: {
      record: string
      register: string
      caption: string
      kind: string
      on: string
      persons: number
    }[]
  }
  const by = await ask.house.ledger.measure(ask.reader, {
    name: 'people.deployed',
    moment: given.before,
    by: 'contributor',
  })
  const then = new Map(isRefusal(by) ? [] : by.rows.map(({ key, value }) => [key, value]))
  const contributors = rows.flatMap(({ contributor, unit, deployed }): Line[] =>
    contributor &&
    !unit &&
    deployed !== null &&
    (deployed > 0 || (then.get(contributor.id) ?? 0) > 0)
      ? [
          {
            key: 'dayReport.contributor',
            caption: contributor.caption,
            value: deployed,
            before: then.get(contributor.id) ?? null,
            unit: 'persons',
            figure: 'people.deployed',
            figureKey: contributor.id,
          },
        ]
      : [],
  )
  return {
    lines: [...lines, ...contributors],
    items: movements.slice(0, ITEMS).map(({ record, register, caption, kind, on, persons }) => ({
      register,
      id: record,
      caption,
      date: on,
      note: kind,
      value: persons,
    })),
  }
}

/** Records of a register by a choice or their state, now and the day before. */
async function counted(
  given: Given,
  register: string,
  by: string,
  filter: { now: Filter; before: Filter },
  section: string,
): Promise<Line[]> {
  const [now, then] = await Promise.all([
    groupsAt(given.ask, given.moment, { register, by: [by], filter: filter.now }),
    groupsAt(given.ask, given.before, { register, by: [by], filter: filter.before }),
  ])
  const was = new Map(then.map(({ keys, records }) => [keys[0] ?? '', records]))
  const is = new Map(now.map(({ keys, records }) => [keys[0] ?? '', records]))
  const order = by === 'state' ? (given.ask.house.registers.get(register)?.states ?? []) : []
  const keys = [...new Set([...order, ...is.keys(), ...was.keys()])].filter(
    (one) => one !== '' && (is.has(one) || was.has(one)),
  )
  return keys.map((key) => ({
    key: `dayReport.${section}`,
    term: key,
    value: is.get(key) ?? 0,
    before: was.get(key) ?? 0,
    link: linkTo(register, { ...filter.now, [by]: [key] }),
  }))
}

async function vehicles(given: Given): Promise<Made> {
  const filter = { state: ['ready', 'inRepair'] }
  const [lines, states] = await Promise.all([
    figures(given, ['logistics.serviceable', 'logistics.fit', 'logistics.awaitingParts']),
    counted(given, 'vehicle', 'state', { now: filter, before: filter }, 'vehicles'),
  ])
  return { lines: [...states, ...lines], items: [] }
}

async function patrols(given: Given): Promise<Made> {
  const on = (day: string): Filter => ({ plannedOn: { from: day, to: day } })
  const yesterday = addDays(given.day, -1)
  const [lines, refused] = await Promise.all([
    counted(given, 'patrol', 'state', { now: on(given.day), before: on(yesterday) }, 'patrols'),
    listed(
      given,
      'patrol',
      { state: ['refused'], plannedOn: { from: yesterday, to: given.day } },
      'plannedOn',
      'refusedFor',
    ),
  ])
  return { lines, items: refused }
}

async function incidents(given: Given): Promise<Made> {
  const { day } = given
  const states = ['reported', 'assessed', 'disputed']
  const within = (from: number, to: number): Filter => ({
    state: states,
    occurredOn: { from: addDays(day, from), to: addDays(day, to) },
  })
  const [now, then, items] = await Promise.all([
    groupsAt(given.ask, given.moment, {
      register: 'incident',
      by: ['touches'],
      filter: within(1 - week, 0),
    }),
    groupsAt(given.ask, given.moment, {
      register: 'incident',
      by: ['touches'],
      filter: within(1 - 2 * week, -week),
    }),
    listed(given, 'incident', within(-1, 0), 'occurredOn', 'kind'),
  ])
  const sum = (list: typeof now): number => list.reduce((all, one) => all + one.records, 0)
  return {
    lines: [
      {
        key: 'dayReport.incidentsWeek',
        value: sum(now),
        before: sum(then),
        link: linkTo('incident', within(1 - week, 0)),
      },
    ],
    items,
  }
}

async function funds(given: Given): Promise<Made> {
  const names = ['funds.received', 'funds.paid', 'funds.owed', 'funds.runway']
  return { lines: await figures(given, names), items: [] }
}

async function orders(given: Given): Promise<Made> {
  const { day } = given
  const [open, late, items] = await Promise.all([
    groupsAt(given.ask, given.moment, {
      register: 'order',
      by: ['kind'],
      filter: { state: ['issued'] },
    }),
    groupsAt(given.ask, given.moment, {
      register: 'order',
      by: ['kind'],
      filter: { state: ['issued'], dueOn: { to: addDays(day, -1) } },
    }),
    listed(given, 'order', { state: ['issued'] }, 'dueOn'),
  ])
  const sum = (list: typeof open): number => list.reduce((all, one) => all + one.records, 0)
  if (sum(open) === 0) return { lines: [], items: [] }
  return {
    lines: [
      { key: 'dayReport.ordersOpen', value: sum(open), link: '/orders' },
      { key: 'dayReport.ordersLate', value: sum(late), link: '/orders' },
    ],
    items,
  }
}

async function listed(
  { ask, moment }: Given,
  register: string,
  filter: Filter,
  date: string,
  note?: string,
): Promise<Item[]> {
  const page = await ask.house.ledger.list(ask.reader, {
    register,
    moment,
    filter,
    sort: date,
    limit: ITEMS,
    total: 'none',
  })
  return (isRefusal(page) ? [] : page.items).map(({ id, caption, fields }) => ({
    register,
    id,
    caption,
    ...(fields[date] ? { date: String(fields[date]) } : {}),
    ...(note && fields[note] ? { note: String(fields[note]) } : {}),
  }))
}

async function binding({ ask, moment }: Given): Promise<Made> {
  const found = await bindingAt(ask, moment)
  return {
    lines: [],
    items: found.slice(0, ITEMS / 2).map(({ name, record, until, words, list }) => ({
      ...(record ?? { caption: words.text, words }),
      ...(list ? { list } : {}),
      note: name,
      ...(until ? { date: until } : {}),
    })),
  }
}
