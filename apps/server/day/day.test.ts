/** My day: what a role owes, what waits, what others changed; nothing above one's label, and silence from what is off. */
import { randomUUID } from 'node:crypto'
import { mayDo, refuse, roleNames } from '@konbit/model'
import { dayForms, dayRules, registers, words } from '@konbit/registers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayFrom, openTestServer, people, type TestServer } from '../testing.ts'

let server: TestServer
let path: string
const today = dayFrom()
const longAgo = '2024-03-01'

beforeAll(async () => {
  // Every rule is asked of somebody, high and low.
  for (const label of ['restricted', 'public'] as const)
    people.push({
      id: `every-${label}`,
      title: label,
      roles: roleNames,
      clearances: [{ label, unit: '*' }],
    })
  server = await openTestServer()
  path = `/api/${server.mission}`
})
afterAll(async () => server?.close())

async function enter(who: string, register: string, input: object, more: object = {}) {
  const record = randomUUID()
  const got = await server
    .as(who)
    .post(`${path}/${register}`, { id: randomUUID(), record, input, ...more })
  expect(got.status, JSON.stringify(got.body)).toBe(201)
  return record
}
async function act(who: string, register: string, record: string, verb: string, more: object = {}) {
  const got = await server
    .as(who)
    .post(`${path}/${register}/${record}/${verb}`, { id: randomUUID(), ...more })
  expect(got.status, JSON.stringify(got.body)).toBe(201)
}
const dayOf = async (who: string) => {
  const got = await server.as(who).get(`${path}/day`)
  expect(got.status, got.text.slice(0, 300)).toBe(200)
  return got.body
}
const keysOf = (list: { key: string }[]): string[] => list.map(({ key }) => key)
/** An instant of the past minutes, so that it is never ahead of the database's clock. */
const incident = (code: string) => ({
  code,
  title: `Shots near ${code}`,
  kind: 'gunfire',
  touches: 'people',
  occurredOn: longAgo,
})

describe('the rules', () => {
  test('name registers, states, dates and acts that are there, and roles that may do them', () => {
    for (const { name, register, state = [], where = {}, date, verb, roles } of dayRules) {
      const found = registers.get(register)
      expect(found, `${name}: ${register}`).toBeDefined()
      if (!found) continue
      for (const one of state) expect(found.states, name).toContain(one)
      for (const field of [...Object.keys(where), ...(date ? [date] : [])])
        expect(Object.keys(found.fields), name).toContain(field)
      const from = found.transitions[verb]?.from
      if (from)
        expect(
          [from].flat().some((one) => state.includes(one)),
          `${name}: ${verb} starts elsewhere`,
        ).toBe(true)
      for (const role of roles) expect(mayDo(found, verb), `${name}: ${role}`).toContain(role)
    }
    for (const [name, { register, verbs }] of Object.entries(dayForms))
      for (const verb of verbs)
        expect(mayDo(registers.get(register) as never, verb).length, name).toBeGreaterThan(0)
  })

  test('are asked of every role without a failure, and tell each in words that are there', async () => {
    const said = (key: string): boolean => key in words.en || `${key}.other` in words.en
    for (const { name } of dayRules) expect(said(`day.rule.${name}`), name).toBe(true)
    for (const name of Object.keys(dayForms)) expect(said(`day.form.${name}`), name).toBe(true)
    for (const { id } of people) {
      await dayOf(id)
      for (const one of ['day/report', 'orders'])
        expect((await server.as(id).get(`${path}/${one}`)).status, `${id} ${one}`).toBe(200)
    }
    expect(server.failures).toEqual([])
  })
})

