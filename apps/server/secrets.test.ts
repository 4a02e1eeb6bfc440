/**
 * Secrets are planted in every field of every register, and looked for in whatever any door answers: bodies, headers, counts,
 * orders, refusals, files, figures, the log, plans and errors of Postgres. A failure prints the seed; KONBIT_SEED repeats it.
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
  labelOf,
  labels,
  type Register,
  roleNames,
} from '@konbit/model'
import { registers } from '@konbit/registers'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Standing } from './house.ts'
import { openTestServer, type TestServer } from './testing.ts'

const seed = Number(process.env.KONBIT_SEED ?? Math.floor(Math.random() * 2 ** 31))
const say = (what: string): string => `${what} (KONBIT_SEED=${seed})`

/** A number in [0, n), the same for the same seed. */
const below = (() => {
  let state = seed || 1
  return (n: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * n)
  }
})()
const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T
const letters = 'bcdfghjkmnpqrstvwxz'
const token = (): string =>
  `zq${Array.from({ length: 12 }, () => letters[below(letters.length)]).join('')}`

type Secret = {
  /** As it may be printed; the first is how it was given. */
  forms: string[]
  label: Label
  register: string
  field: string
  record: string
  value: unknown
}
type Planted = { register: string; record: string; unit: string; label: Label }

const secrets: Secret[] = []
const planted: Planted[] = []
/** For each unit, itself and those above it. */
const over = new Map<string, Set<string>>()

const everything = (['restricted', 'conduct', 'care', 'custody'] as const).map((label) => ({
  label,
  unit: '*',
}))
const onlyPublic: Standing = {
  id: 'onlyPublic',
  title: 'Only public, in every role',
  roles: roleNames,
  clearances: [{ label: 'public', unit: '*' }],
}
const planter: Standing = {
  id: 'planter',
  title: 'Planter',
  roles: roleNames,
  clearances: everything,
}
const members: Standing[] = Array.from({ length: 6 }, (_, index) => ({
  id: `member${index}`,
  title: `Member ${index}`,
  roles: roleNames,
  clearances: [],
}))

/** Kept apart from the people of the mission, whom the chooser of a demonstration shows with their clearances. */
const held = new Map<string, readonly Clearance[]>()
const heldBy = ({ id, clearances }: Standing): readonly Clearance[] => held.get(id) ?? clearances

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
  await plant()
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
    user: 'konbit_server',
    options: '-c search_path=konbit',
  })
  await direct.connect()
}, 240_000)
afterAll(async () => {
  await direct?.end()
  expect(server.failures, say('failures')).toEqual([])
  await server.close()
})

/** Values that a field might take, likeliest secret first. */
function candidates(field: Field): unknown[] {
  const word = token()
  const number = 100_000_000 + below(800_000_000)
  const day = `20${10 + below(14)}-0${1 + below(9)}-1${below(10)}`
  const named = field.kind.name
  if (field.options) return named === 'choices' ? [[pick(field.options)]] : [pick(field.options)]
  if (field.to) {
    const there = planted.filter(({ register }) => register === field.to)
    if (there.length === 0) return []
    return named === 'refs' ? [[pick(there).record]] : [pick(there).record]
  }
  if (named === 'count') return [number, 10 + below(60), 1 + below(9)]
  if (named === 'quantity') return [number + 0.125, 1 + below(90)]
  if (named === 'flag') return [below(2) === 1]
  if (named === 'when')
    return [`${day}T0${below(10)}:${10 + below(49)}:${10 + below(49)}-04:00`, day]
  if (named === 'money') return [{ minor: number, currency: 'USD' }]
  if (named === 'place')
    return [
      {
        name: word,
        pcode: 'HT0111',
        lon: -72 - below(99_999) / 1e5,
        lat: 18 + below(99_999) / 1e5,
        precision: 'point',
      },
    ]
  if (named === 'link') return [`https://example.org/${word}`]
  return [word, word.toUpperCase(), randomUUID(), 'HT0111', `https://example.org/${word}`]
}

const formsOf = (field: Field, value: unknown): string[] => {
  if (typeof value === 'string')
    return /^(zq|ZQ|https:)/.test(value) || value.includes('T') ? [value] : []
  if (typeof value === 'number') return value >= 100_000_000 ? [String(value)] : []
  const { minor, name } = (value ?? {}) as { minor?: number; name?: string }
  if (minor !== undefined) return [String(minor), field.kind.print(value as never).slice(4)]
  return name ? [name] : []
}

