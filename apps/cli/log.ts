/**
 * konbit log: how the log of a mission stands, a change of its key, and a new log where the record has lost what was signed.
 * What is written goes the way of every command: an entry with its reason.
 */
import { createHash } from 'node:crypto'
import { isRefusal } from '@konbit/model'
import { type Opened, openHouse } from './open.ts'
import { type Given, UseFailure } from './options.ts'

export async function log(given: Given): Promise<void> {
  const [what = 'status', ...more] = given.words
  const acts = { status, rotate, renew }
  if (more.length > 0 || !Object.hasOwn(acts, what))
    throw new UseFailure('konbit log, konbit log rotate, or konbit log renew --because "…".')
  const opened = await openHouse(given)
  try {
    await acts[what as keyof typeof acts](opened, given)
  } finally {
    await opened.close()
  }
}

async function status({ house, mission }: Opened): Promise<void> {
  await house.ledger.log(mission).sign() // so that what stands against it is known
  const { origin, key, size, checkpoint, signing, witnesses } = await house.ledger
    .log(mission)
    .state()
  console.log(`The log of ${mission}: ${origin ?? 'not begun'}`)
  console.log(`  key         ${key ?? 'none'}`)
  console.log(`  entries     ${size}, signed ${checkpoint?.size ?? 0}`)
  for (const one of witnesses)
    console.log(
      `  witness     ${one.name}: ${one.size === null ? 'nothing yet' : `up to ${one.size}`}`,
    )
  if (!signing.does) console.log(`  NOT SIGNED  ${signing.why}`)
}

async function rotate({ house, mission }: Opened): Promise<void> {
  const turned = await house.ledger.log(mission).rotate()
  if ('does' in turned)
    throw new UseFailure(
      turned.does ? 'Nothing was changed.' : `Nothing was changed. ${turned.why}`,
    )
  console.log(`From entry ${turned.size} on, another key signs ${turned.origin}:`)
  console.log(`  old  ${turned.old}\n  new  ${turned.next}`)
  console.log(
    'Tell those who keep the old one. Both keys have signed the change: /log/<mission>/rotation/.',
  )
}

/** The id of a command follows from what it does, so that a second try after a failure is the same command. */
const idFrom = (text: string): string => {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

async function renew({ house, mission }: Opened, { because }: Given): Promise<void> {
  if (!because)
    throw new UseFailure('Say what was lost and why, with --because: everybody will read it.')
  const { ledger } = house
  const next = await ledger.log(mission).prospect()
  if (!next)
    throw new UseFailure('The log needs no renewal, or a renewal would not help: see konbit log.')
  const { size } = await ledger.head(mission)
  const { number, origin, former } = next
  const done = await ledger.perform(
    { mission, member: 'konbit', roles: ['registrar'] },
    {
      id: idFrom(`konbit/renewal/command\n${origin}\n${size}`),
      record: idFrom(`konbit/renewal/record\n${origin}\n${size}`),
      register: 'logRenewal',
      verb: 'enter',
      because,
      input: {
        origin,
        heldSize: size,
        ...(former
          ? { formerOrigin: former.origin, formerSize: former.size, formerRoot: former.root }
          : {}),
      },
    },
  )
  if (isRefusal(done)) throw new UseFailure(done.why)
  await ledger.log(mission).openNext({ number, origin }, done.seq)
  const signing = await ledger.log(mission).sign()
  if (!signing.does) throw new UseFailure(`The new log is open and not signed: ${signing.why}`)
  console.log(`A new log, ${origin}, from entry ${done.seq} on.`)
  console.log(`  its key  ${await ledger.log(mission).key()}`)
  console.log(
    former
      ? `  Its first entry names the last checkpoint of ${former.origin}: ${former.size} entries.`
      : '  No checkpoint of the former log is known any more.',
  )
  console.log('Tell everybody who holds a checkpoint of the former log.')
}