describe('what is owed', () => {
  test('is told to the roles that may answer it, with the oldest first, and to nobody else', async () => {
    await enter('watch', 'incident', incident('A-1'), { at: longAgo })
    const watch = await dayOf('watch')
    const row = watch.waiting.find(
      ({ key }: { key: string }) => key === 'day.rule.incidentsReported',
    )
    expect(row).toMatchObject({ values: { count: 1 }, since: longAgo, register: 'incident' })
    expect(row.link).toContain('/r/incident?state=reported')
    expect(row.records[0].caption).toBe('Shots near A-1')
    expect(keysOf((await dayOf('fleet')).waiting)).not.toContain('day.rule.incidentsReported')
    expect((await dayOf('resident')).waiting).toEqual([])
    expect((await dayOf('resident')).owed).toEqual([])
  })

  test('of the daily rhythm is done when the entries of the day say so, and never ticked off', async () => {
    await enter('chief', 'rhythm', {
      title: 'Incidents of the night',
      role: 'watch',
      form: 'incidentReport',
      dueAt: '07:30',
    })
    const day = (await server.as('watch').get(`${path}/day`)).body.day as string
    const weekday = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
    const other = weekday[(new Date(`${day}T12:00:00Z`).getUTCDay() + 3) % 7]
    await enter('chief', 'rhythm', {
      title: 'Once a week',
      role: 'watch',
      form: 'gate',
      dueAt: '05:00',
      weekdays: [other],
    })
    const rhythmOf = async () =>
      (await dayOf('watch')).owed.filter(({ key }: { key: string }) => key.startsWith('day.form.'))
    // The incident above was entered today.
    expect(await rhythmOf()).toMatchObject([
      {
        key: 'day.form.incidentReport',
        done: true,
        dueAt: '07:30',
        values: { title: 'Incidents of the night' },
      },
    ])
    expect(keysOf((await dayOf('fleet')).owed)).not.toContain('day.form.incidentReport')
  })

  test('lies under the label of its register: a conduct officer’s complaints show to no one else', async () => {
    await enter('conduct', 'complaint', {
      reference: 'C-0001',
      about: 'other',
      account: 'Somebody was shouted at.',
      channel: 'inPerson',
    })
    expect(keysOf((await dayOf('conduct')).waiting)).toContain('day.rule.complaintsReceived')
    for (const who of ['chief', 'watch', 'fleet']) {
      const told = JSON.stringify(await dayOf(who))
      expect(told).not.toContain('complaint')
      expect(told).not.toContain('C-0001')
    }
  })
})

describe('an order', () => {
  test('waits for those it is told to until they acknowledge it themselves', async () => {
    const order = await enter('chief', 'order', {
      number: 'FRAGO 1',
      title: 'Convoy of Friday',
      kind: 'order',
      toRoles: ['fleet'],
      dueOn: longAgo,
    })
    expect(keysOf((await dayOf('fleet')).waiting)).not.toContain('day.order')
    expect(keysOf((await dayOf('chief')).waiting)).toContain('day.rule.ordersDrafted')
    await act('chief', 'order', order, 'issue', { input: { issuedOn: today } })
    const [waiting] = (await dayOf('fleet')).waiting
    expect(waiting).toMatchObject({
      key: 'day.order',
      values: { number: 'FRAGO 1', title: 'Convoy of Friday' },
      order: { id: order },
    })
    expect(keysOf((await dayOf('watch')).waiting)).not.toContain('day.order')
    await enter('fleet', 'acknowledgement', { order })
    expect(keysOf((await dayOf('fleet')).waiting)).not.toContain('day.order')
    const { body } = await server.as('chief').get(`${path}/orders`)
    expect(body.items).toMatchObject([
      { id: order, isOverdue: true, acknowledged: [{ member: 'fleet' }], asks: false },
    ])
    const draft = await enter('chief', 'order', { number: 'T-2', title: 'Later', kind: 'task' })
    const early = await server.as('fleet').post(`${path}/acknowledgement`, {
      id: randomUUID(),
      record: randomUUID(),
      input: { order: draft },
    })
    expect(early.body.detail).toBe('Only an order that is issued is acknowledged.')
  })
})