function inputFor(
  register: Register,
  names: readonly string[],
): { input: Record<string, unknown>; found: Omit<Secret, 'record'>[] } {
  const input: Record<string, unknown> = {}
  const found: Omit<Secret, 'record'>[] = []
  for (const name of names) {
    const field = register.fields[name] as Field
    const value = candidates(field).find((one) => field.schema.safeParse(one).success)
    if (value === undefined) continue
    input[name] = value
    const forms = formsOf(field, value)
    if (forms.length > 0)
      found.push({
        forms,
        label: labelOf(register, name),
        register: register.name,
        field: name,
        value,
      })
  }
  return { input, found }
}

/** Three records of every register, each field filled, those that are pointed to first, and a reason with each. */
async function plant(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    for (const register of registers.values()) {
      const record = randomUUID()
      const takes = register.enters.takes ?? Object.keys(register.fields)
      const { input, found } = inputFor(register, takes)
      const because = token()
      const self = register.enters.self === 'only' ? { member: planter.id } : {}
      const told = await server.test.ledger.perform(
        { mission: server.mission, member: planter.id, roles: roleNames },
        {
          id: randomUUID(),
          register: register.name,
          record,
          verb: 'enter',
          input: { ...input, ...self },
          because,
        },
      )
      if (isRefusal(told)) continue
      const highest = [
        ...new Set([register.label, ...Object.keys(input).map((name) => labelOf(register, name))]),
      ]
        .sort((a, b) => labels.indexOf(a) - labels.indexOf(b))
        .at(-1) as Label
      const at =
        register.within === 'self'
          ? record
          : register.within
            ? (input[register.within] as string | undefined)
            : undefined
      planted.push({ register: register.name, record, unit: at ?? '*', label: register.label })
      if (register.unit) {
        const above = register.unit.above
          ? (input[register.unit.above] as string | undefined)
          : undefined
        over.set(record, new Set([record, ...(above ? (over.get(above) ?? [above]) : [])]))
      }
      secrets.push(...found.map((one) => ({ ...one, record })))
      secrets.push({
        forms: [because],
        label: highest,
        register: register.name,
        field: 'because',
        record,
        value: because,
      })
    }
  }
}

/** The naive rule: a label that opens it, in the whole mission or at the unit or above. */
function maySee(who: Standing, label: Label, record: string): boolean {
  const unit = planted.find((one) => one.record === record)?.unit ?? '*'
  return heldBy(who).some(
    (one) =>
      covers(one.label, label) &&
      (one.unit === '*' || one.unit === unit || (over.get(unit)?.has(one.unit) ?? false)),
  )
}

type Heard = { door: string; text: string }
/** What of `hidden` is found in an answer that did not send it. */
function leaks(hidden: readonly Secret[], { door, text }: Heard): string[] {
  const asked = decodeURIComponent(
    door.replaceAll('+', ' ').replaceAll(/%(?![0-9a-fA-F]{2})/g, '%25'),
  )
  return hidden.flatMap((secret) =>
    secret.forms
      .filter((form) => text.includes(form) && !asked.includes(form))
      .map((form) => `${secret.register}.${secret.field} (${secret.label}) ${form} by ${door}`),
  )
}

async function hear(
  who: string,
  path: string,
  body?: unknown,
): Promise<Heard & { status: number; body: unknown }> {
  const client = server.as(who)
  const got = body === undefined ? await client.get(path) : await client.post(path, body)
  const headers = [...got.headers].map((pair) => pair.join(': ')).join('\n')
  return {
    door: `${path} ${body === undefined ? '' : JSON.stringify(body)}`,
    text: `${headers}\n${got.text}`,
    status: got.status,
    body: got.body,
  }
}

const fill = (path: string, id: string): string =>
  path
    .replace('{mission}', server.mission)
    .replace('{id}', id)
    .replace('{layer}', 'departments')
    .replace('{problem}', 'stale')
    .replace('{seq}', '3')
    .replace('{measure}', 'people.deployed')

