/**
 * Every role by every label by every register and verb: what is seen follows from the clearance alone, what is done from the
 * role and the clearance, and a compartment opens through no other. The doors of HTTP are asked by turns.
 */
import { randomUUID } from 'node:crypto'
import {
  acts,
  type Clearance,
  covers,
  type Field,
  isCompartment,
  isRefusal,
  type Label,
  labels,
  mayDo,
  operations,
  type Register,
  type Role,
  roleNames,
  typical,
} from '@konbit/model'
import { registers } from '@konbit/registers'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Standing } from './house.ts'
import { type Entered, moves, shapedBy, suited, unplantable } from './suiting.ts'
import { openTestServer, type TestServer, together } from './testing.ts'
import { isTurn, say } from './turns.ts'

const whole = (label: Label): Clearance => ({ label, unit: '*' })
const personFor = (role: Role, label: Label): Standing => ({
  id: `${role}-${label}`,
  title: `${role}, ${label}`,
  roles: [role],
  clearances: [whole(label)],
})
const people = roleNames.flatMap((role) => labels.map((label) => personFor(role, label)))
const planter: Standing = {
  id: 'planter',
  title: 'Planter',
  roles: roleNames,
  clearances: (['restricted', 'conduct', 'care', 'custody'] as const).map(whole),
}

let server: TestServer
/** One record of each register. */
const made = new Map<string, string>()
const entered: Entered = new Map()

beforeAll(async () => {
  server = await openTestServer({
    change: (house) => ({
      ...house,
      missions: new Map(
        [...house.missions].map(([id, mission]) => [
          id,
          { ...mission, people: [planter, ...people] },
        ]),
      ),
    }),
  })
  for (const who of [planter, ...people])
    await server.test.ledger.grant(server.mission, who.id, who)
  const actor = { mission: server.mission, member: planter.id, roles: roleNames }
  const enter = async (register: Register): Promise<void> => {
    const record = randomUUID()
    const name = register.name
    const input = inputFor(register)
    const told = await server.test.ledger.perform(actor, {
      id: randomUUID(),
      register: name,
      record,
      verb: 'enter',
      input,
      because: 'To see.',
    })
    if (isRefusal(told)) return
    made.set(name, record)
    entered.set(record, { register: name, input })
    const move = moves[name]
    if (move)
      await server.test.ledger.perform(actor, { id: randomUUID(), register: name, record, ...move })
  }
  // Of two bodies one hands over to the other.
  await enter(registers.get('organisation') as Register)
  made.clear()
  // Twice, since a reference may name a register that stands later in the list.
  for (const register of [...registers.values(), ...registers.values()])
    if (!made.has(register.name) && !unplantable.has(register.name)) await enter(register)
})
afterAll(async () => {
  expect(server.failures).toEqual([])
  await server.close()
})

/** What a rule of another register asks of a record, so that one of that register can be made. */
const asked: Readonly<Record<string, readonly string[]>> = {
  obligation: ['allotment', 'amount'],
  handover: ['vehicle'],
  alertRule: ['inRegister'],
  person: ['workingLanguage'],
}

function inputFor(register: Register): Record<string, unknown> {
  const values = Object.entries(register.fields).flatMap(([name, field]) => {
    const isAsked = register.enters.needs?.includes(name) || asked[register.name]?.includes(name)
    if (!field.required && !isAsked) return []
    const value = candidates(field).find((one) => field.schema.safeParse(one).success)
    return value === undefined ? [] : [[name, value] as const]
  })
  return suited(register.name, Object.fromEntries(values), entered)
}
function candidates({ kind, options, to }: Field): unknown[] {
  if (options) {
    const plain = options.find((one) => one === 'noDisagreement') ?? options[0] // the one that asks for nothing more
    return [plain, [plain]]
  }
  if (to) return [made.get(to), [made.get(to)]]
  const word = `zq${randomUUID().replaceAll(/[^a-f]/g, '')}word`
  return [
    word,
    randomUUID(),
    'HT0111',
    'https://example.org/x',
    'ab'.repeat(32),
    '[]',
    '{"name":"x","days":1}',
    'USD',
    '2024-05',
    '07:30',
    'desk:community',
    '2024-05-14',
    7,
    true,
    { minor: 100, currency: 'USD' },
    { precision: 'unknown' },
    ...shapedBy(word),
  ].filter((one) => (kind.name === 'when') === (one === '2024-05-14'))
}

test('there is a record of every register to be looked for', () => {
  const missing = [...registers.keys()].filter((name) => !made.has(name))
  expect(new Set(missing)).toEqual(unplantable)
})

/**
 * The doors ask nobody for a role: each register once for every role, and for every label, by turns. That no pair is left out
 * is asked of Postgres below.
 */
const some = (role: Role, label: Label): (readonly [string, string])[] =>
  [...made].filter((_, index) =>
    isTurn(index + roleNames.indexOf(role) + labels.indexOf(label), labels.length),
  )