describe('what changed', () => {
  test('is told from the last look on, and the look moves only when one says so, never back', async () => {
    const before = await dayOf('fleet')
    expect((await dayOf('fleet')).changedCount).toBe(before.changedCount)
    const { end } = before.looked
    expect((await server.as('fleet').post(`${path}/day/looked`, { seq: end })).body).toEqual({
      seq: end,
    })
    expect((await dayOf('fleet')).changedCount).toBe(0)
    await enter('forceGeneration', 'vehicle', { plate: 'K 2', type: 'apc' })
    const now = await dayOf('fleet')
    expect(now.changed).toMatchObject([
      { register: 'vehicle', caption: 'K 2', verb: 'enter', by: 'forceGeneration' },
    ])
    expect(now.groups).toMatchObject([{ register: 'vehicle', verb: 'enter', count: 1 }])
    await server.as('fleet').post(`${path}/day/looked`, { seq: 1 })
    expect((await dayOf('fleet')).looked.seq).toBe(end)
    await server.as('fleet').post(`${path}/day/looked`, { seq: 1e9 })
    expect((await dayOf('fleet')).looked.seq).toBe(now.looked.end)
    // One's own entries are no news, and how far another looked is theirs.
    expect((await dayOf('forceGeneration')).looked.seq).toBeNull()
  })

  test('never tells of what lies above one’s label', async () => {
    await enter(
      'protection',
      'legalHold',
      { reference: 'HOLD-9', heldRecord: randomUUID(), inRegister: 'vehicle', reviewOn: longAgo },
      { because: 'A court asked.' },
    )
    const watch = JSON.stringify(await dayOf('watch'))
    expect(watch).not.toContain('HOLD-9')
    expect(watch).not.toContain('legalHold')
    expect(keysOf((await dayOf('protection')).owed)).toContain('day.rule.holdsToReview')
    expect(JSON.stringify(await dayOf('protection'))).toContain('legalHold')
    expect(keysOf((await dayOf('protection')).owed)).toContain('day.rule.holdsToReview')
  })
})

describe('a desk that is off', () => {
  test('is silent on every day, in what is overdue and in the list of missions, and opens by its address', async () => {
    const record = await enter(
      'chief',
      'deskSwitch',
      { switched: 'register:incident' },
      { because: 'No watch officer until June.' },
    )
    const { body } = await server.as('nobody').get('/api/missions')
    expect(body.items[0].off).toEqual({ desks: [], registers: ['incident'] })
    const watch = await dayOf('watch')
    expect(watch.off.registers).toEqual(['incident'])
    expect(keysOf(watch.waiting)).not.toContain('day.rule.incidentsReported')
    expect(keysOf(watch.owed)).not.toContain('day.form.incidentReport')
    expect(watch.changed.map((one: { register: string }) => one.register)).not.toContain('incident')
    expect((await server.as('watch').get(`${path}/incident`)).body.items).toHaveLength(1)
    await act('chief', 'deskSwitch', record, 'switchOn', { because: 'They are here.' })
    expect(keysOf((await dayOf('watch')).waiting)).toContain('day.rule.incidentsReported')
  })

  test('is set by the chief of staff alone, with a reason, and never the desk of access', async () => {
    const send = (who: string, switched: string, because?: string) =>
      server.as(who).post(`${path}/deskSwitch`, {
        id: randomUUID(),
        record: randomUUID(),
        input: { switched },
        ...(because ? { because } : {}),
      })
    expect((await send('watch', 'desk:community', 'No people')).status).toBe(403)
    expect((await send('chief', 'desk:community')).body.type).toContain(
      refuse('needs-reason').refusal,
    )
    expect((await send('chief', 'desk:access', 'To see')).body.type).toContain('unless')
  })
})

test('the report of a day is computed, opens into what it counts, and tells each reader what they see', async () => {
  const { body, status } = await server.as('watch').get(`${path}/day/report`)
  expect(status, JSON.stringify(body)).toBe(200)
  const names = body.sections.map((one: { name: string }) => one.name)
  expect(names).toContain('vehicles')
  for (const { lines } of body.sections)
    for (const line of lines) expect(line.figure ?? line.link).toBeDefined()
  const publicOne = await server.as('resident').get(`${path}/day/report`)
  expect(JSON.stringify(publicOne.body)).not.toContain('FRAGO')
  expect(JSON.stringify(publicOne.body)).not.toContain('K 2')
  expect(server.failures).toEqual([])
})
