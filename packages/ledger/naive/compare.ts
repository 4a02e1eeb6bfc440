/** For tests only: everything that can be read, held against the naive record. */
import {
  addDays,
  covers,
  dayOf,
  daysOf,
  entryInstant,
  type Fields,
  isRefusal,
  type Label,
  type MeasureAnswer,
  measureAt,
  measureOver,
  type Refusal,
} from '@konbit/model'
import { expect } from 'vitest'
import type { ListPage } from '../read/list.ts'
import type { Moment } from '../read/moment.ts'
import type { TestLedger } from '../testing.ts'
import { testMeasures, testRegisters } from '../testRegisters.ts'
import { type Cast, dayText, labelsOfText } from './commands.ts'
import { highest, lowest } from './handle.ts'
import type { Naive, NaivePerson } from './record.ts'

type Stage = { t: TestLedger; mission: string; naive: Naive; zone: string }
type Looking = Stage & {
  person: NaivePerson
  reader: { mission: string; member: string }
  mayRead: (answer: unknown) => void
}

const instantOf = (moment: Moment): number => (moment.isNow ? Number.POSITIVE_INFINITY : moment.at)
function ok<Answer extends object>(answer: Answer | Refusal): Answer {
  if (isRefusal(answer)) throw new Error(answer.why)
  return answer as Answer
}

/** Compares all that can be read with what the naive record holds, for everybody. */
export async function compare(
  stage: Stage,
  { bodies, trucks, seals, people }: Cast,
): Promise<void> {
  const { t, mission, naive, zone } = stage
  const ids = [...bodies, ...trucks, ...seals]
  const moments = await momentsOf(stage)
  for (const [turn, person] of people.entries()) {
    const reader = { mission, member: person.member }
    const looking: Looking = { ...stage, person, reader, mayRead: guard(person) }
    for (const [index, moment] of moments.entries()) {
      // Each person looks at every fifth moment, each at others.
      if (index > 0 && (index + turn) % 5 > 0) continue
      for (const register of testRegisters.values()) {
        const wanted = naive.views(person, register.name, instantOf(moment), moment.known)
        const page = ok(
          await t.ledger.list(reader, { register: register.name, moment, limit: 200 }),
        )
        expect(byId(page.items), `${person.member} at ${moment.at} known ${moment.known}`).toEqual(
          byId(wanted),
        )
        expect(page.total).toBe(wanted.length)
        looking.mayRead(page.items)
      }
      if (index % 3 === 0) await compareDetails(looking, moment, ids)
      if (index % 4 === 0) await compareMeasures(looking, moment, zone)
    }
    for (const id of ids) await compareHistory(looking, id)
  }
  await nothingErasedIsLeft(stage)
  await compareRebuilt(stage)
  await nothingErasedIsLeft(stage)
}

/** No column of any table still holds a text that was erased, unless something that stands says the same. */
async function nothingErasedIsLeft({ t, mission, naive }: Stage): Promise<void> {
  const stands = JSON.stringify(
    naive.entries.map(({ sets, because, onBehalfOf }) => [...sets.values(), because, onBehalfOf]),
  ).toLowerCase()
  // Only what was planted: a day or a kind may stand anywhere.
  const gone = naive.gone
    .map((text) => text.toLowerCase())
    .filter((text) => /^[a-z]{5,}\d/.test(text.replace(/given$/, '')) && !stands.includes(text))
  if (gone.length === 0) return
  const dumped = await dumpAll(t, mission)
  for (const text of gone) expect(dumped.includes(text), `${text} was erased`).toBe(false)
}

/** All that the database holds of the mission as text, as JSON or as bytes, in lower case. */
async function dumpAll(t: TestLedger, mission: string): Promise<string> {
  const columns = await t.look<{ table: string; column: string; type: string }>(
    `select c.table_name as table, c.column_name as column, c.udt_name as type
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'konbit' and t.table_type = 'BASE TABLE'
       and c.udt_name in ('text', 'jsonb', 'bytea', '_text', 'varchar', 'json')`,
  )
  const parts: string[] = []
  for (const { table, column, type } of columns) {
    const value = type === 'bytea' ? `encode("${column}", 'escape')` : `"${column}"::text`
    const isKeyed = columns.some((one) => one.table === table && one.column === 'mission')
    const [row] = await t.look<{ all: string | null }>(
      `select string_agg(distinct ${value}, chr(10)) as all from "${table}" where ${isKeyed ? 'mission' : '$1'} = $1`,
      [mission],
    )
    parts.push(row?.all ?? '')
  }
  return parts.join('\n').toLowerCase()
}

async function momentsOf({ t, mission, naive, zone }: Stage): Promise<Moment[]> {
  const size = naive.entries.length
  const starts = [...[1, 3, 5, 6, 8, 10, 12].map(dayText), '2024-02'].map(
    (text) => entryInstant(text, zone) as number,
  )
  const ats = [(starts[0] as number) - 1, ...starts]
  const knowns = new Set([0, 1, Math.floor(size / 3), Math.floor(size / 2), size - 2, size])
  return [
    ok(await t.ledger.moment(mission)),
    ...[...knowns].flatMap((known) =>
      ats.map((at) => ({ at, known, atText: `${at}`, knownText: `${known}`, isNow: false })),
    ),
  ]
}

