/**
 * konbit evacuate: before a place is lost. It proves that a copy elsewhere holds everything, ends the keys of this site,
 * and erases what is here. It changes nothing until both are proved and the words are typed.
 */
import { open, readdir, readFile, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import {
  type Connection,
  compareWithDatabase,
  compareWithFile,
  dropLedger,
  privateKeyOf,
  readAddress,
  StartFailure,
  whyNot,
} from '@konbit/ledger'
import { type Folders, hasLedger, named, openDatabase } from './database.ts'
import { missionFiles } from './missionFiles.ts'
import { fromHere } from './missions.ts'
import { type Given, UseFailure } from './options.ts'
import { keyIn } from './restore.ts'

export async function evacuate(given: Given): Promise<void> {
  const { copy } = given
  if (!copy)
    throw new UseFailure('Name the copy elsewhere, with --copy <file or address of a database>.')
  if (!named() && !hasLedger(fromHere(given.data ?? '')))
    throw new UseFailure(`There is no ledger in ${fromHere(given.data ?? '')}.`)
  const say = (line: string): void => console.error(line)
  const { options, folders, place, stop } = await openDatabase(given, say)
  let isStopped = false
  try {
    const heads = await compare(options.connection, copy, given).catch((failure) => {
      throw whyNot(failure, copy)
    })
    for (const { mission, size, root } of heads)
      console.log(`${mission}: the copy holds all ${size} entries, root ${root}.`)
    await checkErasures(folders, copy)
    const words = `erase ${heads.map(({ mission }) => mission).join(' ')}`
    const targets = [folders.keys, folders.keep, folders.data]
    if (given['dry-run']) {
      console.log(`Nothing was changed. Without --dry-run this would erase ${targets.join(', ')}`)
      if (named()) console.log(`and drop the ledger in ${place}.`)
      return
    }
    await ask(words, given.confirm)
    await shred(folders.keys) // first what opens and signs, so that a cut-off run leaves no key
    if (named()) await dropLedger(options.connection)
    await stop()
    isStopped = true
    for (const folder of targets) await shred(folder)
    console.log(
      'Erased: the keys, the list of erasures, the backups beside the data, and the data.',
    )
    console.error(
      'A disk may keep old pieces of what was overwritten: where it was not encrypted, destroy it. docs/operating/evacuate.md has the rest.',
    )
  } finally {
    if (!isStopped) await stop()
  }
}

async function compare(here: Connection, copy: string, given: Given) {
  if (/^postgres(ql)?:/.test(copy)) return compareWithDatabase(here, readAddress(copy, '--copy'))
  const key = given['key-file'] ? privateKeyOf(await keyIn(given['key-file'])) : undefined
  return compareWithFile(here, fromHere(copy), key, (missions) =>
    missionFiles(given, missions, (line) => console.error(line)),
  )
}

/** The list of erasures is kept apart from backups, so it has to lie elsewhere as well: beside the copy. */
async function checkErasures({ keep }: Folders, copy: string): Promise<void> {
  const mine = await readFile(join(keep, 'erasures.jsonl'), 'utf8').catch(() => '')
  if (mine.trim() === '' || /^postgres/.test(copy)) return
  const path = join(dirname(fromHere(copy)), 'erasures.jsonl')
  const theirs = new Set((await readFile(path, 'utf8').catch(() => '')).split('\n'))
  if (mine.split('\n').some((line) => line !== '' && !theirs.has(line)))
    throw new StartFailure(
      `The list of erasures is not whole beside the copy: put ${join(keep, 'erasures.jsonl')} there, as ${path}.`,
    )
}

async function ask(words: string, given: string | undefined): Promise<void> {
  let typed = given
  if (typed === undefined && process.stdin.isTTY) {
    const terminal = createInterface({ input: process.stdin, output: process.stderr })
    typed = await terminal.question(`Type "${words}" to erase this place: `)
    terminal.close()
  }
  if (typed?.trim() !== words)
    throw new UseFailure(`Nothing was changed: to erase this place, confirm with "${words}".`)
}

const ZEROS = Buffer.alloc(1 << 20)

/** Overwrites every file once, syncs and removes it. What a disk keeps besides is the disk's: see the page. */
async function shred(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined)
  if (!found) return
  if (found.isDirectory()) {
    for (const name of await readdir(path)) await shred(join(path, name))
  } else if (found.isFile()) {
    const file = await open(path, 'r+')
    for (let at = 0; at < found.size; at += ZEROS.length)
      await file.write(ZEROS, 0, Math.min(ZEROS.length, found.size - at), at)
    await file.sync()
    await file.close()
  }
  await rm(path, { recursive: true, force: true })
}
