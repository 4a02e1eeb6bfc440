/**
 * konbit witness: run by a monitor on a machine of their own. It fetches the log's checkpoint, proves that it continues the
 * one kept from last time, keeps it, signs it with the monitor's own key and sends the signature back. It needs no ledger.
 */
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  newSigner,
  parseNote,
  parseSigner,
  printNote,
  printSigner,
  type Signer,
  servedAt,
  signLine,
  verifyGrowth,
} from '@konbit/proof'
import { fromHere } from './missions.ts'
import { type Given, UseFailure } from './options.ts'
import { keyFrom } from './verify.ts'

/** Exit codes: 1 the world or the request, 3 the log is not what it was. */
const BROKEN = 3
const EVERY_MIN = 10

export async function witness(given: Given): Promise<void> {
  const [address, ...more] = given.words
  if (!address || more.length > 0 || !/^https?:\/\//.test(address))
    throw new UseFailure('Say which log: konbit witness https://record.example/log/our-mission.')
  const folder = fromHere(given.folder ?? 'konbit-witness')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const signer = await signerIn(folder, given.name)
  const key = await logKeyIn(folder, given.key)
  const every = seconds(given.every)
  const rounds = every === undefined ? 1 : whole(given.rounds, Number.POSITIVE_INFINITY)
  for (let round = 1; ; round += 1) {
    const isWhole = await once(address, folder, signer, key, every !== undefined)
    if (!isWhole) {
      process.exitCode = BROKEN
      return
    }
    if (round >= rounds) return
    await sleep((every ?? 0) * 1000)
  }
}

function seconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const found = whole(text, 0)
  if (found < EVERY_MIN)
    throw new UseFailure(`--every is a number of seconds, at least ${EVERY_MIN}.`)
  return found
}
function whole(text: string | undefined, usual: number): number {
  if (text === undefined) return usual
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new UseFailure(`${text} is no number.`)
  return Number(text)
}

/** One look. False when the log is not what it was; a failure of the network is told and tried again in the next round. */
async function once(
  address: string,
  folder: string,
  signer: Signer,
  key: string,
  isRepeated: boolean,
): Promise<boolean> {
  const path = join(folder, 'checkpoint')
  const since = await readFile(path, 'utf8').catch(() => undefined)
  try {
    const found = await verifyGrowth({ fetch: servedAt(address), key, since })
    if (!found.ok) {
      console.error(
        `${now()} DO NOT TRUST ${address}: ${[found.at, found.wrong].filter(Boolean).join(': ')}.`,
      )
      console.error(`  What it showed before is kept in ${path}: keep it safe, it is the proof.`)
      return false
    }
    await write(path, found.note) // kept before it is signed: nothing is signed that could be forgotten
    console.log(
      `${now()} ${found.origin}: ${found.size} entries${found.since ? `, continues ${found.since.size}` : ', the first one seen'}`,
    )
    await send(address, found.note, signer)
    return true
  } catch (failure) {
    if (!isRepeated || !(failure instanceof Error)) throw new UseFailure((failure as Error).message)
    console.error(`${now()} ${failure.message}`)
    return true
  }
}

const now = (): string => new Date().toISOString()

async function send(address: string, note: string, signer: Signer): Promise<void> {
  const text = parseNote(note)?.text ?? ''
  const body = printNote(text, [signLine(signer, text, Math.floor(Date.now() / 1000))])
  const response = await fetch(`${address.replace(/\/+$/, '')}/cosignature`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body,
  })
  if (response.ok) return
  const { detail } = (await response.json().catch(() => ({}))) as { detail?: string }
  throw new Error(
    `${address} does not take the signature of ${signer.key}: ${detail ?? response.status}`,
  )
}

async function signerIn(folder: string, name: string | undefined): Promise<Signer> {
  const path = join(folder, 'witness.key')
  const text = await readFile(path, 'utf8').catch(() => undefined)
  const there = text === undefined ? undefined : parseSigner(text.trim())
  if (text !== undefined && there?.algorithm !== 'cosignature')
    throw new UseFailure(`${path} holds no key of a witness.`)
  if (there) {
    if (name !== undefined && name !== there.name)
      throw new UseFailure(`The witness of ${folder} is called ${there.name}.`)
    return there
  }
  if (name === undefined)
    throw new UseFailure(
      'Name the witness, with --name monitor.example: the name stands in its key for ever.',
    )
  const made = newSigner(name, 'cosignature')
  if (!parseSigner(printSigner(made)))
    throw new UseFailure(`${name} is no name for a key: no space and no plus.`)
  await write(path, `${printSigner(made)}\n`)
  console.log(
    `A new key. The mission’s access officer registers this line as a witness:\n  ${made.key}`,
  )
  return made
}

/** The log's key is given once, from anywhere but the log, and kept. */
async function logKeyIn(folder: string, given: string | undefined): Promise<string> {
  const path = join(folder, 'log.key')
  const kept = await readFile(path, 'utf8').catch(() => undefined)
  const key = await keyFrom(given ?? (kept === undefined ? undefined : path))
  if (!key)
    throw new UseFailure(
      'Give the key of the log once, with --key: by telephone or on paper, not from the log.',
    )
  if (kept?.trim() !== key) await write(path, `${key}\n`)
  return key
}

async function write(path: string, text: string): Promise<void> {
  const draft = `${path}.draft`
  const handle = await open(draft, 'w', 0o600)
  await handle.writeFile(text)
  await handle.sync()
  await handle.close()
  await rename(draft, path)
}