/** Fails where an answer holds what was written under a label that the person has no clearance for. */
const guard =
  ({ member, clearances }: NaivePerson) =>
  (answer: unknown): void => {
    const text = JSON.stringify(answer)
    for (const label of labelsOfText(text)) {
      expect(
        clearances.some((held) => covers(held.label, label)),
        `${member} reads ${label} in ${text}`,
      ).toBe(true)
    }
  }

async function compareHistory(
  { t, naive, person, reader, mayRead }: Looking,
  id: string,
): Promise<void> {
  const entries = naive.entries.filter(
    (entry) => entry.record === id && !person.barred.includes(id),
  )
  const register = naive.entries.find((entry) => entry.record === id)?.register ?? 'truck'
  const history = await t.ledger.history(reader, { register, id })
  mayRead(history)
  const wanted = entries.flatMap((entry) => {
    const { sets, unit, seq, verb } = entry
    const labels = [...sets.keys()].filter((label) => naive.seesFacet(person, id, label, unit))
    if (!labels.includes(lowest(entry))) return []
    const isHigh = labels.includes(highest(entry))
    const asides = isHigh ? [entry.because, entry.onBehalfOf] : [undefined, undefined]
    return [[seq, verb, Object.assign({}, ...labels.map((label) => sets.get(label))), ...asides]]
  })
  const told = isRefusal(history) ? [] : history.items
  expect(
    told
      .map(({ seq, verb, set, because, onBehalfOf }) => [seq, verb, set, because, onBehalfOf])
      .reverse(),
  ).toEqual(wanted)
}

const byId = (views: readonly { id: string; state: string; fields: Fields }[]) =>
  [...views]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, state, fields }) => ({ id, state, fields }))

async function compareDetails(
  looking: Looking,
  moment: Moment,
  ids: readonly string[],
): Promise<void> {
  const { t, naive, person, reader, mayRead } = looking
  const at = instantOf(moment)
  const trucks = naive.views(person, 'truck', at, moment.known)
  const filters: [Record<string, unknown>, (fields: Fields, state: string) => boolean][] = [
    [{ state: ['ready'] }, (_, state) => state === 'ready'],
    [{ kind: 'big' }, ({ kind }) => kind === 'big'],
    [
      { km: { from: 10, to: 30 } },
      ({ km }) => km !== undefined && Number(km) >= 10 && Number(km) <= 30,
    ],
    [{ isLent: 'yes' }, ({ isLent }) => isLent === true],
    [
      { heldAt: 'HT03' },
      ({ heldAt }) => String((heldAt as { pcode?: string })?.pcode).startsWith('HT03'),
    ],
    [{ spare: 7001 }, ({ spare }) => spare === 7001],
    [
      { team: ['missionTeam1', 'missionTeam2'] },
      ({ team }) => team === 'missionTeam1' || team === 'missionTeam2',
    ],
    [{ owner: ids[0] }, ({ owner }) => owner === ids[0]],
    [{ km: null }, ({ km }) => km === undefined],
    [{ km: [null, 20] }, ({ km }) => km === undefined || km === 20],
    [{ owner: [ids[0], null] }, ({ owner }) => owner === undefined || owner === ids[0]],
  ]
  for (const [filter, fits] of filters) {
    const page = (await t.ledger.list(reader, {
      register: 'truck',
      moment,
      filter: filter as never,
    })) as ListPage
    expect(page.items.map(({ id }) => id).sort(), JSON.stringify(filter)).toEqual(
      trucks
        .filter(({ fields, state }) => fits(fields, state))
        .map(({ id }) => id)
        .sort(),
    )
  }
  for (const sort of ['plate', '-km', 'team', '-at']) {
    const walked: string[] = []
    for (let cursor: string | undefined, turn = 0; turn === 0 || cursor; turn++) {
      const page = (await t.ledger.list(reader, {
        register: 'truck',
        moment,
        limit: 2,
        sort,
        ...(cursor ? { cursor } : {}),
      })) as ListPage
      walked.push(...page.items.map(({ id }) => id))
      cursor = page.next ?? undefined
    }
    expect(walked.sort()).toEqual(trucks.map(({ id }) => id).sort())
  }
  for (const text of [
    'partnerP',
    'missionTeam1',
    'restrictedF',
    'conductM',
    'publicB',
    'restrictedAside',
  ]) {
    const hits = await t.ledger.search(reader, { text, moment, limit: 50 })
    if (isRefusal(hits)) throw new Error(hits.why)
    mayRead(hits)
    const wanted = ['body', 'truck', 'sealed']
      .flatMap((register) => naive.views(person, register, at, moment.known))
      .filter(({ fields }) =>
        JSON.stringify(fields).toLowerCase().includes(`"${text.toLowerCase()}`),
      )
      .map(({ id }) => id)
    expect(hits.map(({ id }) => id).sort(), `${person.member} searches ${text}`).toEqual(
      wanted.sort(),
    )
  }
  for (const id of ids.slice(0, 6)) {
    const links = await t.ledger.links(reader, { id, moment, limit: 50 })
    if (isRefusal(links)) throw new Error(links.why)
    mayRead(links)
    const wanted = [...trucks, ...naive.views(person, 'body', at, moment.known)].flatMap(
      ({ id: from, fields }) =>
        ['owner', 'above', 'friends'].flatMap((field) =>
          [fields[field]].flat().includes(id) ? [`${from} ${field}`] : [],
        ),
    )
    const told = links.flatMap(({ field, items }) => items.map((one) => `${one.id} ${field}`))
    expect(told.sort()).toEqual(wanted.sort())
    for (const { total, items } of links) expect(total).toBe(items.length)
  }
}

