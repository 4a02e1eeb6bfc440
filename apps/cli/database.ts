/**
 * Which database, and the folders beside it. Ours in the data folder, unless DATABASE_URL names another; the list of
 * erasures and the keys lie outside either, so that no backup holds them.
 */
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type Connection,
  joinCluster,
  type Options,
  readAddress,
  StartFailure,
  startCluster,
  takeBackup,
} from '@konbit/ledger'
import { fromHere } from './missions.ts'
import { type Given, UseFailure } from './options.ts'
import { version } from './version.ts'

export type Folders = { data: string; keep: string; keys: string; backups: string }
export type Database = {
  /** What `openLedger` takes of it. */
  options: Pick<Options, 'connection' | 'server' | 'replica' | 'keep' | 'keys' | 'beforeUpgrade'>
  folders: Folders
  /** Where the data lies, in words. */
  place: string
  stop: () => Promise<void>
}

/** DATABASE_URL with KONBIT_OWNER_URL, or with rights of its own; undefined where the data folder is meant. */
export function named(): { connection: Connection; server?: Connection } | undefined {
  const { DATABASE_URL, KONBIT_OWNER_URL } = process.env
  if (!DATABASE_URL) return undefined
  const server = readAddress(DATABASE_URL)
  return KONBIT_OWNER_URL
    ? { connection: readAddress(KONBIT_OWNER_URL, 'KONBIT_OWNER_URL'), server }
    : { connection: server }
}

/** KONBIT_REPLICA_URL: a copy of the same database, for reads. */
function replica(): Connection | undefined {
  const { KONBIT_REPLICA_URL } = process.env
  return KONBIT_REPLICA_URL ? readAddress(KONBIT_REPLICA_URL, 'KONBIT_REPLICA_URL') : undefined
}

export const wordsFor = ({ database, host }: Connection): string => `${database} on ${host}`

/** Beside the database and out of its reach; KONBIT_KEEP and KONBIT_KEYS may name other disks. */
export async function makeFolders(data: string): Promise<Folders> {
  const folders = {
    data,
    keep: fromHere(process.env.KONBIT_KEEP || join(data, 'keep')),
    keys: fromHere(process.env.KONBIT_KEYS || join(data, 'keys')),
    backups: join(data, 'backups'),
  }
  for (const folder of [folders.keep, folders.keys])
    await mkdir(folder, { recursive: true, mode: 0o700 })
  return folders
}

/** The caller MUST stop it. `keepsUp`: a Postgres of ours that ends by itself is started again. */
export async function openDatabase(
  { data = '' }: Given,
  say: (line: string) => void,
  { keepsUp = false } = {},
): Promise<Database> {
  const other = named()
  const folder = fromHere(data)
  if (!other && replica())
    throw new StartFailure('KONBIT_REPLICA_URL names a copy of what DATABASE_URL has to name.')
  if (other) {
    const folders = await makeFolders(folder)
    return {
      options: {
        ...optionsFor(folders, other.connection, other.server, say),
        replica: replica(),
      },
      folders,
      place: wordsFor(other.server ?? other.connection),
      stop: async () => {},
    }
  }
  const { connection, stop } = await startCluster({ folder, say, keepsUp })
  try {
    const folders = await makeFolders(folder)
    return {
      options: optionsFor(folders, connection, undefined, say),
      folders,
      place: folder,
      stop,
    }
  } catch (failure) {
    await stop()
    throw failure
  }
}

function optionsFor(
  folders: Folders,
  connection: Connection,
  server: Connection | undefined,
  say: (line: string) => void,
): Database['options'] {
  const { keep, keys, backups } = folders
  const beforeUpgrade = async (from: number, to: number): Promise<void> => {
    const sealedFor = process.env.KONBIT_BACKUP_FOR || null
    await mkdir(backups, { recursive: true, mode: 0o700 })
    const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-')
    const path = join(backups, `before-${to}-${stamp}.konbit`)
    say(`Upgrading the ledger from shape ${from} to ${to}: a backup first, ${path}`)
    if (!sealedFor)
      say('It is not sealed, as the database beside it is not; KONBIT_BACKUP_FOR names a key')
    await takeBackup({ connection, path, to: sealedFor, version: await version(), say })
  }
  return { connection, server, keep, keys, beforeUpgrade }
}

/** For what a running server need not be stopped for: its own Postgres is joined, or started where nobody runs it. */
export async function reachDatabase(
  given: Given,
  say: (line: string) => void,
): Promise<{ connection: Connection; place: string; folders: Folders; stop: () => Promise<void> }> {
  const folder = fromHere(given.data ?? '')
  const joined = named() ? undefined : await joinCluster(folder)
  if (joined)
    return {
      connection: joined,
      place: folder,
      folders: await makeFolders(folder),
      stop: async () => {},
    }
  if (!named() && !hasLedger(folder)) throw new UseFailure(`There is no ledger in ${folder}.`)
  const { options, place, folders, stop } = await openDatabase(given, say)
  return { connection: options.connection, place, folders, stop }
}

export const hasLedger = (folder: string): boolean => existsSync(join(folder, 'postgres'))
