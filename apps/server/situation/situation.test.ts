/**
 * The Situation desk: what came in apart from what is assessed, two that are one merged and taken apart again, harm counted once,
 * fronts and their alarms, ways, and a watch that nobody can rewrite once it is handed over.
 */
import { randomUUID } from 'node:crypto'
import { registers } from '@konbit/registers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isOn, ruleOf } from '../notices/rules.ts'
import { dayFrom, openTestServer, type TestServer } from '../testing.ts'
import { corroborationOf, type Heard } from './corroboration.ts'
import { type Happened, likeness, suggestionsOf } from './duplicates.ts'
import { harmBy, type Said } from './harm.ts'

let server: TestServer
const ids: Record<string, string> = {}
const days = (n: number): string => dayFrom(-n)

async function send(
  who: string,
  register: string,
  verb: string,
  name: string,
  input: object = {},
  more: object = {},
) {
  const record = ids[name] ?? randomUUID()
  ids[name] = record
  const path = verb === 'enter' ? register : `${register}/${record}/${verb}`
  const command = verb === 'enter' ? { record } : {}
  return server.as(who).post(path, { id: randomUUID(), input, ...command, ...more })
}
async function done(...asked: Parameters<typeof send>): Promise<void> {
  const { status, text } = await send(...asked)
  expect(status, `${asked[1]} ${asked[2]}: ${text}`).toBeLessThan(300)
}
const get = async (path: string, who = 'watch') => (await server.as(who).get(path)).body
const because = { because: 'As two patrols say.' }
const where = { pcode: 'HT0111', lon: -72.33, lat: 18.54, precision: 'point', name: 'A crossing' }
const incident = (code: string, more: object = {}) => ({
  code,
  title: `Shots ${code}`,
  kind: 'gunfire',
  touches: 'people',
  occurredOn: days(3),
  where,
  ...more,
})
const report = (channel: string, more: object = {}) => ({
  title: 'Shots at the crossing',
  channel,
  sourceGrade: 'B',
  contentGrade: '2',
  receivedOn: days(3),
  ...more,
})

beforeAll(async () => {
  const communes = new URL(
    '../../../missions/mss-haiti/data/geography/hti_adm2_communes.geojson',
    import.meta.url,
  ).pathname
  server = await openTestServer({
    change: (house) => ({
      ...house,
      missions: new Map(
        [...house.missions].map(([id, one]) => [
          id,
          { ...one, geo: new Map([['communes', communes]]) },
        ]),
      ),
    }),
  })
  for (const [code, kind] of [
    ['north', 'group'],
    ['south', 'group'],
    ['east', 'group'],
  ] as const)
    await done('watch', 'group', 'enter', code, { code, name: `The ${code}`, kind })
  await done('watch', 'report', 'enter', 'patrol', report('ownPatrol'))
  await done('watch', 'report', 'enter', 'police', report('hostPolice', { contentGrade: '1' }))
  await done('watch', 'report', 'enter', 'press', report('press', { repeats: ids.police }))
  const reports = [ids.patrol, ids.police, ids.press]
  const saidToBeBy = [ids.north]
  await done('watch', 'incident', 'enter', 'first', incident('I-1', { reports, saidToBeBy }))
  await done('watch', 'incident', 'enter', 'twin', incident('I-1B', { kind: 'attack', saidToBeBy }))
  await done('watch', 'incident', 'enter', 'far', incident('I-2', { occurredOn: days(40) }))
  for (const [name, of, low, high] of [
    ['harmFirst', 'first', 2, 4],
    ['harmTwin', 'twin', 3, 6],
  ] as const)
    await done('watch', 'civilianHarm', 'enter', name, {
      title: 'Killed at the crossing',
      harm: 'killed',
      saidBy: 'A hospital',
      subject: `incident:${of}`,
      personsLow: low,
      personsHigh: high,
      periodLast: days(3),
      saidToBeBy,
      incident: ids[of],
    })
}, 600_000)
afterAll(async () => {
  expect(server.failures).toEqual([])
  await server.close()
})

