/** konbit backup and konbit backup-key: a sealed copy of everything, taken while the server runs. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { newBackupKey, StartFailure, takeBackup, whyNot } from '@konbit/ledger'
import { reachDatabase } from './database.ts'
import { missionFiles } from './missionFiles.ts'
import { fromHere } from './missions.ts'
import { type Given, UseFailure } from './options.ts'
import { version } from './version.ts'

/** Ctrl-C ends what is being written; it leaves no file that looks whole. */
export function untilCtrlC(): AbortSignal {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => stop.abort(new StartFailure('Cancelled; nothing was kept of it.')))
  return stop.signal
}

export async function backup(given: Given): Promise<void> {
  const [file] = given.words
  if (!file)
    throw new UseFailure('Say which file to write: konbit backup <file> --for <public key>.')
  if (!given.for)
    throw new UseFailure(
      'Say whose key seals it, with --for or KONBIT_BACKUP_FOR: konbit backup-key new makes one.',
    )
  const path = fromHere(file)
  if (existsSync(path)) throw new UseFailure(`${path} is there already.`)
  const say = (line: string): void => console.error(line)
  const signal = untilCtrlC()
  const { connection, place, folders, stop } = await reachDatabase(given, say)
  try {
    const began = Date.now()
    const taken = await takeBackup({
      connection,
      path,
      to: given.for,
      version: await version(),
      folder: (missions) => missionFiles(given, missions, say),
      say,
      signal,
    }).catch((failure) => {
      throw signal.aborted ? signal.reason : whyNot(failure, place)
    })
    for (const { id, size } of taken.about.missions) console.log(`${id}: ${size} entries`)
    console.log(
      `${path}: ${taken.rows} rows in ${(taken.bytes / 2 ** 20).toFixed(1)} MB, read back and whole, in ${((Date.now() - began) / 1000).toFixed(1)} s.`,
    )
    console.log(`digest ${taken.digest}`)
    if (await onOneDisk(path, folders.data))
      say('It lies on the disk of the database: copy it to another place.')
  } finally {
    await stop()
  }
}

/** `konbit backup-key new <file>`: the private key goes into the file, the public one to the screen. */
export async function backupKey(given: Given): Promise<void> {
  const [what, file] = given.words
  if (what !== 'new' || !file)
    throw new UseFailure('Write konbit backup-key new <file>, with a file on another disk.')
  const path = fromHere(file)
  const { to, key } = newBackupKey()
  await writeFile(path, `${key}\n`, { mode: 0o600, flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      throw new UseFailure(
        error.code === 'EEXIST'
          ? `${path} is there already.`
          : `${path} cannot be written (${error.code}).`,
      )
    },
  )
  console.log(to)
  console.error(
    `The key that opens backups is in ${path} (${createHash('sha256').update(key).digest('hex').slice(0, 8)}): keep it at another place than the data, and a copy of it. Without it no backup can be read.`,
  )
  if (await onOneDisk(path, fromHere(given.data ?? '')))
    console.error('It lies on the disk of the data now: move it away.')
  console.error('The line above is the public key: give it as --for, or as KONBIT_BACKUP_FOR.')
}

async function onOneDisk(path: string, other: string): Promise<boolean> {
  const [mine, theirs] = await Promise.all(
    [dirname(path), other].map((one) => stat(one).catch(() => undefined)),
  )
  return mine !== undefined && theirs !== undefined && mine.dev === theirs.dev
}
