/**
 * konbit verify: the log against itself. From the database it recomputes everything; from an address, a copied folder or an
 * exported file it needs no server of ours and no database. It says the first thing that is wrong.
 */
import { createReadStream } from 'node:fs'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Verified } from '@konbit/ledger'
import {
  type BrokenLog,
  type FetchLog,
  parseVerifier,
  servedAt,
  verifyExport,
  verifyLog,
} from '@konbit/proof'
import { fromHere } from './missions.ts'
import { type Given, UseFailure } from './options.ts'

export async function verify(given: Given): Promise<void> {
  const [where, ...more] = given.words
  if (more.length > 0)
    throw new UseFailure('One log at a time: konbit verify <address, folder or file>.')
  if (where === undefined) await verifyDatabase(given)
  else if (/^https?:\/\//.test(where)) await verifyServed(given, where, servedAt(where))
  else if (await isFolder(where)) await verifyServed(given, where, copiedIn(fromHere(where)))
  else await verifyFile(given, where)
}

const isFolder = async (path: string): Promise<boolean> =>
  stat(fromHere(path)).then(
    (found) => found.isDirectory(),
    () => {
      throw new UseFailure(`There is no ${path}: name an address, a folder or a file.`)
    },
  )

async function verifyDatabase(given: Given): Promise<void> {
  const { openHouse } = await import('./open.ts') // the other ways need no database
  const { house, mission, close } = await openHouse(given)
  try {
    const found = await house.ledger.verify(mission)
    if (!found.ok) throw new UseFailure(`The log of ${mission} does not hold: ${toldOf(found)}.`)
    console.log(`The log of ${mission} holds: ${found.size} entries, root ${found.root}.`)
    for (const { entry, by } of found.erased ?? [])
      console.log(`  entry ${entry}: erased by entry ${by.join(' and ')}`)
    const { checkpoint } = found
    console.log(
      checkpoint
        ? `  signed up to entry ${checkpoint.size} as ${checkpoint.origin}`
        : '  nothing of it has been signed yet',
    )
  } finally {
    await close()
  }
}

const toldOf = ({ firstWrong, what }: Verified): string =>
  firstWrong ? `entry ${firstWrong}: ${what}` : (what ?? 'nobody knows why')

const brokenIn = ({ wrong, at, entry }: BrokenLog): string =>
  [at, entry && `entry ${entry}`, wrong].filter(Boolean).join(': ')

/** The log's key: as text, or in a file. */
export async function keyFrom(given: string | undefined): Promise<string | undefined> {
  if (given === undefined) return undefined
  const text = parseVerifier(given) ? given : await readText(given)
  const verifier = parseVerifier(text.trim())
  if (!verifier) throw new UseFailure(`${given} is no verifier key: name+hash+key.`)
  return verifier.key
}
const readText = (path: string): Promise<string> =>
  readFile(fromHere(path), 'utf8').catch(() => {
    throw new UseFailure(`${path} cannot be read.`)
  })

const believed = (isKeyServed: boolean, key: string): void => {
  if (isKeyServed)
    console.log(
      `  its own word for its key: ${key}\n  ask for the key elsewhere and give it with --key`,
    )
}

async function asked(given: Given) {
  return {
    key: await keyFrom(given.key),
    since: given.since === undefined ? undefined : await readText(given.since),
    onProgress: ({ entries, of }: { entries: number; of: number }) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${entries} of ${of} entries`)
    },
  }
}

async function verifyServed(given: Given, where: string, fetch: FetchLog): Promise<void> {
  const found = await verifyLog({ fetch, ...(await asked(given)) }).catch((failure: Error) => {
    throw new UseFailure(`${where} cannot be read: ${failure.message}.`)
  })
  if (!found.ok) throw new UseFailure(`The log at ${where} does not hold: ${brokenIn(found)}.`)
  console.log(`The log ${found.origin} holds: ${found.size} entries, root ${found.root}.`)
  if (found.since) console.log(`  it continues the checkpoint of ${found.since.size} entries`)
  believed(found.isKeyServed, found.key)
  if (given.out) {
    await writeFile(fromHere(given.out), found.note)
    console.log(`  its checkpoint is kept in ${given.out}: next time, --since ${given.out}`)
  }
}

/** A copy of what is served, each path a file below the folder. */
const copiedIn =
  (folder: string): FetchLog =>
  (path) =>
    readFile(join(folder, ...path.split('/'))).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
      throw error
    })

async function verifyFile(given: Given, where: string): Promise<void> {
  const more = await asked(given)
  // Opened last: it reads at once, and tells nobody of lines that nobody listens to yet.
  const lines = createInterface({ input: createReadStream(fromHere(where)), crlfDelay: 0 })
  const found = await verifyExport({ lines, ...more })
  if (!found.ok) throw new UseFailure(`The log in ${where} does not hold: ${brokenIn(found)}.`)
  console.log(`The log ${found.origin} holds: ${found.size} entries, root ${found.root}.`)
  console.log(`  the content of ${found.seen} of them is in the file and leads to its leaf`)
  for (const { entry, by } of found.erased)
    console.log(`  entry ${entry}: erased by entry ${by.join(' and ')}`)
  believed(found.isKeyServed, found.key)
}