async function compareMeasures(looking: Looking, moment: Moment, zone: string): Promise<void> {
  const { t, mission, naive, person, reader } = looking
  const rows = await t.look<{
    record: string
    register: string
    state: string
    body: Fields
    unit: string
    label: Label
    under: Label
    a: string
    b: string
    known_from: string
  }>(
    `select v.record, v.register, v.state, v.body, s.unit, v.label, s.label as under, (extract(epoch from v.at_from) * 1000)::text as a,
       (extract(epoch from v.at_to) * 1000)::text as b, v.known_from
     from version v join scope s using (scope) where v.mission = $1 and v.known_from <= $2 and v.known_to > $2`,
    [mission, moment.known],
  )
  const versions = rows
    .filter(
      ({ label, under, register, unit, record }) =>
        label === testRegisters.get(register)?.label &&
        naive.sees(person, under, unit) &&
        !person.barred.includes(record),
    )
    .map(({ record, register, state, body, a, b, known_from }) => ({
      record,
      register,
      state,
      fields: body,
      from: Number(a),
      to: b === 'Infinity' ? Infinity : Number(b),
      knownFrom: Number(known_from),
    }))
  const book = {
    registers: testRegisters,
    measures: new Map(testMeasures.map((one) => [one.name, one])),
    versions,
    zone,
  }
  for (const { name, by: parts = [] } of testMeasures) {
    for (const by of [undefined, ...parts]) {
      const answer = await t.ledger.measure(reader, { name, moment, by })
      if (isRefusal(answer)) throw new Error(answer.why)
      const wanted = measureAt(book, name, moment.at, by)
      expect(
        { value: answer.value, rows: answer.rows },
        `${name} by ${by} for ${person.member}`,
      ).toEqual(wanted)
      expect(answer.partial).toBe(
        !person.clearances.some(({ label, unit }) => unit === '*' && covers(label, 'partner')),
      )
      if (!name.endsWith('share')) await restsAddUp(looking, name, moment, by, answer)
    }
    const series = await t.ledger.series(reader, {
      name,
      moment,
      from: '2024-01-30',
      to: '2024-02-14',
      step: 'day',
      by: parts[0],
    })
    if (isRefusal(series)) throw new Error(series.why)
    const days = daysOf(
      Array.from({ length: 16 }, (_, index) => addDays('2024-01-30', index)),
      zone,
    )
    const swept = measureOver(book, name, days, parts[0])
    expect(series.points, `series ${name}`).toEqual(
      parts[0] ? swept : swept.map(({ day, value }) => ({ day, value })),
    )
    const pointwise = days.ends.map((end) => measureAt(book, name, end, parts[0]))
    expect(swept.map(({ value, rows }) => ({ value, rows }))).toEqual(pointwise)
    expect(days.ends.map((end) => dayOf(end, zone))).toEqual(days.days)
  }
}

async function restsAddUp(
  { t, reader }: Looking,
  name: string,
  moment: Moment,
  by: string | undefined,
  answer: MeasureAnswer,
): Promise<void> {
  const sum = async (key?: string): Promise<number> => {
    const rests = await t.ledger.rests(reader, {
      name,
      moment,
      limit: 200,
      ...(key === undefined ? {} : { by, key }),
    })
    if (isRefusal(rests)) throw new Error(rests.why)
    return rests.items.reduce((total, { value }) => total + value, 0)
  }
  expect(await sum()).toBeCloseTo(answer.value ?? 0, 5)
  if (by !== undefined)
    for (const { key, value } of answer.rows) expect(await sum(key as string)).toBeCloseTo(value, 5)
}

const projections = [
  'version',
  'term',
  'link',
  'unit',
  'r_body_public',
  'r_truck_partner',
  'r_truck_mission',
  'r_truck_restricted',
  'r_sealed_conduct',
]

async function compareRebuilt({ t, mission, naive }: Stage): Promise<void> {
  const dump = async (): Promise<unknown[]> =>
    Promise.all(
      projections.map((table) =>
        t.look(
          `select distinct to_jsonb(x) as row from "${table}" x where mission = $1 order by 1`,
          [mission],
        ),
      ),
    )
  const before = await dump()
  await t.ledger.rebuild(mission)
  expect(await dump()).toEqual(before)
  expect(await t.ledger.verify(mission)).toMatchObject({
    ok: true,
    size: naive.entries.length,
    root: (await t.ledger.head(mission)).root,
  })
}
