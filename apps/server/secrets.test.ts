/**
 * Secrets are planted in every field of every register, and looked for in whatever any door answers: bodies, headers, counts,
 * orders, refusals, files, figures, the log, plans and errors of Postgres. A failure prints the seed; KONBIT_SEED repeats it.
 */
import { randomUUID } from 'node:crypto'
import {
  acts,
  type Clearance,
  covers,
  isCompartment,
  labels,
  type Register,
  roleNames,
} from '@konbit/model'
import { registers } from '@konbit/registers'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Heard, leaks } from './leaks.ts'
import {
  below,
  doorsFor,
  hear,
  held,
  heldBy,
  hiddenFrom,
  inputFor,
  maySee,
  members,
  onlyPublic,
  over,
  pick,
  plant,
  planted,
  planter,
  secrets,
} from './planting.ts'
import { unplantable } from './suiting.ts'
import { openTestServer, type TestServer, together } from './testing.ts'
import { isTurn, say, seed } from './turns.ts'

let server: TestServer
let direct: pg.Client

beforeAll(async () => {
  server = await openTestServer({
    change: (house) => ({
      ...house,
      missions: new Map(
        [...house.missions].map(([id, mission]) => [
          id,
          { ...mission, people: [planter, onlyPublic, ...members], defaultPerson: 'onlyPublic' },
        ]),
      ),
    }),
  })
  for (const who of [planter, onlyPublic])
    await server.test.ledger.grant(server.mission, who.id, who)
  await plant(server)
  const units = [...over.keys()]
  for (const who of members) {
    const clearances = Array.from(
      { length: 1 + below(3) },
      (): Clearance => ({ label: pick(labels), unit: below(2) ? '*' : pick(units) }),
    )
    held.set(who.id, clearances)
    await server.test.ledger.grant(server.mission, who.id, { roles: roleNames, clearances })
  }
  direct = new pg.Client({
    ...server.test.connection,
    options: '-c search_path=konbit',
  })
  await direct.connect()
  await direct.query('set session authorization konbit_server') // whatever its password
}, 600_000)
afterAll(async () => {
  await direct?.end()
  expect(server.failures, say('failures')).toEqual([])
  await server.close()
})

test('secrets are planted under every label there is a register for, and the planter finds them', async () => {
  const used = new Set([...registers.values()].flatMap(({ facets }) => facets))
  expect(new Set(secrets.map(({ label }) => label)), say('labels')).toEqual(used)
  const missing = [...registers.keys()].filter(
    (name) => !planted.some(({ register }) => register === name),
  )
  expect(new Set(missing), say('every register holds some')).toEqual(unplantable)
  let found = 0
  for (const { register, record } of planted) {
    const { text } = await hear(server, 'planter', `${register}/${record}`)
    found += secrets.filter(
      (one) => one.record === record && text.includes(one.forms[0] as string),
    ).length
  }
  expect(found, say('a search that finds nothing proves nothing')).toBeGreaterThan(
    secrets.length / 3,
  )
}, 600_000)

test('an account with only public finds none of the planted secrets by any door', async () => {
  const hidden = hiddenFrom(onlyPublic)
  expect(hidden.length).toBeGreaterThan(50)
  const doors = doorsFor(server, hidden, 300)
  const ids = planted.filter(({ label }) => label !== 'public').map(({ record }) => record)
  await together(doors, async (door) => {
    const one = await hear(server, 'onlyPublic', door)
    expect(leaks(hidden, one), say(door)).toEqual([])
    const shown = ids.filter((id) => one.text.includes(id) && !door.includes(id))
    expect(shown, say(`ids by ${door}`)).toEqual([])
  })
}, 600_000)

