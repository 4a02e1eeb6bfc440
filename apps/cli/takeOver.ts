/**
 * Taking over what a verified statement lists: the record itself where the rules of this mission let it in, with its id, its
 * state and its clock; and in any case an item that names its leaf in the former log, and who answers for it now.
 */
import { createHash } from 'node:crypto'
import type { Fields, Register, Transition } from '@konbit/model'
import type { TransferItem, VerifiedTransfer } from '@konbit/proof'
import { leafHash } from '@konbit/proof'
import { registers } from '@konbit/registers'
import { type Asking, type Problem, wordsOf } from './ask.ts'
import { UseFailure } from './options.ts'

/** The id of a command follows from what it does, so that a second try after a failure is the same command. */
export const idFrom = (text: string): string => {
  const hex = createHash('sha256').update(`konbit/succession\n${text}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Sends one command; a refusal is one sentence, and stops it all. */
export async function told(
  asking: Asking,
  path: string,
  body: Record<string, unknown>,
): Promise<void> {
  const answer = await asking.send(path, body)
  if (answer.status >= 400)
    throw new UseFailure(`${path}: ${wordsOf(answer.body as unknown as Problem)}`)
}

export type Taken = {
  succession: string
  items: number
  records: number
  /** Those that are named and are no record here, and why. */
  left: { caption: string; why: string }[]
}
type How = { digest: string; from: string; to: string; because: string }

const sealedKinds: Readonly<Record<string, string>> = {
  conduct: 'complaints',
  custody: 'custody',
  care: 'care',
}

export async function takeOver(
  asking: Asking,
  { facts, items }: VerifiedTransfer,
  { digest, from, to, because }: How,
): Promise<Taken> {
  const [predecessor, successor] = [await bodyOf(asking, from), await bodyOf(asking, to)]
  const succession = idFrom(`taken\n${asking.mission}\n${facts.origin}\n${facts.succession}`)
  if (!(await asking.has(`/succession/${succession}`)))
    await told(asking, '/succession', {
      id: idFrom(`enter\n${succession}`),
      record: succession,
      input: {
        title: `From ${facts.origin}`.slice(0, 200),
        predecessor,
        successor,
        startsOn: new Date().toISOString().slice(0, 10),
        side: 'takes',
      },
    })
  const sealed = sealedKinds[facts.unit]
  if (!sealed)
    await told(asking, `/succession/${succession}/handOver`, {
      id: idFrom(`handOver\n${succession}\n${digest}`),
      because,
      input: {
        otherOrigin: facts.origin,
        otherSize: facts.size,
        otherRoot: Buffer.from(facts.root).toString('base64'),
        fileDigest: digest,
        items: facts.items,
      },
    })
  const carried = await carryAll(asking, items, because)
  if (sealed)
    await takeSealed(asking, { succession, successor, kind: sealed, digest, count: items.length })
  else for (const item of items) await takeItem(asking, item, { succession, successor })
  return { succession, items: items.length, ...carried }
}

async function bodyOf(asking: Asking, code: string): Promise<string> {
  const found = await asking.json<{ items: { id: string }[] }>('/organisation', { code })
  const [one] = found.items
  if (!one) throw new UseFailure(`No organisation here has the code ${code}: enter it first.`)
  return one.id
}

type At = { succession: string; successor: string }

async function takeItem(asking: Asking, item: TransferItem, { succession, successor }: At) {
  const record = idFrom(`taken item\n${succession}\n${item.record}`)
  await told(asking, '/successionItem', {
    id: idFrom(`enter\n${record}`),
    record,
    input: {
      succession,
      kind: item.kind,
      disposition: 'moves',
      inRegister: item.register,
      aboutRecord: item.record,
      ...(item.caption ? { title: item.caption.slice(0, 200) } : {}),
      ...(item.dueOn ? { dueOn: item.dueOn } : {}),
      leafIndex: item.index,
      leafDigest: Buffer.from(leafHash(Buffer.from(item.leaf, 'base64'))).toString('base64'),
    },
  })
  await told(asking, `/successionItem/${record}/accept`, {
    id: idFrom(`accept\n${record}`),
    input: { organisation: successor },
  })
}

async function takeSealed(
  asking: Asking,
  {
    succession,
    successor,
    kind,
    digest,
    count,
  }: At & { kind: string; digest: string; count: number },
): Promise<void> {
  const record = idFrom(`taken sealed\n${succession}\n${kind}\n${digest}`)
  await told(asking, '/successionItem', {
    id: idFrom(`enter\n${record}`),
    record,
    input: { succession, kind, disposition: 'moves', items: count, fileDigest: digest },
  })
  await told(asking, `/successionItem/${record}/accept`, {
    id: idFrom(`accept\n${record}`),
    input: { organisation: successor },
  })
}

/** What others refer to comes first, as the registers stand. */
const order = [...registers.keys()]

async function carryAll(
  asking: Asking,
  items: readonly TransferItem[],
  because: string,
): Promise<Pick<Taken, 'records' | 'left'>> {
  const bodies = new Map<string, string | undefined>()
  const here = new Set<string>()
  const left: Taken['left'] = []
  const sorted = [...items].sort((a, b) => order.indexOf(a.register) - order.indexOf(b.register))
  for (const item of sorted) {
    for (const [id, code] of Object.entries(item.names))
      if (!bodies.has(id)) bodies.set(id, await bodyOf(asking, code).catch(() => undefined))
    const why = await carryOne(asking, item, { bodies, here, because })
    if (why === undefined) here.add(item.record)
    else left.push({ caption: item.caption || item.record, why })
  }
  return { records: here.size, left }
}

type Known = {
  bodies: ReadonlyMap<string, string | undefined>
  here: ReadonlySet<string>
  because: string
}

/** Enters the record and leads it to its state; why not, where the rules of this mission stand against it. */
async function carryOne(
  asking: Asking,
  item: TransferItem,
  known: Known,
): Promise<string | undefined> {
  const register = registers.get(item.register)
  if (!register) return 'this mission has no such register'
  const fields = fieldsHere(register, item.fields, known)
  const send = async (
    verb: string,
    act: { takes?: readonly string[] },
  ): Promise<string | undefined> => {
    const input = Object.fromEntries(
      Object.entries(fields).filter(([name]) => act.takes?.includes(name) ?? true),
    )
    const id = idFrom(`carry\n${asking.mission}\n${item.record}\n${verb}`)
    const body = { id, input, because: known.because }
    const answer =
      verb === 'enter'
        ? await asking.send(`/${item.register}`, { ...body, record: item.record })
        : await asking.send(`/${item.register}/${item.record}/${verb}`, body)
    return answer.status < 400 ? undefined : (answer.body as unknown as Problem).detail
  }
  const entered = await send('enter', register.enters)
  if (entered) return entered
  const start = register.enters.to ?? (register.states[0] as string)
  for (const [verb, act] of wayTo(register, start, item.state) ?? []) {
    const wrong = await send(verb, act)
    if (wrong) return `${verb}: ${wrong}`
  }
  return undefined
}

/** Bodies by their code here; other references only where what they name was carried too. */
function fieldsHere(register: Register, fields: Fields, { bodies, here }: Known): Fields {
  const one = (to: string, id: string): string | undefined =>
    to === 'organisation' ? bodies.get(id) : here.has(id) ? id : undefined
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      const to = register.fields[name]?.to
      if (!to) return [[name, value]]
      if (!Array.isArray(value)) {
        const found = one(to, String(value))
        return found ? [[name, found]] : []
      }
      const found = value.flatMap((id) => one(to, String(id)) ?? [])
      return found.length > 0 ? [[name, found]] : []
    }),
  )
}

/** The shortest way of verbs from one state to another; nothing where there is none. */
function wayTo(register: Register, from: string, to: string): [string, Transition][] | undefined {
  const ways = new Map<string, [string, Transition][]>([[from, []]])
  const next = [from]
  for (let state = next.shift(); state !== undefined; state = next.shift()) {
    const way = ways.get(state) ?? []
    if (state === to) return way
    for (const [verb, act] of Object.entries(register.transitions))
      if (act.to && [act.from].flat().includes(state) && !ways.has(act.to)) {
        ways.set(act.to, [...way, [verb, act]])
        next.push(act.to)
      }
  }
  return undefined
}
