/**
 * Signing. A checkpoint is signed only for entries that are as durable as the deployment promises, and only when the log
 * continues the last checkpoint signed, which is also kept outside the database. Whatever stands against it is a value: the
 * server goes on, signs nothing, and says why. Several processes meet at an advisory lock.
 */
import {
  type Checkpoint,
  isEqual,
  nodesFrom,
  openCheckpoint,
  parseEdge,
  parseVerifier,
  printCheckpoint,
  readRoot,
  rootOf,
  type Signer,
  signNote,
  type Verifier,
} from '@konbit/proof'
import type { Pools, Session, WriteSession } from '../pool.ts'
import type { Keyring } from './keys.ts'
import type { TileStore } from './tiles.ts'

/** Why nothing is signed. Each has its page, docs/operating/log-refuses.md. */
export const refusals = {
  'no-keys': 'No folder for keys was named, so this log is not signed.',
  'key-missing': 'The key that signs this log is not in the folder of keys.',
  'key-differs': 'The key in the folder of keys is not the one of this log.',
  'note-missing':
    'The database holds signed checkpoints, and the folder of keys does not hold the last one.',
  'note-broken': 'The last checkpoint in the folder of keys cannot be read or is not signed by us.',
  behind: 'A checkpoint was signed for more entries than the record holds: entries are lost.',
  inconsistent:
    'The record does not continue the last signed checkpoint: entries were lost and others written in their place.',
  'tiles-broken': 'The tiles of the log do not lead to its root.',
  waiting: 'The synchronous standby has not confirmed the last entries yet.',
} as const
export type SigningRefusal = keyof typeof refusals
export type Signing = { does: true } | { does: false; reason: SigningRefusal; why: string }

export type LogRow = { number: number; origin: string; since: number; opened: number }
export type CheckpointRow = {
  log: number
  size: number
  root: Buffer
  note: string
  signed: number
}

export type Signs = {
  pools: Pools
  tiles: TileStore
  keyring: Keyring | undefined
  originOf: (mission: string, number: number) => string
  durable: () => Promise<void>
}

const refuse = (reason: SigningRefusal): Signing => ({ does: false, reason, why: refusals[reason] })

export const lockLog = (session: Session, mission: string): Promise<unknown> =>
  session.query(`select pg_advisory_xact_lock(hashtext('konbit/log'), hashtext($1))`, [mission])

export const currentLog = async (session: Session, mission: string): Promise<LogRow | undefined> =>
  (
    await session.query<LogRow>(
      'select number, origin, since, opened from log where mission = $1 order by number desc limit 1',
      [mission],
    )
  )[0]

export const keysOf = async (
  session: Session,
  mission: string,
  log: number,
): Promise<{ key: string; since: number; until: number | null; rotation: string | null }[]> =>
  session.query(
    'select key, since, until, rotation from log_key where mission = $1 and log = $2 order by since, made',
    [mission, log],
  )

export const lastCheckpoint = async (
  session: Session,
  mission: string,
  log: number,
): Promise<CheckpointRow | undefined> =>
  (
    await session.query<CheckpointRow>(
      `select log, size, root, note, signed from checkpoint where mission = $1 and log = $2 order by size desc limit 1`,
      [mission, log],
    )
  )[0]

type End = { size: number; root: Uint8Array }
export async function endOf(session: Session, mission: string): Promise<End | undefined> {
  const [row] = await session.query<{ size: number; edge: Buffer }>(
    'select size, edge from head where mission = $1',
    [mission],
  )
  return row && { size: row.size, root: rootOf(parseEdge(row.size, row.edge)) }
}

/** Signs what can be signed now. Returns when the checkpoint is kept in both places, or says why there is none. */
export async function signLog(signs: Signs, mission: string): Promise<Signing> {
  const { pools, keyring } = signs
  if (!keyring) return refuse('no-keys')
  const end = await pools.write((session) => endOf(session, mission))
  if (!end) return refuse('behind')
  try {
    await signs.durable()
  } catch {
    return refuse('waiting')
  }
  return pools.write(async (session) => {
    await lockLog(session, mission)
    const ready = await readyToSign(signs, keyring, session, mission)
    if ('does' in ready) return ready
    const { log, signer, last, stored } = ready
    if (last && last.size >= end.size) {
      // Signed by another process, or kept in the file just before the database went away.
      if (stored?.size !== last.size) await insert(session, mission, log.number, last, last.note)
      await session.commit()
      return { does: true }
    }
    const next: Checkpoint = { origin: log.origin, ...end }
    const note = signNote(printCheckpoint(next), signer)
    // The file first: what was signed and is not in it must never have been seen by anybody.
    await keyring.keepNote(log.origin, note)
    await insert(session, mission, log.number, next, note)
    await session.commit()
    return { does: true }
  })
}