/** Every reading door there is, with every parameter it takes, aimed at what is hidden. */
function doorsFor(hidden: readonly Secret[], asks: number): string[] {
  const aimed = (register: string): Secret[] => hidden.filter((one) => one.register === register)
  const all: string[] = [
    '/openapi.json',
    `/log/${server.mission}/checkpoint`,
    `/log/${server.mission}/key`,
  ]
  for (const tile of ['tile/0/000', 'tile/entries/000', 'tile/0/000.p/5', 'tile/entries/000.p/5'])
    all.push(`/log/${server.mission}/${tile}`)
  for (const measure of server.house.measures.keys())
    all.push(
      `/api/${server.mission}/measures/${measure}`,
      `/api/${server.mission}/measures/${measure}?from=2024-01-01&to=2024-02-01`,
    )
  for (const route of server.routes.filter(({ method }) => method === 'get')) {
    const name = route.name.split('.')[0] as string
    const targets = aimed(name)
    const ids = route.path.includes('{id}')
      ? [...new Set([...targets.map(({ record }) => record), randomUUID()])]
      : ['']
    for (const id of ids) {
      const base = fill(route.path, id)
      all.push(base)
      const query = route.query ?? {}
      const add = (parts: Record<string, string>) =>
        all.push(`${base}?${new URLSearchParams(parts)}`)
      if (query.at) add({ at: '2024-06-01' })
      if (query.known) add({ known: '2024-06-01' })
      if (query.as) add({ as: `role:${pick(roleNames)}` })
      if (query.total) add({ total: 'exact' })
      for (const format of ['csv', 'geojson']) if (query.format) add({ format })
      const words = targets.length > 0 ? targets : hidden
      if (query.q && words.length > 0) {
        const { forms } = pick(words)
        add({ q: forms[0] as string })
        add({ q: (forms[0] as string).slice(0, 6), ...(query.total ? { total: 'exact' } : {}) })
      }
      for (const { field, forms, value } of targets) {
        if (!query[field]) continue
        const plain = typeof value === 'object' ? forms[0] : String(value)
        add({ [field]: plain as string })
        if (query[`${field}.from`]) {
          add({ [`${field}.from`]: plain as string, total: 'exact' })
          add({ [`${field}.to`]: plain as string, sort: `-${field}` })
        }
        add({ sort: field, limit: '1' })
      }
    }
  }
  // Too many for one run: a random part, and always each plain address.
  const plain = all.filter((door) => !door.includes('?'))
  const rest = all.filter((door) => door.includes('?'))
  return [
    ...plain,
    ...(fc.sample(
      fc.shuffledSubarray(rest, {
        minLength: Math.min(asks, rest.length),
        maxLength: Math.min(asks, rest.length),
      }),
      { numRuns: 1, seed },
    )[0] as string[]),
  ]
}

const hiddenFrom = (who: Standing): Secret[] =>
  secrets.filter(({ label, record }) => !maySee(who, label, record))

test('secrets are planted under every label there is a register for, and the planter finds them', async () => {
  const used = new Set([...registers.values()].flatMap(({ facets }) => facets))
  expect(new Set(secrets.map(({ label }) => label)), say('labels')).toEqual(used)
  const missing = [...registers.keys()].filter(
    (name) => !planted.some(({ register }) => register === name),
  )
  // A key that must verify, and what one opens only for oneself, no random value makes.
  expect(
    missing.filter((name) => !['emergency', 'witness'].includes(name)),
    say('every register holds some'),
  ).toEqual([])
  let found = 0
  for (const { register, record } of planted) {
    const { text } = await hear('planter', `${register}/${record}`)
    found += secrets.filter(
      (one) => one.record === record && text.includes(one.forms[0] as string),
    ).length
  }
  expect(found, say('a search that finds nothing proves nothing')).toBeGreaterThan(
    secrets.length / 3,
  )
}, 120_000)

test('an account with only public finds none of the planted secrets by any door', async () => {
  const hidden = hiddenFrom(onlyPublic)
  expect(hidden.length).toBeGreaterThan(50)
  const doors = doorsFor(hidden, 600)
  const ids = planted.filter(({ label }) => label !== 'public').map(({ record }) => record)
  for (let from = 0; from < doors.length; from += 8) {
    const heard = await Promise.all(
      doors.slice(from, from + 8).map((door) => hear('onlyPublic', door)),
    )
    for (const one of heard) {
      expect(leaks(hidden, one), say(one.door)).toEqual([])
      const shown = ids.filter((id) => one.text.includes(id) && !one.door.includes(id))
      expect(shown, say(`ids by ${one.door}`)).toEqual([])
    }
  }
}, 240_000)

