/** What a newcomer must find in the reference mission, asked over the API as its people would. */

import { placeField, readCsv, readGeoJson } from '@konbit/formats'
import { openTestLedger } from '@konbit/ledger/testing'
import { measures, registers } from '@konbit/registers'
import { Kept } from '@konbit/server'
import { type Loose, serverOver, type TestServer } from '@konbit/server/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { admit, enter, read } from './fill.ts'
import { filesOf, folderOf, missionIn } from './missions.ts'

let server: TestServer
beforeAll(async () => {
  const ledger = await openTestLedger(registers, measures)
  const folder = folderOf('mss-haiti')
  const mission = await missionIn(folder)
  await admit(ledger.ledger, mission)
  const { refused } = await enter(
    ledger.ledger,
    mission,
    read(folder, await filesOf(folder)),
    () => {},
  )
  expect(refused).toEqual([])
  const failures: string[] = []
  const house = {
    ledger: ledger.ledger,
    registers,
    kept: new Kept(),
    measures: new Map(measures.map((one) => [one.name, one])),
    missions: new Map([[mission.id, mission]]),
    mayChoose: true,
    hosts: [],
    version: 'test',
    note: (failure: unknown, route: string) => failures.push(`${route}: ${failure}`),
  }
  server = serverOver(house, mission.id, ledger, failures)
}, 600_000)
afterAll(async () => {
  expect(server.failures).toEqual([])
  await server.close()
})
const get = async (path: string, who = 'watch'): Promise<Loose> =>
  (await server.as(who).get(path)).body
const codes = (claims: readonly { code: string }[]): string[] => claims.map(({ code }) => code)

