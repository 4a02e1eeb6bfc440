/**
 * konbit import: rows of one register from a file, or a whole mission from its folder. A file goes through the same door
 * as on the page: it is tried first, and each bad row is named with its column and what it needs. The import's id is
 * made from the file, so that the same file twice changes nothing.
 */
import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { xlsxType } from '@konbit/formats'
import type { Register } from '@konbit/model'
import { registers } from '@konbit/registers'
import type { MissionHere } from '@konbit/server'
import { recordId } from '../../missions/ids.ts'
import { type Asking, openAsking, type Problem, wordsOf } from './ask.ts'
import { filesOf, folderOf, fromHere } from './missions.ts'
import { type Given, UseFailure } from './options.ts'

const namedMax = 20

export async function importInto(given: Given): Promise<void> {
  const [path] = given.words
  if (!path)
    throw new UseFailure(
      'Say what to import: a mission’s folder, or a file with --register. See konbit import --help.',
    )
  const isFolder = (await stat(fromHere(path)).catch(() => undefined))?.isDirectory()
  if (isFolder) return importFolder(given, path)
  const name = given.register ?? ''
  const register = registers.get(name)
  if (!register)
    throw new UseFailure(
      name
        ? `There is no register ${name}.`
        : 'Say which register the rows belong to, with --register.',
    )
  const bytes = await readFile(fromHere(path)).catch(() => {
    throw new UseFailure(`The file ${path} cannot be read.`)
  })
  const asking = await openAsking(given)
  try {
    await take(asking, given, register, { path, bytes })
  } finally {
    await asking.close()
  }
}

/** Every command of the folder once more: what is there stays as it is. Rows that did not land are named. */
async function importFolder(given: Given, path: string): Promise<void> {
  const folder = folderOf(path)
  const { openHouse } = await import('./open.ts')
  const { admit, enter, read } = await import('./fill.ts')
  const { house, mission, close } = await openHouse(
    { ...given, mission: folder },
    { say: console.log, isFilled: true },
  )
  try {
    const here = house.missions.get(mission) as MissionHere
    await admit(house.ledger, here)
    const { entered, there, refused, report } = await enter(
      house.ledger,
      here,
      read(folder, await filesOf(folder)),
      console.log,
    )
    for (const { file, rows, landed, named } of report) {
      console.log(`${file}: ${landed} of ${rows} rows landed`)
      for (const { row, reason } of named.slice(0, namedMax)) console.log(`  ${row}: ${reason}`)
      if (named.length > namedMax) console.log(`  … and ${named.length - namedMax} more`)
    }
    for (const { command, why } of refused) console.error(`${command}: ${why}`)
    console.log(`${entered} entered, ${there} there already, ${refused.length} refused.`)
    if (refused.length > 0) process.exitCode = 1
  } finally {
    await close()
  }
}

const types: Record<string, string> = {
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  xlsx: xlsxType,
  json: 'application/geo+json',
  geojson: 'application/geo+json',
}
const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

type Report = {
  rows: number
  counts: Record<'lands' | 'landed' | 'same' | 'refused' | 'held', number>
  items: {
    row: number
    outcome: string
    why?: string
    wrong?: { field: string; needs: string }[]
  }[]
}

async function take(
  asking: Asking,
  given: Given,
  register: Register,
  { path, bytes }: { path: string; bytes: Uint8Array },
): Promise<void> {
  const verb = given.verb ?? 'enter'
  const { status, body } = await asking.upload(
    `/${register.name}/import`,
    {
      // The same file said of another day, or with another verb, says something else.
      import: recordId(asking.mission, register.name, `${digestOf(bytes)} ${given.at} ${verb}`),
      dry: String(!given.yes),
      all: String(given['all-or-none'] !== undefined),
      verb,
      at: given.at,
      because: given.because,
    },
    types[path.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'text/csv',
    bytes,
  )
  if (status === 403)
    throw new UseFailure(
      `This person may not ${verb} ${register.plural.toLowerCase()}: choose another with --as. Roles that may: ${register.enters.by.join(', ')}.`,
    )
  if (status !== 200) throw new UseFailure(wordsOf(body as Problem))
  const { rows, counts, items } = body as unknown as Report
  for (const { row, outcome, why, wrong = [] } of items) {
    if (outcome !== 'refused') continue
    for (const { field, needs } of wrong) console.error(`row ${row}: ${field} needs ${needs}`)
    if (wrong.length === 0) console.error(`row ${row}: ${why}`)
  }
  if (counts.refused > 0) process.exitCode = 1
  if (!given.yes) {
    console.log(
      `${rows - counts.refused} of ${rows} rows could be entered; nothing was. Give --yes to enter them.`,
    )
    return
  }
  if (given['all-or-none'] && counts.refused > 0)
    throw new UseFailure(`Nothing was entered: ${counts.refused} of ${rows} rows are wrong.`)
  console.log(`${counts.landed} entered, ${counts.same} there already, ${counts.refused} refused.`)
}