describe('what came in', () => {
  test('is counted by channels that say it alike; what repeats another is none of its own', async () => {
    const { items, single } = await get('situation/corroboration')
    expect(items).toEqual([
      {
        incident: ids.first,
        reports: 3,
        independent: 2,
        channels: ['hostPolice', 'ownPatrol', 'press'],
        sourceGrade: 'B',
        contentGrade: '1',
      },
    ])
    expect(single).toBe(0)
  })
  test('is not seen by outsiders, who see the incident without it', async () => {
    const seen = await server.as('resident').get(`report/${ids.patrol}`)
    expect(seen.status).toBe(404)
    expect((await get('situation/corroboration', 'resident')).items).toEqual([])
  })
  test('goes out with the codes of ACLED and UCDP beside the kind, and is read back without them', async () => {
    const { text } = await server.as('watch').get('incident?format=csv')
    const [head = '', ...rows] = text.split('\r\n')
    const at = (column: string): number => head.split(',').indexOf(column)
    const twin = rows.find((row) => row.includes('I-1B'))?.split(',') ?? []
    expect(twin[at('kind.acled_event_type')]).toBe('Violence against civilians')
    expect(twin[at('kind.acled_sub_event_type')]).toBe('Attack')
    expect(twin[at('kind.ucdp_type_of_violence')]).toBe('3')
  })
})

describe('two that are one', () => {
  test('are suggested with the reason; what lies apart in time is not', async () => {
    const { items } = await get('situation/duplicates')
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({ km: 0, days: 0, samePlace: true, sameKind: false })
    expect([items[0].one, items[0].other].sort()).toEqual([ids.first, ids.twin].sort())
  })
  test('count once when they are merged, and twice again when they are unmerged', async () => {
    const counted = async () => (await get('measures/situation.incidents')).value
    const harm = async () => (await get('situation/harm')).items
    expect(await counted()).toBe(3)
    expect(await harm()).toMatchObject([{ group: ids.north, incidents: 2, low: 5, high: 10 }])
    const into = (name: string) => ({ mergedInto: ids[name] })
    for (const [name, target, sentence] of [
      ['first', 'first', 'into itself'],
      ['twin', 'far', undefined],
      ['far', 'first', 'Others are merged'],
      ['first', 'twin', 'stands itself'],
    ] as const) {
      const told = await send('watch', 'incident', 'merge', name, into(target), because)
      if (sentence) expect(told.text).toContain(sentence)
      else expect(told.status).toBeLessThan(300)
    }
    await done('watch', 'incident', 'unmerge', 'twin', {}, because)
    await done('watch', 'incident', 'merge', 'twin', into('first'), because)
    expect(await counted()).toBe(2)
    expect(await harm()).toMatchObject([{ group: ids.north, incidents: 1, low: 2, high: 6 }])
    expect((await get('situation/duplicates')).items).toEqual([])
    expect((await send('watch', 'incident', 'unmerge', 'twin')).body.type).toBe(
      '/problems/needs-reason',
    )
    await done('watch', 'incident', 'unmerge', 'twin', {}, because)
    const twin = await get(`incident/${ids.twin}`)
    expect([twin.state, twin.fields.mergedInto ?? null]).toEqual(['reported', null])
    expect(await counted()).toBe(3)
  })
})

test('rivals that stop, and a front that forms, are told with their day and their groups', async () => {
  const at = (n: number) => ({ at: days(n), ...because })
  const pair = (group: string, other: string) => ({
    group: ids[group],
    other: ids[other],
    statedOn: days(60),
  })
  await done('watch', 'alignment', 'enter', 'ns', pair('north', 'south'), { at: days(60) })
  await done('watch', 'alignment', 'turnHostile', 'ns', {}, at(50))
  await done('watch', 'alignment', 'enter', 'se', pair('south', 'east'), { at: days(60) })
  await done('watch', 'alignment', 'ally', 'se', {}, at(30))
  await done('watch', 'alignment', 'ally', 'ns', {}, at(10))
  const { stands, alarms } = await get('situation/fronts')
  expect(stands.map(({ state }: { state: string }) => state)).toEqual(
    expect.arrayContaining(['apart', 'hostile', 'allied']),
  )
  const told = alarms.map(({ name, on }: { name: string; on: string }) => `${on} ${name}`)
  expect(told).toEqual([
    `${days(30)} groupsJoin`,
    `${days(10)} rivalsStop`,
    `${days(10)} frontForms`,
  ])
  expect(alarms.at(-1).groups).toEqual([ids.north, ids.south, ids.east].sort())
  // As it stood before, nothing had happened yet.
  expect((await get(`situation/fronts?at=${days(20)}`)).alarms).toHaveLength(1)
})