test('what is hidden counts nowhere, sorts nowhere and is told apart from nothing', async () => {
  const hidden = hiddenFrom(onlyPublic)
  for (const register of registers.values()) {
    const targets = hidden.filter((one) => one.register === register.name)
    const seen = planted.filter(
      (one) => one.register === register.name && maySee(onlyPublic, register.label, one.record),
    )
    const whole = (await hear('onlyPublic', `${register.name}?total=exact`)).body as {
      total: number
      items: { id: string }[]
    }
    expect(whole.total, say(register.name)).toBe(seen.length)
    for (const { field, forms, value, label } of targets) {
      if (!register.fields[field]?.kind.filter || label === 'public') continue
      const plain = typeof value === 'object' ? (forms[0] as string) : String(value)
      const one = await hear(
        'onlyPublic',
        `${register.name}?${new URLSearchParams({ [field]: plain, total: 'exact' })}`,
      )
      if (one.status === 200)
        expect((one.body as { total: number }).total, say(`${register.name}.${field}`)).toBe(0)
      const sorted = await hear('onlyPublic', `${register.name}?sort=${field}&limit=200`)
      if (sorted.status === 200) {
        const order = (sorted.body as { items: { id: string }[] }).items.map(({ id }) => id)
        expect(order, say(`sorted by ${register.name}.${field}`)).toEqual([...order].sort())
      }
    }
    const [target] = targets.filter(({ record }) => !seen.some((one) => one.record === record))
    if (!target) continue
    for (const path of ['', '/history', '/links', '/sight']) {
      const there = await hear('onlyPublic', `${register.name}/${target.record}${path}`)
      const nowhere = await hear('onlyPublic', `${register.name}/${randomUUID()}${path}`)
      expect([there.status, there.body], say(`${register.name}${path}`)).toEqual([
        nowhere.status,
        nowhere.body,
      ])
    }
  }
}, 240_000)

test('no refusal of any verb tells a secret, or that the record is there', async () => {
  const hidden = hiddenFrom(onlyPublic)
  for (const register of registers.values()) {
    const target = hidden.find(
      ({ register: name, record }) =>
        name === register.name && !maySee(onlyPublic, register.label, record),
    )
    if (!target) continue
    for (const [verb] of [
      ...acts(register),
      ['correct'],
      ['void'],
      ['erase'],
      ['raise'],
      ['lower'],
    ] as [string][]) {
      if (verb === 'enter') continue
      const bodyFor = (id: string) => ({
        id,
        because: 'A reason.',
        ...(['correct', 'void'].includes(verb) ? { entry: 1 } : {}),
        expects: 1,
      })
      const there = await hear(
        'onlyPublic',
        `${register.name}/${target.record}/${verb}`,
        bodyFor(randomUUID()),
      )
      const nowhere = await hear(
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
    for (const other of registers.values()) {
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
        answers.push(await hear('onlyPublic', other.name, body))
      }
      expect(answers[0]?.status, say(`${other.name}.${field}`)).toBe(answers[1]?.status)
      expect(leaks(hidden, answers[0] as Heard), say(`${other.name}.${field}`)).toEqual([])
    }
  }
}, 240_000)

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
      const doors = doorsFor(hidden, 150)
      const sample = fc.sample(
        fc.shuffledSubarray(doors, {
          minLength: Math.min(260, doors.length),
          maxLength: Math.min(260, doors.length),
        }),
        { numRuns: 1, seed: seed + 1 },
      )[0] as string[]
      let seen = 0
      for (let from = 0; from < sample.length; from += 8) {
        const heard = await Promise.all(
          sample.slice(from, from + 8).map((door) => hear(who.id, door)),
        )
        for (const one of heard) {
          expect(leaks(hidden, one), say(`${JSON.stringify(heldBy(who))} ${one.door}`)).toEqual([])
          seen += secrets.filter(
            (secret) => !hidden.includes(secret) && one.text.includes(secret.forms[0] as string),
          ).length
        }
      }
      if (secrets.length - hidden.length > 20) expect(seen, say('it looked')).toBeGreaterThan(0)
    },
    120_000,
  )

  test('and a view never shows more than both would see', async () => {
    for (const who of members) {
      for (const role of ['chief', 'auditor', 'conduct'] as const) {
        const hidden = hiddenFrom(who)
        const { register } = pick(planted)
        const one = await hear(who.id, `${register}?as=role:${role}&limit=200`)
        expect(leaks(hidden, one), say(one.door)).toEqual([])
      }
    }
    const narrowed = await hear('planter', 'complaint?as=role:chief')
    expect((narrowed.body as { items: unknown[] }).items).toEqual([])
    const open = await hear('planter', 'complaint')
    expect((open.body as { items: unknown[] }).items.length).toBeGreaterThan(0)
  })
})

test('with one clearance more the same doors tell them: the search can find', async () => {
  const hidden = hiddenFrom(onlyPublic)
  const doors = planted.filter(({ label }) => label === 'conduct' || label === 'restricted')
  await server.test.ledger.grant(server.mission, 'onlyPublic', planter)
  try {
    const heard = await Promise.all(
      doors.map(({ register, record }) => hear('onlyPublic', `${register}/${record}`)),
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