describe.each(roleNames.map((role) => [role] as const))('%s', (role) => {
  test('sees of a register what the clearance opens, by whichever door, and no more', async () => {
    for (const [place, label] of labels.entries()) {
      const who = server.as(`${role}-${label}`)
      await together(some(role, label), async ([name, record]) => {
        const register = registers.get(name) as Register
        const sees = covers(label, register.label)
        const what = `${role} cleared for ${label}: ${name} (${register.label})`
        const doors = ['', '/history', '/links', '/sight']
        const door = doors[(place + roleNames.indexOf(role)) % doors.length]
        expect((await who.get(`${name}/${record}${door}`)).status, what).toBe(sees ? 200 : 404)
      })
    }
  })

  test('is refused with every verb what the clearance hides: as not there, or as no verb of theirs', async () => {
    // Under every label everything that it hides is tried by some of the roles, others each time.
    for (const [place, label] of labels.entries()) {
      const asked = [...made].flatMap(([name, record], index) => {
        const register = registers.get(name) as Register
        const turn = index + place + roleNames.indexOf(role)
        if (covers(label, register.label) || !isTurn(turn, labels.length)) return []
        return verbsOf(register).map((verb) => ({ register, record, verb }))
      })
      const told = await server.test.ledger.performAll(
        { mission: server.mission, member: `${role}-${label}`, roles: [role] },
        asked.map(({ register, record, verb }) => ({
          id: randomUUID(),
          register: register.name,
          record,
          verb,
          because: 'To see whether it is refused.',
          ...(verb === 'correct' || verb === 'void' ? { entry: 1 } : {}),
        })),
      )
      const wrong = asked.filter(({ register, verb }, index) => {
        const answer = told[index]
        const meant = mayDo(register, verb).includes(role) ? 'not-found' : 'not-allowed'
        return !answer || !isRefusal(answer) || answer.refusal !== meant
      })
      expect(
        wrong.map(({ register, verb }) => `${verb} ${register.name}`),
        say(`${role} cleared for ${label}`),
      ).toEqual([])
    }
  })
})

/** All but entering, which names no record that is there. */
const verbsOf = (register: Register): string[] => [
  ...acts(register)
    .map(([verb]) => verb)
    .filter((verb) => verb !== 'enter'),
  ...['correct', 'void', 'erase', 'raise', 'lower'].filter(
    (verb) => mayDo(register, verb).length > 0,
  ),
]

test('Postgres shows every role under every label the records that the label opens, and no others', async () => {
  const direct = new pg.Client({
    ...server.test.connection,
    options: '-c search_path=konbit',
  })
  await direct.connect()
  await direct.query('set session authorization konbit_server')
  const own = new Map([...made].map(([name, record]) => [record, registers.get(name) as Register]))
  for (const who of people) {
    await direct.query('begin; set local role konbit_reader')
    await direct.query(
      `select set_config('konbit.member', $1, true), set_config('konbit.mission', $2, true)`,
      [who.id, server.mission],
    )
    const { rows } = await direct.query<{ record: string; label: Label }>(
      'select distinct record, label from version',
    )
    await direct.query('rollback')
    const shown = rows.filter(({ record, label }) => own.get(record)?.label === label)
    const opened = [...own].filter(([, { label }]) =>
      covers((who.clearances[0] as Clearance).label, label),
    )
    expect(shown.map(({ record }) => record).sort(), who.id).toEqual(
      opened.map(([record]) => record).sort(),
    )
  }
  await direct.end()
})

describe.each(labels.map((label) => [label] as const))('cleared for %s', (label) => {
  test('every register opens its doors or is not there, and its list counts what it shows', async () => {
    const who = server.as(`watch-${label}`)
    await together([...made], async ([name, record]) => {
      const register = registers.get(name) as Register
      const sees = covers(label, register.label)
      // The record itself and, by turns, one of its further doors.
      const place = [...made.keys()].indexOf(name) + labels.indexOf(label)
      const doors = ['', '/history', '/links', '/sight'].filter(
        (door, nth) => door === '' || isTurn(place + nth, 3),
      )
      const got = await Promise.all(doors.map((door) => who.get(`${name}/${record}${door}`)))
      expect(
        got.map(({ status }) => status),
        say(name),
      ).toEqual(doors.map(() => (sees ? 200 : 404)))
      const list = (await who.get(name)).body
      expect(
        list.items.some(({ id }: { id: string }) => id === record),
        name,
      ).toBe(sees)
      if (!sees) expect([list.total, list.items], name).toEqual([0, []])
    })
  })
})