test('what is hidden counts nowhere, sorts nowhere and is told apart from nothing', async () => {
  const hidden = hiddenFrom(onlyPublic)
  await together([...[...registers.values()].entries()], async ([place, register]) => {
    const targets = hidden.filter((one) => one.register === register.name)
    const seen = planted.filter(
      (one) => one.register === register.name && maySee(onlyPublic, register.label, one.record),
    )
    const whole = (await hear(server, 'onlyPublic', `${register.name}?total=exact`)).body as {
      total: number
      items: { id: string }[]
    }
    expect(whole.total, say(register.name)).toBe(seen.length)
    // One field in three is filtered and sorted by, and one door in two is asked for nothing: others each time.
    for (const [nth, { field, forms, value, label }] of targets.entries()) {
      if (!register.fields[field]?.kind.filter || label === 'public') continue
      if (!isTurn(place + nth, 3)) continue
      const plain = typeof value === 'object' ? (forms[0] as string) : String(value)
      const one = await hear(
        server,
        'onlyPublic',
        `${register.name}?${new URLSearchParams({ [field]: plain, total: 'exact' })}`,
      )
      if (one.status === 200)
        expect((one.body as { total: number }).total, say(`${register.name}.${field}`)).toBe(0)
      const sorted = await hear(server, 'onlyPublic', `${register.name}?sort=${field}&limit=200`)
      if (sorted.status === 200) {
        const order = (sorted.body as { items: { id: string }[] }).items.map(({ id }) => id)
        expect(order, say(`sorted by ${register.name}.${field}`)).toEqual([...order].sort())
      }
    }
    const [target] = targets.filter(({ record }) => !seen.some((one) => one.record === record))
    if (!target) return
    for (const [nth, path] of ['', '/history', '/links', '/sight'].entries()) {
      if (!isTurn(place + nth, 2)) continue
      const there = await hear(server, 'onlyPublic', `${register.name}/${target.record}${path}`)
      const nowhere = await hear(server, 'onlyPublic', `${register.name}/${randomUUID()}${path}`)
      expect([there.status, there.body], say(`${register.name}${path}`)).toEqual([
        nowhere.status,
        nowhere.body,
      ])
    }
  })
}, 600_000)

test('no refusal of any verb tells a secret, or that the record is there', async () => {
  const hidden = hiddenFrom(onlyPublic)
  await together([...[...registers.values()].entries()], async ([place, register]) => {
    const target = hidden.find(
      ({ register: name, record }) =>
        name === register.name && !maySee(onlyPublic, register.label, record),
    )
    if (!target) return
    const verbs = [
      'correct',
      'void',
      'erase',
      'raise',
      'lower',
      ...acts(register).map(([it]) => it),
    ]
    // Two verbs in five, and one reference in three, are tried: others each time.
    for (const [nth, verb] of verbs.entries()) {
      if (verb === 'enter' || !(isTurn(place + nth, 5) || isTurn(place + nth + 2, 5))) continue
      const bodyFor = (id: string) => ({
        id,
        because: 'A reason.',
        ...(['correct', 'void'].includes(verb) ? { entry: 1 } : {}),
        expects: 1,
      })
      const there = await hear(
        server,
        'onlyPublic',
        `${register.name}/${target.record}/${verb}`,
        bodyFor(randomUUID()),
      )
      const nowhere = await hear(
        server,
        'onlyPublic',
        `${register.name}/${randomUUID()}/${verb}`,
        bodyFor(randomUUID()),
      )
      expect(leaks(hidden, there), say(`${register.name} ${verb}`)).toEqual([])
      expect([there.status, there.body], say(`${register.name} ${verb}`)).toEqual([
        nowhere.status,
        nowhere.body,
      ])
    }
    // A reference to what is hidden is refused as one to what is not there.
    for (const [nth, other] of [...registers.values()].entries()) {
      if (!isTurn(place + nth, 3)) continue
      const field = Object.entries(other.fields).find(
        ([, { to, kind }]) => to === register.name && kind.name === 'ref',
      )?.[0]
      if (!field) continue
      const { input } = inputFor(
        other,
        (other.enters.takes ?? Object.keys(other.fields)).filter((name) => name !== field),
      )
      const answers = []
      for (const id of [target.record, randomUUID()]) {
        const body = {
          id: randomUUID(),
          record: randomUUID(),
          because: 'A reason.',
          input: { ...input, [field]: id },
        }
        answers.push(await hear(server, 'onlyPublic', other.name, body))
      }
      expect(answers[0]?.status, say(`${other.name}.${field}`)).toBe(answers[1]?.status)
      expect(leaks(hidden, answers[0] as Heard), say(`${other.name}.${field}`)).toEqual([])
    }
  })
}, 600_000)

test('a value of a register that must be its own is asked for only by roles that usually see the register', () => {
  // That a value is taken is told to whoever may enter: so nobody may whose clearance does not show the register.
  const wrong = [...registers.values()]
    .filter(({ fields }) => Object.values(fields).some(({ unique }) => unique))
    .flatMap((register) =>
      [...register.enters.by, ...register.amends.by]
        .filter(
          (role) => role === 'resident' || (role === 'donor' && !covers('partner', register.label)),
        )
        .map((role) => `${role} ${register.name}`),
    )
  expect(wrong).toEqual([])
})

