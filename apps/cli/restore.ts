/**
 * konbit restore: a backup into a new folder or an empty database. What was erased since is erased again from its list,
 * and everything is verified, before a server can open it. A folder gets its name last.
 */
import { existsSync } from 'node:fs'
import { copyFile, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import {
  applyErasures,
  type Connection,
  privateKeyOf,
  readAddress,
  restoreBackup,
  startCluster,
  whyNot,
} from '@konbit/ledger'
import { measures, registers } from '@konbit/registers'
import { makeFolders, named, wordsFor } from './database.ts'
import { putFiles } from './missionFiles.ts'
import { fromHere } from './missions.ts'
import { type Given, missionBeside, UseFailure } from './options.ts'

export async function restore(given: Given): Promise<void> {
  const [file] = given.words
  if (!file) throw new UseFailure('Say which backup: konbit restore <file> --into <folder>.')
  const erasures = given.erasures ? fromHere(given.erasures) : undefined
  if (erasures && !existsSync(erasures))
    throw new UseFailure(`The list of erasures ${erasures} cannot be read.`)
  if (!erasures && !given['no-erasures'])
    throw new UseFailure(
      'Give the list of what was erased, keep/erasures.jsonl of the ledger that was lost, with --erasures; or say --no-erasures where nothing ever was.',
    )
  const key = given['key-file'] ? privateKeyOf(await keyIn(given['key-file'])) : undefined
  const say = (line: string): void => console.error(line)
  const into = async (
    connection: Connection,
    server: Connection | undefined,
    keep: string,
    beside: string,
  ): Promise<boolean> => {
    if (erasures) await copyFile(erasures, join(keep, 'erasures.jsonl'))
    const { heads, erased, about, files } = await restoreBackup({
      path: fromHere(file),
      key,
      connection,
      server,
      registers,
      measures,
      keep,
      erase: async (ledger) => (erasures ? (await applyErasures(ledger, erasures)).erased : 0),
      say,
    })
    for (const { mission, size, root } of heads)
      console.log(`${mission}: ${size} entries, root ${root}, as in the backup of ${about.made}`)
    console.log(`${erased} erased again; everything holds.`)
    if (files.size > 0 && existsSync(beside))
      say(`The folder of the mission in ${beside} was there already and is left as it is.`)
    else await putFiles(files, beside)
    console.error(
      'Everybody signs in anew, and programs need new keys. The log is signed only when the keys folder, with the last checkpoint in it, comes along.',
    )
    return files.size > 0
  }
  const other = given.into ? asAddress(given.into) : named()
  if (other) {
    const data = fromHere(given.data ?? '')
    const { keep } = await makeFolders(data)
    const place = wordsFor(other.connection)
    await into(other.connection, other.server, keep, missionBeside(data)).catch((failure) => {
      throw whyNot(failure, place)
    })
    console.log(`Restored into ${place}.`)
    return
  }
  if (!given.into) throw new UseFailure('Say where to restore it, with --into <new folder>.')
  const folder = fromHere(given.into)
  if (existsSync(folder)) throw new UseFailure(`${folder} is there already: name a new folder.`)
  const isWhole = await inFolder(folder, say, (connection, draft) =>
    into(connection, undefined, join(draft, 'keep'), missionBeside(draft)),
  )
  console.log(
    `Restored into ${folder}: konbit serve --data ${folder}${isWhole ? '' : ' --mission <folder of the mission>'}`,
  )
}

function asAddress(text: string): { connection: Connection; server?: Connection } | undefined {
  return /^postgres(ql)?:/.test(text) ? { connection: readAddress(text, '--into') } : undefined
}

/** Made under another name, so that what is cut off never looks like a data folder. */
export async function inFolder<Result>(
  folder: string,
  say: (line: string) => void,
  work: (connection: Connection, draft: string) => Promise<Result>,
): Promise<Result> {
  await mkdir(dirname(folder), { recursive: true })
  for (const name of await readdir(dirname(folder)))
    if (name.startsWith(`${basename(folder)}.restoring-`))
      await rm(join(dirname(folder), name), { recursive: true, force: true }).catch(() => {})
  // A name of its own: what a killed run leaves behind may still be writing into its own.
  const draft = `${folder}.restoring-${process.pid}`
  try {
    const { connection, stop } = await startCluster({ folder: draft, say })
    let result: Result
    try {
      await mkdir(join(draft, 'keep'), { mode: 0o700 })
      result = await work(connection, draft)
    } finally {
      await stop()
    }
    await rename(draft, folder)
    return result
  } catch (failure) {
    await rm(draft, { recursive: true, force: true })
    throw failure
  }
}

export const keyIn = (file: string): Promise<string> =>
  readFile(fromHere(file), 'utf8').catch(() => {
    throw new UseFailure(`The key file ${file} cannot be read.`)
  })