test('every route that reads answers as it declares, now and on a past day, to everybody', async () => {
  for (const who of ['watch', 'resident', 'kenyaFinance', 'monitor', 'chief']) {
    for (const path of ['overview', 'timeline', 'rivals'])
      expect((await server.as(who).get(path)).status).toBe(200)
  }
  for (const moment of ['', '?at=2024-10-01&known=2024-10-01']) {
    for (const { name } of measures)
      expect((await server.as('watch').get(`measures/${name}${moment}`)).status).toBe(200)
  }
  for (const { name } of registers.values()) {
    const { items } = await get(`${name}?limit=200`)
    for (const { id } of items.slice(0, 1)) {
      for (const path of ['', '/history', '/links'])
        expect((await server.as('watch').get(`${name}/${id}${path}`)).status).toBe(200)
    }
  }
}, 600_000)
test('the strength on 14 May 2025 opens into its entries and into 751, around 800 and over 1,000', async () => {
  const answer = await get('measures/people.deployed?at=2025-05-14&by=contributor')
  expect(answer.value).toBe(1020)
  const kenya = answer.rows.find(({ caption }: Loose) => caption === 'Kenya')
  expect(kenya.value).toBe(760)
  const opened = await get(`measures/people.deployed?at=2025-05-14&by=contributor&key=${kenya.key}`)
  expect(opened.value).toBe(760)
  expect(opened.rests.reduce((sum: number, { value }: Loose) => sum + value, 0)).toBe(760)
  expect(opened.rests.every(({ claims }: Loose) => claims.length > 0)).toBe(true)
  const said = opened.claims.map(({ value, precision }: Loose) => `${precision} ${value}`)
  expect(said).toEqual(expect.arrayContaining(['exact 751', 'about 800', 'over 1000']))
  expect(opened.cite).toMatch(/people\.deployed \(Kenya\) = 760 persons, as on 14 May 2025/)
})
test('on that day the rivals hold a statement of the whole year too, under the codes of the data', async () => {
  const { items } = await get('rivals?at=2025-05-14')
  const group = items.find(({ claims }: Loose) => claims.includes('C0009'))
  expect(group.claims).toEqual(expect.arrayContaining(['C0001', 'C0009', 'C0071', 'C0200']))
  const later = items.flatMap(({ statements }: Loose) =>
    statements.map(({ claim }: Loose) => claim.asOf),
  )
  expect(later.filter((asOf: string) => asOf > '2025-05-14')).toEqual([])
})
test('the rows of a breakdown add up to the whole, and so do the records behind it', async () => {
  for (const { name, of, by = [] } of measures.filter(({ of }) => 'total' in of)) {
    const answer = await get(`measures/${name}?at=2025-05-14${by[0] ? `&by=${by[0]}` : ''}`)
    const sum = (list: { value: number }[]): number =>
      list.reduce((total, { value }) => total + value, 0)
    if (by[0]) expect(sum(answer.rows), name).toBe(answer.value ?? 0)
    if (answer.rests.length < 200)
      expect(sum(answer.rests), `${name} ${Object.keys(of)}`).toBe(answer.value ?? 0)
  }
})
test.each([
  ['the four February 2025 figures', ['C0194', 'C0196', 'C0197', 'C0198'], 2],
  ['the first flight’s 400 or 200', ['C0162', 'C0164'], 2],
  ['5,601 against 5,626 against 5,6000', ['C0340', 'C0338', 'C0074'], 3],
  ['110.3 pledged and 85 received against 110 deposited', ['C0287', 'C0288', 'C0289'], 3],
])('%s are rivals, found by rule', async (_, claims, least) => {
  const { items } = await get('rivals')
  const most = Math.max(
    ...items.map(
      ({ statements }: Loose) => codes(statements).filter((code) => claims.includes(code)).length,
    ),
  )
  expect(most).toBeGreaterThanOrEqual(least)
})
test('the retaken facility’s two dates are rivals, found by rule', async () => {
  const { items } = await get('rivals')
  const group = items.find(({ measure }: Loose) => measure === 'facility.retaken_date')
  expect(group.statements.map(({ claim }: Loose) => claim.valueDate)).toEqual(
    expect.arrayContaining(['2025-05', '2025-08-25']),
  )
})
test('one officer is missing, unknown or dead, depending on what was known', async () => {
  const stateAt = async (known: string): Promise<string | undefined> => {
    const { items } = await get(`casualty?known=${known}`)
    return items.find(({ fields }: Loose) => fields.reference === 'KEN:officer-2')?.state
  }
  expect(await stateAt('2025-03-20')).toBeUndefined()
  expect(await stateAt('2025-04-01')).toBe('missing')
  expect(await stateAt('2025-12-31')).toBe('dead')
})
test('known on 1 October 2024 shows only what could be read that day', async () => {
  const { items, total } = await get('claim?known=2024-10-01&limit=200&sort=-asOf')
  expect(total).toBeGreaterThan(50)
  for (const { fields, refs } of items) expect([fields.code, refs].length).toBe(2)
  const sources = await get('source?known=2024-10-01&limit=200')
  for (const { fields } of sources.items)
    expect((fields.publishedOn ?? '2024').slice(0, 7) <= '2024-10', fields.code).toBe(true)
  const { hidden } = await get('overview?known=2024-10-01')
  expect(hidden).toMatchObject({ shown: total, total: 435 })
})
test('every claim and source of the data is there under its own code', async () => {
  const all = async (register: string): Promise<string[]> => {
    const found: string[] = []
    let cursor = ''
    do {
      const page = await get(`${register}?limit=200${cursor && `&cursor=${cursor}`}`)
      found.push(...page.items.map(({ fields }: Loose) => fields.code))
      cursor = page.next ?? ''
    } while (cursor)
    return found
  }
  expect((await all('claim')).length).toBe(435)
  expect((await all('source')).length).toBeGreaterThanOrEqual(172)
  expect(await all('claim')).toContain('C0181')
})
/** A file does not tell an empty list from none. */
const withoutEmpty = (fields: object): object =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => !Array.isArray(value) || value.length > 0),
  )