describe('a watch', () => {
  const line = (title: string) => ({
    watch: ids.watch,
    occurredOn: new Date().toISOString(),
    kind: 'event',
    title,
  })
  test('is handed over by one signature and accepted by another, and its entries stand from then on', async () => {
    await done('watch', 'watchHandover', 'enter', 'watch', { title: 'Night', startsOn: days(0) })
    await done('watch', 'watchLog', 'enter', 'line', line('Shots to the north'))
    await done('watch', 'watchLog', 'amend', 'line', { title: 'Shots to the east' })
    const given = { endsOn: days(0), body: 'Quiet since two.' }
    await done('watch', 'watchHandover', 'handOver', 'watch', given)
    const late = await send('watch', 'watchLog', 'enter', 'late', line('Written afterwards'))
    expect(late.text).toContain('handed over')
    const rewritten = await send('watch', 'watchLog', 'amend', 'line', { title: 'Nothing at all' })
    expect(rewritten.text).toContain('by correction only')
    expect((await send('watch', 'watchHandover', 'amend', 'watch', { body: 'x' })).status).toBe(409)
    const own = await send('watch', 'watchHandover', 'accept', 'watch')
    expect(own.text).toContain('Whoever signed before')
    await done('chief', 'watchHandover', 'accept', 'watch')
    const watch = await get(`watchHandover/${ids.watch}`)
    expect([watch.state, watch.fields.givenBy, watch.fields.takenBy]).toEqual([
      'accepted',
      'watch',
      'chief',
    ])
  })
  test('is corrected by an entry of its own, which keeps what stood', async () => {
    const history = await get(`watchLog/${ids.line}/history`)
    const entry = history.items.find(({ verb }: { verb: string }) => verb === 'amend').seq
    const corrected = await server.as('watch').post(`watchLog/${ids.line}/correct`, {
      id: randomUUID(),
      entry,
      input: { title: 'Shots to the west' },
      ...because,
    })
    expect(corrected.status, corrected.text).toBeLessThan(300)
    expect((await get(`watchLog/${ids.line}`)).fields.title).toBe('Shots to the west')
    expect((await get(`watchLog/${ids.line}/history`)).items.length).toBe(3)
  })
})

test('a way is passable or closed by evidence of a day, and closing has a reason', async () => {
  await done('fleet', 'route', 'enter', 'road', { code: 'R1', name: 'Coast road', kind: 'road' })
  expect((await send('fleet', 'route', 'reportPassable', 'road')).status).toBe(422)
  await done('fleet', 'route', 'reportPassable', 'road', { evidenceOn: days(2) })
  await done('fleet', 'route', 'close', 'road', { evidenceOn: days(0) }, because)
  expect((await get('measures/situation.routesClosed')).value).toBe(1)
})

test('alert rules can be on incidents, alignments and ways, and are on no others', () => {
  const on = (inRegister: string, onVerbs: string, verb: string): boolean => {
    const fields = { toRoles: ['watch'], inRegister, onVerbs }
    const rule = ruleOf({ record: 'r', state: 'standing', fields })
    const register = registers.get(inRegister)
    return rule && register ? isOn(rule, { register: inRegister, verb }, register, {}) : false
  }
  expect(on('alignment', 'callTruce,ally,join', 'ally')).toBe(true)
  expect(on('alignment', 'callTruce,ally,join', 'turnHostile')).toBe(false)
  expect(on('route', 'close,limit', 'close')).toBe(true)
  expect(on('incident', 'enter', 'enter')).toBe(true)
  expect(on('incident', 'enter', 'merge')).toBe(false)
})

