/**
 * For tests only: secrets planted in every field of every register, what the naive rule lets each member see of them, and every
 * reading door of the route table aimed at what is hidden. KONBIT_SEED repeats a run.
 */
import { hash, randomUUID } from 'node:crypto'
import {
  type Clearance,
  covers,
  type Field,
  isRefusal,
  type Label,
  labelOf,
  labels,
  type Register,
  roleNames,
} from '@konbit/model'
import { registers } from '@konbit/registers'
import fc from 'fast-check'
import type { Standing } from './house.ts'
import type { Heard } from './leaks.ts'
import { type Entered, moves, shapedBy, suited, unplantable } from './suiting.ts'
import type { TestServer } from './testing.ts'
import { seed } from './turns.ts'

/** A number in [0, n), the same for the same seed. */
export const below = (() => {
  let state = seed || 1
  return (n: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * n)
  }
})()
export const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T
const letters = 'bcdfghjkmnpqrstvwxz'
const token = (): string =>
  `zq${Array.from({ length: 12 }, () => letters[below(letters.length)]).join('')}`

export type Secret = {
  /** As it may be printed; the first is how it was given. */
  forms: string[]
  label: Label
  register: string
  field: string
  record: string
  value: unknown
}
export type Planted = { register: string; record: string; unit: string; label: Label }

export const secrets: Secret[] = []
export const planted: Planted[] = []
const entered: Entered = new Map()
/** For each unit, itself and those above it. */
export const over = new Map<string, Set<string>>()

export const everything = (['restricted', 'conduct', 'care', 'custody'] as const).map((label) => ({
  label,
  unit: '*',
}))
export const onlyPublic: Standing = {
  id: 'onlyPublic',
  title: 'Only public, in every role',
  roles: roleNames,
  clearances: [{ label: 'public', unit: '*' }],
}
export const planter: Standing = {
  id: 'planter',
  title: 'Planter',
  roles: roleNames,
  clearances: everything,
}
export const members: Standing[] = Array.from({ length: 6 }, (_, index) => ({
  id: `member${index}`,
  title: `Member ${index}`,
  roles: roleNames,
  clearances: [],
}))

/** Kept apart from the people of the mission, whom the chooser of a demonstration shows with their clearances. */
export const held = new Map<string, readonly Clearance[]>()
export const heldBy = ({ id, clearances }: Standing): readonly Clearance[] =>
  held.get(id) ?? clearances

/**
 * Added to sums, so that what must fit into another does: a payment into what is owed, that into what was allotted, received.
 * What was refused fits into nothing.
 */
const headroom: Readonly<Record<string, number>> = {
  receipt: 6_000_000_000,
  allotment: 4_000_000_000,
  obligation: 2_000_000_000,
  refusal: 20_000_000_000,
}

/** Values that a field might take, likeliest secret first. */
function candidates(field: Field, register: string): unknown[] {
  const word = token()
  const number = 100_000_000 + below(800_000_000)
  const day = `20${10 + below(14)}-0${1 + below(9)}-1${below(10)}`
  const named = field.kind.name
  if (field.options?.includes('any') && named === 'choices') return [['any']]
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
  if (named === 'money') return [{ minor: number + (headroom[register] ?? 0), currency: 'USD' }]
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
  if (named === 'data')
    return [
      `{"name":"${word}","days":1}`,
      `[{"path":"/${word}","value":1}]`,
      `[{"kind":"paragraph","text":"${word}"}]`,
      '[]',
      '{}',
    ]
  if (named === 'link') return [`https://example.org/${word}`]
  return [
    word,
    word.toUpperCase(),
    randomUUID(),
    'HT0111',
    `https://example.org/${word}`,
    hash('sha256', word),
    'USD',
    '2024-05',
    '07:30',
    `desk:${word}`,
    ...shapedBy(word),
  ]
}

