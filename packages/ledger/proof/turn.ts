/**
 * The two turns in a log's life. Its key changes: the old and the new one sign that, and what the old one signed still
 * holds. Or the record has lost what was signed: then a new log follows under a new origin, whose first entry says so.
 */
import {
  base64,
  openCheckpoint,
  parseCheckpoint,
  parseNote,
  parseVerifier,
  printCheckpoint,
  signLine,
  signRotation,
} from '@konbit/proof'
import type { Keyring } from './keys.ts'
import {
  addKey,
  currentLog,
  keysOf,
  lastCheckpoint,
  lockLog,
  openLog,
  readyToSign,
  type Signing,
  type SigningRefusal,
  type Signs,
} from './sign.ts'

export type Rotated = { origin: string; old: string; next: string; size: number }

/** Returns when the new key signs. The last checkpoint bears both signatures. */
export async function rotateKey(
  signs: Signs,
  keyring: Keyring,
  mission: string,
): Promise<Rotated | Signing> {
  const { pools } = signs
  const turned = await pools.write(async (session) => {
    await lockLog(session, mission)
    const ready = await readyToSign(signs, keyring, session, mission)
    if ('does' in ready) return ready
    const { log, signer, last } = ready
    if (!last) throw new Error(`the log ${log.origin} has signed nothing yet`)
    const next = await keyring.prepare(log.origin)
    const parsed = parseNote(last.note)
    const text = parsed?.text ?? printCheckpoint(last)
    const both = `${last.note}${signLine(next, text)}\n`
    await keyring.keepNote(log.origin, both)
    await session.query(
      'update log_key set until = $4 where mission = $1 and log = $2 and key = $3',
      [mission, log.number, signer.key, last.size],
    )
    await addKey(session, mission, log.number, next, last.size, signRotation(last, signer, next))
    await session.query(
      'update checkpoint set note = $4 where mission = $1 and log = $2 and size = $3',
      [mission, log.number, last.size, both],
    )
    await session.commit()
    return { origin: log.origin, old: signer.key, next: next.key, size: last.size }
  })
  if (!('does' in turned)) await keyring.change(turned.origin)
  return turned
}

/** What a new log would be, and what it would say of the old one. */
export type Prospect = {
  number: number
  origin: string
  reason: SigningRefusal
  why: string
  former: { origin: string; size: number; root: string } | undefined
}

/** What only a new log can mend. Broken tiles, a late standby or a missing folder are mended otherwise. */
const renewable: ReadonlySet<SigningRefusal> = new Set([
  'behind',
  'inconsistent',
  'note-missing',
  'note-broken',
  'key-missing',
  'key-differs',
])

/** Undefined where the log can be signed, or where a new one would not help. */
export async function prospectOf(
  { pools, originOf }: Signs,
  keyring: Keyring,
  mission: string,
  signing: Signing,
): Promise<Prospect | undefined> {
  if (signing.does || !renewable.has(signing.reason)) return undefined
  return pools.beside(async (session) => {
    const log = await currentLog(session, mission)
    let number = (log?.number ?? 1) + 1
    // A log that this database has forgotten keeps its name.
    while (await isTaken(keyring, originOf(mission, number))) number += 1
    const last = await newestNote(keyring, mission, number, originOf, log?.origin)
    const keys = log ? await keysOf(session, mission, log.number) : []
    const stored = log && (await lastCheckpoint(session, mission, log.number))
    const verifiers = keys.flatMap(({ key }) => parseVerifier(key) ?? [])
    const opened = stored && openCheckpoint(stored.note, verifiers)
    const former = last ?? (opened && !('wrong' in opened) ? opened : undefined)
    return {
      number,
      origin: originOf(mission, number),
      reason: signing.reason,
      why: signing.why,
      former: former && { origin: former.origin, size: former.size, root: base64(former.root) },
    }
  })
}

const isTaken = async (keyring: Keyring, origin: string): Promise<boolean> =>
  (await keyring.lastNote(origin)) !== undefined || keyring.has(origin)

async function newestNote(
  keyring: Keyring,
  mission: string,
  before: number,
  originOf: Signs['originOf'],
  current: string | undefined,
) {
  const origins = Array.from({ length: before - 1 }, (_, at) => originOf(mission, before - 1 - at))
  for (const origin of [...origins, ...(current ? [current] : [])]) {
    const note = await keyring.lastNote(origin)
    const checkpoint = parseCheckpoint(parseNote(note ?? '')?.text ?? '')
    if (checkpoint) return checkpoint
  }
  return undefined
}

/** Opens the log that the entry `since` tells of. Doing it again changes nothing. */
export async function openNext(
  { pools }: Signs,
  mission: string,
  { number, origin }: { number: number; origin: string },
  since: number,
): Promise<void> {
  await pools.write(async (session) => {
    await lockLog(session, mission)
    const log = await currentLog(session, mission)
    if (log?.origin === origin) return
    await openLog(session, mission, number, origin, since)
    await session.commit()
  })
}