describe('members of random clearances', () => {
  test.each(members.map((one, index) => [index, one] as const))(
    'member %i finds only what is theirs',
    async (_, who) => {
      const hidden = hiddenFrom(who)
      const doors = doorsFor(server, hidden, 120)
      const sample = fc.sample(
        fc.shuffledSubarray(doors, {
          minLength: Math.min(140, doors.length),
          maxLength: Math.min(140, doors.length),
        }),
        { numRuns: 1, seed: seed + 1 },
      )[0] as string[]
      await together(sample, async (door) => {
        const one = await hear(server, who.id, door)
        expect(leaks(hidden, one), say(`${JSON.stringify(heldBy(who))} ${door}`)).toEqual([])
      })
      // Whether it looked: what is theirs they are told, by the same search.
      const open = secrets.filter(
        (one) =>
          one.field !== 'because' &&
          !hidden.includes(one) &&
          maySee(who, (registers.get(one.register) as Register).label, one.record),
      )
      const theirs = Map.groupBy(open, ({ register, record }) => `${register}/${record}`)
      await together([...theirs], async ([door, told]) => {
        const one = await hear(server, who.id, door)
        expect(leaks(hidden, one), say(`${JSON.stringify(heldBy(who))} ${door}`)).toEqual([])
        const missing = told.filter(({ forms }) => !forms.some((form) => one.text.includes(form)))
        expect(missing, say(`${JSON.stringify(heldBy(who))} looked at ${door}`)).toEqual([])
      })
    },
    120_000,
  )

  test('and a view never shows more than both would see', async () => {
    for (const who of members) {
      for (const role of ['chief', 'auditor', 'conduct'] as const) {
        const hidden = hiddenFrom(who)
        const { register } = pick(planted)
        const one = await hear(server, who.id, `${register}?as=role:${role}&limit=200`)
        expect(leaks(hidden, one), say(one.door)).toEqual([])
      }
    }
    const narrowed = await hear(server, 'planter', 'complaint?as=role:chief')
    expect((narrowed.body as { items: unknown[] }).items).toEqual([])
    const open = await hear(server, 'planter', 'complaint')
    expect((open.body as { items: unknown[] }).items.length).toBeGreaterThan(0)
  })
})

test('with one clearance more the same doors tell them: the search can find', async () => {
  const hidden = hiddenFrom(onlyPublic)
  const doors = planted.filter(({ label }) => label === 'conduct' || label === 'restricted')
  await server.test.ledger.grant(server.mission, 'onlyPublic', planter)
  try {
    const heard = await Promise.all(
      doors.map(({ register, record }) => hear(server, 'onlyPublic', `${register}/${record}`)),
    )
    expect(heard.flatMap((one) => leaks(hidden, one)).length, say('found')).toBeGreaterThan(0)
  } finally {
    await server.test.ledger.grant(server.mission, 'onlyPublic', onlyPublic)
  }
})

describe('Postgres, asked as the reader of only public', () => {
  const asReader = async (text: string): Promise<string> => {
    await direct.query('begin; set local role konbit_reader')
    try {
      await direct.query(
        `select set_config('konbit.member', 'onlyPublic', true), set_config('konbit.mission', $1, true)`,
        [server.mission],
      )
      return JSON.stringify((await direct.query(text)).rows)
    } catch (error) {
      const { message, detail, hint, where } = error as {
        message: string
        detail?: string
        hint?: string
        where?: string
      }
      return JSON.stringify([message, detail, hint, where])
    } finally {
      await direct.query('rollback')
    }
  }

  test('plans, statistics and rows hold no secret', async () => {
    const hidden = hiddenFrom(onlyPublic)
    await server.test.look('analyze')
    const tables = await server.test.look<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'konbit'::regnamespace and relkind = 'r'`,
    )
    for (const { name } of tables) {
      for (const text of [
        `select t::text from konbit."${name}" t`,
        `explain (analyze, verbose) select * from konbit."${name}"`,
        `select * from pg_stats where schemaname = 'konbit' and tablename = '${name}'`,
      ])
        expect(leaks(hidden, { door: text, text: await asReader(text) }), say(text)).toEqual([])
    }
  })

  test('no function that fails on a row fails on a hidden one, so no error quotes it', async () => {
    const hidden = hiddenFrom(onlyPublic)
    for (const text of [
      `select count(*) from konbit.version where body::text::int4 = 1 and label <> 'public'`,
      `select count(*) from konbit.facet where content::int4 = 1 and label <> 'public'`,
      `select count(*) from konbit.version where label <> 'public' and (body ->> 'account')::uuid is not null`,
      `select count(*) from konbit.term where word::int4 = 1 and word like 'zq%' and register = 'complaint'`,
    ]) {
      const told = await asReader(text)
      expect(leaks(hidden, { door: text, text: told }), say(text)).toEqual([])
    }
  })

  test('compartments are not even counted', async () => {
    const walled = [...registers.values()].filter(({ label }) => isCompartment(label))
    for (const { name, label } of walled)
      expect(await asReader(`select count(*)::int as n from konbit."r_${name}_${label}"`)).toBe(
        '[{"n":0}]',
      )
  })
})