test('every register leaves as CSV and GeoJSON and reads back to the letter', async () => {
  for (const register of registers.values()) {
    const { items } = await get(`${register.name}?limit=200`)
    const csv = readCsv(
      register,
      (await server.as('watch').get(`${register.name}?format=csv`)).text,
    )
    expect(csv.wrong, register.name).toEqual([])
    const byId = new Map(csv.rows.map((row) => [row.id, row]))
    for (const { id, state, fields } of items) {
      expect(byId.get(id), `${register.name} ${id}`).toMatchObject({ state, wrong: [] })
      expect(byId.get(id)?.fields, `${register.name} ${id}`).toEqual(withoutEmpty(fields))
    }
    if (!placeField(register)) continue
    const map = (await server.as('watch').get(`${register.name}?format=geojson`)).text
    const read = readGeoJson(register, map)
    expect(read.rows).toHaveLength(csv.rows.length)
    for (const { id, fields } of read.rows)
      expect(withoutEmpty(fields)).toEqual(byId.get(id ?? '')?.fields)
  }
}, 600_000)
test('no officer’s name that a family has not cleared is shown to anybody, by search or in full', async () => {
  for (const who of ['chief', 'watch', 'resident']) {
    for (const name of ['Kaetuai', 'Kabiru', 'Nzuve', 'Tompoi', 'Mutuku']) {
      expect((await get(`search?q=${name}`, who)).items, `${who} finds ${name}`).toEqual([])
    }
  }
})
test('a watch officer adopts another statement with a reason, the group says so, and it can be undone', async () => {
  const watch = server.as('watch')
  const group = async (): Promise<Loose> =>
    (await get('rivals')).items.find(({ id }: Loose) => id === 'people.killed/HTI/2024')
  const before = await group()
  const other = before.statements.find(({ code }: Loose) => code === 'C0338').claim
  const used = before.statements.find(({ id }: Loose) => id === before.inUse.statement).claim
  const send = (claim: Loose, verb: string, because: string) =>
    watch.post(`claim/${claim.id}/${verb}`, { id: crypto.randomUUID(), because })
  expect((await send(used, 'restore', 'The later count is used instead.')).status).toBe(201)
  expect(
    (await send(other, 'adopt', 'Later, and by the body that counts each quarter.')).status,
  ).toBe(201)
  expect((await group()).inUse).toMatchObject({
    value: 5626,
    statement: other.id,
    basis: 'adopted',
    reason: 'Later, and by the body that counts each quarter.',
  })
  expect((await get('measures/situation.killedYear')).value).toBe(5626)
  await send(other, 'restore', 'Undone.')
  await send(used, 'adopt', 'As before.')
  expect((await group()).inUse.statement).toBe(used.id)
})
test('a ruling that there is no disagreement, or that two groups are one, holds until it is undone', async () => {
  const watch = server.as('watch')
  const groups = async (): Promise<Loose[]> => (await get('rivals')).items
  const [first, second] = (await groups()).filter(({ measure }) => measure === 'force.arrived')
  const record = crypto.randomUUID()
  const rule = {
    decides: 'merge',
    rivals: first.id,
    joins: second.id,
    claims: first.statements.slice(0, 1).map(({ id }: Loose) => id),
  }
  expect(
    (
      await watch.post('ruling', {
        id: crypto.randomUUID(),
        record,
        input: rule,
        because: 'One landing.',
      })
    ).status,
  ).toBe(201)
  expect((await groups()).map(({ id }) => id)).not.toContain(second.id)
  expect(
    (
      await watch.post(`ruling/${record}/undo`, {
        id: crypto.randomUUID(),
        because: 'Two landings after all.',
      })
    ).status,
  ).toBe(201)
  expect((await groups()).map(({ id }) => id)).toContain(second.id)
})
test('the six figures of 14 May 2025 as known that day', async () => {
  const { figures, binding, overdue, incidents } = await get(
    'overview?at=2025-05-14&known=2025-05-14',
  )
  const figure = (name: string): Loose => figures.find((one: Loose) => one.name === name)
  expect(figures).toHaveLength(6)
  expect(figure('people.deployed')).toMatchObject({ value: 1020, basis: 'record' })
  expect(figure('people.waiting')).toMatchObject({ value: 261, bound: 'atLeast', basis: 'adopted' })
  expect(figure('logistics.fit').value).toBeNull()
  expect(figure('funds.received')).toMatchObject({ value: 110_000_000, asOn: '2025-02-05' })
  expect(figure('funds.received').rivals).toMatchObject({ low: 85_000_000 })
  expect(figure('funds.runway').value).toBe(139)
  expect(figure('situation.killed')).toMatchObject({
    value: 1617,
    bound: 'atLeast',
    asOn: '2025-03-31',
  })
  expect(figure('situation.killed').rivals).toMatchObject({ high: 5626 })
  expect(binding[0]).toMatchObject({ now: true, name: 'base' })
  expect(binding.find(({ name }: Loose) => name === 'mandate')).toMatchObject({
    days: 141,
    until: '2025-10-02',
  })
  expect(overdue.find(({ name }: Loose) => name === 'missing')).toMatchObject({ days: 50 })
  expect(incidents).toMatchObject({ total: 12, unplaced: 1 })
})
test('a donor of another country sees no figure of its neighbour’s readiness, and Kenya’s finance officer sees Kenya', async () => {
  expect((await get('site', 'canadaDonor')).items).toEqual([])
  expect((await get('movement', 'resident')).items).toEqual([])
  const { value, partial } = await get('measures/people.deployed?at=2025-05-14', 'kenyaFinance')
  expect({ value, partial }).toEqual({ value: 760, partial: true })
  expect(await get('measures/people.deployed?at=2025-05-14', 'resident')).toMatchObject({
    partial: true,
  })
})
