/**
 * konbit succeed: hands a mission over. `list` puts on the list what is on none, `state` writes the signed statement, `verify`
 * proves one without any server, `accept` takes it over in another mission, `check` says what has no owner, `close` ends it. All
 * but `verify` go through the API as the person who asks, so that nobody states or takes what they may not see.
 */
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { servedAt, verifyLog, verifyTransfer } from '@konbit/proof'
import { seal } from '@konbit/seal'
import { type Asking, openAsking } from './ask.ts'
import { fromHere } from './missions.ts'
import { type Given, UseFailure } from './options.ts'
import { idFrom, takeOver, told } from './takeOver.ts'
import { keyFrom } from './verify.ts'

const acts = { list, state, accept, check, close }
const compartments = ['conduct', 'custody', 'care']

export async function succeed(given: Given): Promise<void> {
  const [what = '', name, ...more] = given.words
  if (what === 'verify' && name && more.length === 0) {
    await verify(given, name)
    return
  }
  if (!Object.hasOwn(acts, what) || !name || more.length > 0)
    throw new UseFailure(
      'konbit succeed list, state, check or close <id of the succession>, or accept or verify <statement>.',
    )
  const asking = await openAsking(given)
  try {
    await acts[what as keyof typeof acts](asking, given, name)
  } finally {
    await asking.close()
  }
}

type Item = {
  kind: string
  register: string
  record: string
  caption: string
  dueOn: string | null
  item: string | null
  standing: string
}
type Account = {
  id: string
  caption: string
  partial: boolean
  isComplete: boolean
  kinds: { kind: string; sealed: number; open: number; accepted: number; unlisted: number }[]
  total: Record<'open' | 'accepted' | 'listed' | 'refused' | 'over' | 'unlisted', number>
  unowned: Item[]
}

async function* carriedIn(asking: Asking, id: string, unit: string): AsyncGenerator<Item> {
  let cursor: string | undefined
  do {
    const page: { items: Item[]; next: string | null } = await asking.json(
      `/mandate/succession/${id}/carried`,
      { unit, cursor },
    )
    yield* page.items
    cursor = page.next ?? undefined
  } while (cursor)
}

async function list(asking: Asking, { unit = 'chain' }: Given, id: string): Promise<void> {
  if (unit !== 'chain')
    throw new UseFailure(
      'What lies behind a wall is listed by number: konbit succeed state --unit does.',
    )
  let count = 0
  for await (const one of carriedIn(asking, id, unit)) {
    if (one.standing !== 'unlisted') continue
    const record = idFrom(`item\n${asking.mission}\n${id}\n${one.record}`)
    await told(asking, '/successionItem', {
      id: idFrom(`list\n${record}`),
      record,
      input: {
        succession: id,
        kind: one.kind,
        disposition: 'moves',
        inRegister: one.register,
        aboutRecord: one.record,
        ...(one.caption ? { title: one.caption.slice(0, 200) } : {}),
        ...(one.dueOn ? { dueOn: one.dueOn } : {}),
      },
    })
    count += 1
  }
  console.log(`${count} records are on the list that were on none.`)
}

async function state(asking: Asking, given: Given, id: string): Promise<void> {
  const { unit = 'chain', out } = given
  const to = given['seal-for']
  if (!out) throw new UseFailure('Say where the statement goes: --out <file>.')
  const isSealed = compartments.includes(unit)
  if (isSealed && !to)
    throw new UseFailure(
      'What lies behind a wall leaves it sealed: name the open key of the successor’s unit with --seal-for.',
    )
  const parts: Uint8Array[] = []
  for await (const part of await asking.stream(`/mandate/succession/${id}/statement`, { unit }))
    parts.push(Buffer.from(part))
  const text = Buffer.concat(parts)
  const found = verifyTransfer(text.toString('utf8'))
  if (!found.ok) throw new UseFailure(`The statement came broken: ${found.wrong}.`)
  const bytes = to ? Buffer.from(await seal(text, [to])) : text
  await writeFile(fromHere(out), bytes)
  const fileDigest = createHash('sha256').update(bytes).digest('hex')
  if (isSealed) {
    const record = idFrom(`sealed\n${asking.mission}\n${id}\n${fileDigest}`)
    await told(asking, '/successionItem', {
      id: idFrom(`list\n${record}`),
      record,
      input: {
        succession: id,
        kind: unit === 'conduct' ? 'complaints' : unit,
        disposition: 'moves',
        items: found.items.length,
        fileDigest,
      },
    })
  }
  console.log(`${found.items.length} things in ${out}, signed by ${found.facts.origin}.`)
  console.log(`  its SHA-256  ${fileDigest}`)
  if (isSealed)
    console.log('  sealed: only the successor’s unit can open it; the list says how many.')
}