describe('a view', () => {
  test.each(roleNames.map((role) => [role] as const))(
    'as %s shows what that role usually sees, to whoever sees more',
    async (role) => {
      const asked = [...made].filter((_, index) => isTurn(index + roleNames.indexOf(role), 5))
      await together(asked, async ([name, record]) => {
        const register = registers.get(name) as Register
        const sees = typical[role].some(({ label }) => covers(label, register.label))
        const { status } = await server.as('planter').get(`${name}/${record}?as=role:${role}`)
        expect(status, say(`${name} as ${role}`)).toBe(sees ? 200 : 404)
      })
    },
  )
  test('widens nothing, is taken by no change, and names only who is there', async () => {
    const low = server.as('watch-public')
    const complaint = made.get('complaint') as string
    expect((await low.get(`complaint/${complaint}?as=role:conduct`)).status).toBe(404)
    const changed = await server.as('planter').post(`vehicle?as=role:chief`, {
      id: randomUUID(),
      record: randomUUID(),
      input: inputFor(registers.get('vehicle') as Register),
    })
    expect(changed.body.type).toBe('/problems/invalid-query')
    for (const as of [
      'role:king',
      'role:',
      'organisation:x',
      `organisation:${randomUUID()}`,
      'chief',
      'role:__proto__',
    ])
      expect((await low.get(`vehicle?as=${as}`)).body.type, as).toBe('/problems/invalid-query')
    const organisation = made.get('organisation') as string
    const viewed = await server.as('planter').get(`organisation?as=organisation:${organisation}`)
    expect(viewed.body.items.length).toBeGreaterThan(0)
    expect(
      (await server.as('planter').get(`complaint?as=organisation:${organisation}`)).body.items,
    ).toEqual([])
  })
  test('of a figure is worked out for the view, whoever asked before', async () => {
    const asked = async (query: string) =>
      (await server.as('planter').get(`measures/people.deployed${query}`)).body.partial
    expect([await asked(''), await asked('?as=role:resident'), await asked('')]).toEqual([
      false,
      true,
      false,
    ])
  })
})

describe('operations roles', () => {
  test.each(operations.map((role) => [role] as const))(
    '%s, cleared as high as operations go, reaches no compartment by any route',
    async (role) => {
      const who = server.as(`${role}-restricted`)
      const walled = [...made].filter(([name]) =>
        isCompartment((registers.get(name) as Register).label),
      )
      // Each compartment's register by one of its doors, another for each role and each time.
      await together([...walled.entries()], async ([index, [name, record]]) => {
        const place = index + operations.indexOf(role)
        for (const [nth, door] of ['', '/history', '/sight', '?as=role:conduct'].entries())
          if (isTurn(place + nth, 4))
            expect((await who.get(`${name}/${record}${door}`)).status, say(name + door)).toBe(404)
        if (isTurn(place, 4))
          expect((await who.get(`${name}?format=csv`)).text).toMatch(/^#end 0\b/m)
      })
    },
  )
})

describe('who read what', () => {
  test('is written by the route before its answer leaves, and the answer is kept nowhere', async () => {
    const complaint = made.get('complaint') as string
    const got = await server.as('conduct-conduct').get(`complaint/${complaint}`)
    expect(got.headers.get('cache-control')).toBe('no-store')
    const { items } = (
      await server.as('conduct-conduct').get(`readings?record=${complaint}&limit=200`)
    ).body
    expect(
      items.some(
        (one: { door: string; member: string; records: number }) =>
          one.door === 'complaint.get' && one.member === 'conduct-conduct' && one.records === 1,
      ),
    ).toBe(true)
    const csv = await server.as('conduct-conduct').get('complaint?format=csv')
    expect(csv.text).toContain('#end')
    const after = (await server.as('conduct-conduct').get('readings?register=complaint&limit=200'))
      .body.items
    expect(
      after.filter(({ door }: { door: string }) => door === 'complaint.list').length,
    ).toBeGreaterThan(0)
  })
  test('does not come out where it cannot be written down: no answer, no file, no figure', async () => {
    const complaint = made.get('complaint') as string
    const paths = [
      `complaint/${complaint}`,
      'complaint',
      'complaint?format=csv',
      `complaint/${complaint}/history`,
      `complaint/${complaint}/sight`,
    ]
    await server.test.look(
      'revoke execute on function konbit.note_readings(text, text[]) from konbit_writer',
    )
    try {
      const got = await Promise.all(paths.map((path) => server.as('conduct-conduct').get(path)))
      expect(got.map(({ body }) => body?.type)).toEqual(paths.map(() => '/problems/unavailable'))
      expect((await server.as('conduct-public').get('organisation')).status).toBe(200)
    } finally {
      await server.test.look(
        'grant execute on function konbit.note_readings(text, text[]) to konbit_writer',
      )
    }
    expect(server.failures.splice(0).every((one) => one.includes('note_readings'))).toBe(true)
  })
  test('is looked at by an auditor, page by page, and its chain is worked out again', async () => {
    const auditor = server.as('auditor-mission')
    const page = (await auditor.get('readings?limit=2')).body
    expect(page.items).toHaveLength(2)
    expect(
      (await auditor.get(`readings?limit=2&cursor=${page.next}`)).body.items[0].n,
    ).toBeLessThan(page.items[1].n)
    const checked = (await auditor.get(`readings/check?n=${page.head.n}&hash=${page.head.hash}`))
      .body
    expect(checked).toMatchObject({ holds: true })
    expect((await server.as('chief-restricted').get('readings/check')).status).toBe(403)
    const others = (await server.as('chief-restricted').get('readings?limit=200')).body.items
    expect(
      others.filter(({ member }: { member: string }) => member !== 'chief-restricted'),
    ).toEqual([])
  })
})