const formsOf = (field: Field, value: unknown): string[] => {
  const inData = /(zq\w+)"/.exec(field.kind.name === 'data' ? String(value) : '')?.[1]
  if (inData) return [inData]
  if (typeof value === 'string')
    return /^(zq|ZQ|https:|[NK]-|age1|\d{4}-\d\d-\d\dT)/.test(value) ? [value] : []
  if (typeof value === 'number') return value >= 100_000_000 ? [String(value)] : []
  const { minor, name } = (value ?? {}) as { minor?: number; name?: string }
  if (minor !== undefined) return [String(minor), field.kind.print(value as never).slice(4)]
  return name ? [name] : []
}

export function inputFor(
  register: Register,
  names: readonly string[],
): { input: Record<string, unknown>; found: Omit<Secret, 'record'>[] } {
  const input: Record<string, unknown> = {}
  const found: Omit<Secret, 'record'>[] = []
  for (const name of names) {
    const field = register.fields[name] as Field
    const value = candidates(field, register.name).find(
      (one) => field.schema.safeParse(one).success,
    )
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

/** Two records of every register, each field filled, those that are pointed to first, and a reason with each. */
export async function plant(server: TestServer): Promise<void> {
  for (let round = 0; round < 2; round++) {
    for (const register of registers.values()) {
      const record = randomUUID()
      const made = await enterSome(server, register, record)
      if (!made) continue
      const { input, found, because } = made
      entered.set(record, { register: register.name, input })
      const move = moves[register.name]
      if (move)
        await server.test.ledger.perform(
          { mission: server.mission, member: planter.id, roles: roleNames },
          { id: randomUUID(), register: register.name, record, ...move, because: token() },
        )
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

const triesMax = 200
/** From then on one of the fields that need not be given is left out: some stand against each other. */
const triesWhole = 60
/** What is asked for points to nothing yet: no value will do before the next round. */
const lacks = ({ fields }: Register): boolean =>
  Object.values(fields).some(
    ({ required, to }) => required && to && !planted.some(({ register }) => register === to),
  )

/** What a random value breaks, another may not: a rule of the register, or a value that is taken. */
async function enterSome(server: TestServer, register: Register, record: string) {
  if (unplantable.has(register.name) || lacks(register)) return undefined
  const takes = register.enters.takes ?? Object.keys(register.fields)
  const self = register.enters.self === 'only' ? { member: planter.id } : {}
  for (let tries = 0; tries < triesMax; tries++) {
    const spare = takes.filter((name) => !register.fields[name]?.required)
    const left = tries < triesWhole || spare.length === 0 ? undefined : pick(spare)
    const made = inputFor(
      register,
      takes.filter((name) => name !== left),
    )
    const input = suited(register.name, made.input, entered)
    const found = made.found.filter(({ field, forms }) =>
      JSON.stringify(input[field] ?? '').includes(forms[0] as string),
    )
    const because = token()
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
    if (!isRefusal(told)) return { input, found, because }
  }
  return undefined
}

/** The naive rule: a label that opens it, in the whole mission or at the unit or above. */
export function maySee(who: Standing, label: Label, record: string): boolean {
  const unit = planted.find((one) => one.record === record)?.unit ?? '*'
  return heldBy(who).some(
    (one) =>
      covers(one.label, label) &&
      (one.unit === '*' || one.unit === unit || (over.get(unit)?.has(one.unit) ?? false)),
  )
}

export async function hear(
  server: TestServer,
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

const fill = (server: TestServer, path: string, id: string): string =>
  path
    .replace('{mission}', server.mission)
    .replace('{id}', id)
    .replace('{layer}', 'departments')
    .replace('{problem}', 'stale')
    .replace('{seq}', '3')
    .replace('{measure}', 'people.deployed')

/** Every reading door there is, with every parameter it takes, aimed at what is hidden. */
export function doorsFor(server: TestServer, hidden: readonly Secret[], asks: number): string[] {
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
      const base = fill(server, route.path, id)
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

export const hiddenFrom = (who: Standing): Secret[] =>
  secrets.filter(({ label, record }) => !maySee(who, label, record))