export type Ready = {
  log: LogRow
  signer: Signer
  last: (Checkpoint & { note: string }) | undefined
  stored: CheckpointRow | undefined
}

/** Everything that could stand against signing, under the lock. */
export async function readyToSign(
  signs: Signs,
  keyring: Keyring,
  session: WriteSession,
  mission: string,
): Promise<Ready | Signing> {
  const log = (await currentLog(session, mission)) ?? (await openFirst(signs, session, mission))
  // A log that followed, and that this database has forgotten.
  if (await keyring.lastNote(signs.originOf(mission, log.number + 1))) return refuse('behind')
  const signer = await signerOf(keyring, session, mission, log)
  if ('does' in signer) return signer
  const stored = await lastCheckpoint(session, mission, log.number)
  const note = await keyring.lastNote(log.origin)
  if (note === undefined) {
    if (stored) return refuse('note-missing')
    return { log, signer, last: undefined, stored }
  }
  const keys = await keysOf(session, mission, log.number)
  const verifiers = keys.map(({ key }) => parseVerifier(key)).filter((one) => one !== undefined)
  const kept = openCheckpoint(note, [...verifiers, signer] as Verifier[])
  if ('wrong' in kept || kept.origin !== log.origin) return refuse('note-broken')
  const against = await standsAgainst(signs, session, mission, [
    kept,
    ...(stored ? [{ size: stored.size, root: stored.root }] : []),
  ])
  if (against) return refuse(against)
  return {
    log,
    signer,
    last: { origin: kept.origin, size: kept.size, root: kept.root, note },
    stored,
  }
}

/** Whether the log as it stands continues these. */
async function standsAgainst(
  { tiles }: Signs,
  session: Session,
  mission: string,
  signed: readonly End[],
): Promise<SigningRefusal | undefined> {
  const end = await endOf(session, mission)
  if (!end || signed.some(({ size }) => size > end.size)) return 'behind'
  const rootAt = async (size: number): Promise<Uint8Array> =>
    readRoot(nodesFrom(tiles.read(session, mission), size), size)
  try {
    if (end.size > 0 && !isEqual(await rootAt(end.size), end.root)) return 'tiles-broken'
    for (const { size, root } of signed)
      if (size > 0 && !isEqual(await rootAt(size), root)) return 'inconsistent'
  } catch {
    return 'tiles-broken'
  }
  return undefined
}

/** The first log of a mission, made with its key when it is first signed. */
async function openFirst(signs: Signs, session: Session, mission: string): Promise<LogRow> {
  await openLog(session, mission, 1, signs.originOf(mission, 1), 0)
  return (await currentLog(session, mission)) as LogRow
}

export const openLog = (
  session: Session,
  mission: string,
  number: number,
  origin: string,
  since: number,
): Promise<unknown> =>
  session.query('insert into log (mission, number, origin, since) values ($1, $2, $3, $4)', [
    mission,
    number,
    origin,
    since,
  ])

async function signerOf(
  keyring: Keyring,
  session: Session,
  mission: string,
  log: LogRow,
): Promise<Signer | Signing> {
  const present = (await keysOf(session, mission, log.number)).find(({ until }) => until === null)
  if (!present) {
    const signer = await keyring.make(log.origin)
    await addKey(session, mission, log.number, signer, log.since, null)
    return signer
  }
  let signer = await keyring.find(log.origin)
  if (signer?.key !== present.key) {
    // A change of keys that was committed and then cut off before the file had its name.
    const next = await keyring.prepared(log.origin)
    if (next?.key !== present.key) return refuse(signer ? 'key-differs' : 'key-missing')
    await keyring.change(log.origin)
    signer = next
  }
  return signer
}

export const addKey = (
  session: Session,
  mission: string,
  log: number,
  { key }: Verifier,
  since: number,
  rotation: string | null,
): Promise<unknown> =>
  session.query(
    'insert into log_key (mission, log, key, since, rotation) values ($1, $2, $3, $4, $5)',
    [mission, log, key, since, rotation],
  )

const insert = (
  session: Session,
  mission: string,
  log: number,
  { size, root }: End,
  note: string,
): Promise<unknown> =>
  session.query(
    `insert into checkpoint (mission, log, size, root, note) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [mission, log, size, Buffer.from(root), note],
  )