describe('worked out', () => {
  const heard = (id: string, channel: string, more: Partial<Heard> = {}): [string, Heard] => [
    id,
    {
      id,
      state: 'weighed',
      channel,
      sourceGrade: 'C',
      contentGrade: '3',
      parties: [],
      repeats: null,
      ...more,
    },
  ]
  test('the same channel through two bodies is two, a chain that bites its tail is one', () => {
    const all = new Map([
      heard('a', 'aidAgency', { parties: ['x'] }),
      heard('b', 'aidAgency', { parties: ['y'] }),
      heard('c', 'press', { repeats: 'd' }),
      heard('d', 'press', { repeats: 'c' }),
      heard('e', 'overflight', { state: 'setAside' }),
    ])
    expect(corroborationOf(['a', 'b', 'c', 'd', 'e'], all)).toMatchObject({
      reports: 4,
      independent: 3,
    })
  })
  test('harm that two settle apart is settled by nobody, and two groups share it', () => {
    const one = (id: string, best: number): Said => ({
      id,
      harm: 'killed',
      low: 1,
      best,
      high: 9,
      groups: ['n', 's'],
      incident: 'i',
      saidBy: 'x',
    })
    expect(harmBy([one('a', 4), one('b', 5)])).toMatchObject([
      { group: 'n', low: 1, best: null, high: 9, incidents: 1, shared: 1 },
      { group: 's', low: 1, best: null, high: 9, incidents: 1, shared: 1 },
    ])
  })
  test('no pair is suggested twice, none below the least, and a year says nothing of a day', () => {
    const at = (id: string, first: string, last = first): Happened => ({
      id,
      kind: 'attack',
      first,
      last,
      lon: -72.3,
      lat: 18.5,
      precision: 'point',
      pcode: null,
      groups: [],
      reports: [],
    })
    const list = [
      at('a', '2025-05-01'),
      at('b', '2025-05-02'),
      at('c', '2025-05-20'),
      at('d', '2025-01-01', '2025-12-31'),
    ]
    const found = suggestionsOf(list, 10)
    expect(found.map(({ one, other }) => one + other)).toEqual(['ab'])
    expect(found[0]?.score).toBeGreaterThanOrEqual(likeness.least)
    expect(suggestionsOf([...list, at('e', '2025-05-01')], 2)).toHaveLength(2)
  })
})

describe('what everybody is told of incidents', () => {
  const path = 'figures/published?measure=situation.incidents'
  const outsider = 'resident'

  test('is counts of a commune in a quarter that is four weeks gone, small ones hidden, and nothing else', async () => {
    const proposal = (await server.as('chief').get(path)).body.table
    expect(Date.now() - Date.parse(proposal.periodLast)).toBeGreaterThanOrEqual(28 * 86_400_000)
    const tell = async (pcode: string | undefined, times: number, on: string): Promise<void> => {
      for (let nth = 0; nth < times; nth++)
        await done('watch', 'incident', 'enter', `${pcode}${on}${nth}`, {
          ...incident(`A-${pcode}-${on}-${nth}`, { occurredOn: on }),
          where: pcode
            ? { pcode, lon: -72.1, lat: 18.4, precision: 'point', name: 'A lane' }
            : undefined,
        })
    }
    await tell('HT0112-01', 6, proposal.periodFirst)
    await tell('HT0113', 2, proposal.periodLast)
    await tell(undefined, 5, proposal.periodLast)
    await tell('HT0113', 5, days(2))
    // Two that the commander withholds from partners are told to nobody, not even as a number.
    await tell('HT0111', 7, proposal.periodFirst)
    const raise = { because: 'A family is sheltered there.' }
    for (const one of [0, 1].map((nth) => `HT0111${proposal.periodFirst}${nth}`))
      await done('chief', 'incident', 'raise', one, { label: 'restricted' }, raise)

    for (const who of ['watch', outsider])
      expect((await server.as(who).get(path)).status, who).toBe(404)
    const given = { id: randomUUID(), record: randomUUID(), measure: 'situation.incidents' }
    for (const who of ['watch', outsider])
      expect((await server.as(who).post('figures/published', given)).status, who).toBe(404)
    const young = { ...given, periodFirst: days(20), periodLast: days(20) }
    expect((await server.as('chief').post('figures/published', young)).status).toBe(400)
    const out = await server.as('chief').post('figures/published', given)
    expect(out.status, out.text).toBe(201)

    const { items } = (await server.as(outsider).get('publishedFigure')).body
    expect(items).toHaveLength(1)
    const { fields } = items[0]
    const cells = new Map<string, number | null>(
      JSON.parse(fields.cells).map(({ key, value }: { key: string; value: number | null }) => [
        key,
        value,
      ]),
    )
    expect(cells.get('HT0112')).toBe(6)
    expect(cells.get('HT0111')).toBe(5)
    expect(cells.get('HT0113')).toBeNull()
    expect(cells.get('none')).toBe(5)
    expect([...cells.keys()].every((key) => key === 'none' || /^HT\d{4}$/.test(key))).toBe(true)
    expect([...cells.values()].every((value) => value === null || value === 0 || value >= 5)).toBe(
      true,
    )
    // No whole to take them from, no day, no place, no title.
    expect(fields.value).toBeUndefined()
    expect(JSON.stringify(items)).not.toMatch(/-72\.|A lane|Shots/)
    expect((await server.as(outsider).get('incident')).body.items).toEqual([])
    expect((await server.as(outsider).get('tiles/incident')).body.records).toBe(0)
  })
})