async function verify(given: Given, path: string): Promise<void> {
  const { found, digest } = await readStatement(given, path)
  const { facts, isKeyServed, key } = found
  console.log(`The statement holds: ${facts.items} things of ${facts.origin}, entry ${facts.size}.`)
  console.log(`  its SHA-256  ${digest}`)
  if (isKeyServed)
    console.log(
      `  its own word for its key: ${key}\n  ask for the key elsewhere and give it with --key`,
    )
}

const BYTES_MAX = 500_000_000

async function readStatement(given: Given, path: string) {
  const bytes = await readFile(fromHere(path)).catch(() => {
    throw new UseFailure(`${path} cannot be read.`)
  })
  if (bytes.length > BYTES_MAX) throw new UseFailure(`${path} is too large.`)
  const found = verifyTransfer(bytes.toString('utf8'), await keyFrom(given.key))
  if (!found.ok) throw new UseFailure(`The statement does not hold: ${found.wrong}.`)
  return { found, digest: createHash('sha256').update(bytes).digest('hex') }
}

async function accept(asking: Asking, given: Given, path: string): Promise<void> {
  const { from, to, because } = given
  if (!from || !to || !because)
    throw new UseFailure(
      'Say who hands over and who takes, by their codes here, and why: --from, --to, --because.',
    )
  const { found, digest } = await readStatement(given, path)
  const taken = await takeOver(asking, found, { digest, from, to, because })
  console.log(
    `${taken.items} things are taken over, each by an entry that names its leaf in ${found.facts.origin}.`,
  )
  console.log(`  ${taken.records} of them are records here, with the same id, state and clock.`)
  for (const { caption, why } of taken.left) console.log(`  only named  ${caption}: ${why}`)
  await printAccount(asking, taken.succession, found.facts.unit)
}

async function check(asking: Asking, { unit = 'chain' }: Given, id: string): Promise<void> {
  await printAccount(asking, id, unit)
}

async function printAccount(asking: Asking, id: string, unit: string): Promise<void> {
  const told = await asking.json<Account>(`/mandate/succession/${id}`, { unit })
  console.log(told.caption)
  for (const one of told.kinds)
    console.log(
      `  ${one.kind}: ${one.open} open, ${one.accepted} taken over, ${one.unlisted} on no list`,
    )
  if (told.partial) console.log('  You do not see all that is handed over.')
  if (told.isComplete) {
    console.log('Nothing is left without an owner.')
    return
  }
  const { listed, refused, unlisted } = told.total
  console.log(`${listed + refused + unlisted} have no owner:`)
  for (const one of told.unowned)
    console.log(
      `  ${one.register}  ${one.caption || one.record}${one.dueOn ? `  by ${one.dueOn}` : ''}  ${one.standing}`,
    )
  process.exitCode = 2
}

/** The other log is verified whole before this record says that it carries on. */
async function close(asking: Asking, given: Given, id: string): Promise<void> {
  const { because } = given
  const log = given['log-at']
  if (!log || !because)
    throw new UseFailure(
      'Name the address of the successor’s log and the reason: --log-at, --because.',
    )
  const found = await verifyLog({ fetch: servedAt(log), key: await keyFrom(given.key) }).catch(
    (failure: Error) => {
      throw new UseFailure(`${log} cannot be read: ${failure.message}.`)
    },
  )
  if (!found.ok) throw new UseFailure(`The log at ${log} does not hold: ${found.wrong}.`)
  await told(asking, `/succession/${id}/close`, {
    id: idFrom(`close\n${asking.mission}\n${id}`),
    because,
    input: {
      otherOrigin: found.origin,
      otherSize: found.size,
      otherRoot: Buffer.from(found.root, 'hex').toString('base64'),
    },
  })
  console.log(`Closed: ${found.origin} carries on, ${found.size} entries, verified.`)
}
