/**
 * konbit import: rows of one register from a file, or a whole mission from its folder. A file is tried first; each bad
 * row is named with its column and what it needs. Ids of rows come from the file or from what makes them unique, so
 * that the same file twice changes nothing.
 */
import { readFile, stat } from 'node:fs/promises'
import { type ReadRow, readCsv, readGeoJson } from '@konbit/formats'
import { decide, isRefusal, type Register } from '@konbit/model'
import { registers } from '@konbit/registers'
import type { MissionHere } from '@konbit/server'
import { commandId, recordId } from '../../missions/ids.ts'
import { type Asking, openAsking, type Problem, wordsOf } from './ask.ts'
import { filesOf, folderOf, fromHere } from './missions.ts'
import { type Given, UseFailure } from './options.ts'
import { type Tried, tryRows } from './tried.ts'

const namedMax = 20
/** Rows on their way at once; the ledger writes what waits together. */
const together = 64

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
  const text = await readFile(fromHere(path), 'utf8').catch(() => {
    throw new UseFailure(`The file ${path} cannot be read.`)
  })
  const file = path.endsWith('json') ? readGeoJson(register, text) : readCsv(register, text)
  if (file.wrong.length > 0)
    throw new UseFailure(file.wrong.map(({ field, needs }) => `${field} needs ${needs}`).join('\n'))
  const asking = await openAsking(given)
  try {
    await take(asking, given, register, file.rows)
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

async function take(
  asking: Asking,
  given: Given,
  register: Register,
  rows: readonly ReadRow[],
): Promise<void> {
  const checked = rows.map((row) => check(asking.mission, register, row, given.at))
  await tryRows(asking, register, checked)
  const good = checked.filter(({ wrong }) => wrong.length === 0)
  for (const { row, wrong } of checked)
    for (const line of wrong) console.error(`row ${row}: ${line}`)
  const bad = checked.length - good.length
  if (!given.yes) {
    console.log(
      `${good.length} of ${checked.length} rows could be entered; nothing was. Give --yes to enter them.`,
    )
    if (bad > 0) process.exitCode = 1
    return
  }
  if (given['all-or-none'] && bad > 0)
    throw new UseFailure(`Nothing was entered: ${bad} of ${checked.length} rows are wrong.`)
  const done = { entered: 0, there: 0, refused: bad }
  for (let from = 0; from < good.length; from += together) {
    const part = good.slice(from, from + together)
    const answers = await Promise.all(
      part.map(({ body }) => asking.send(`/${register.name}`, body)),
    )
    for (const [index, { status, body }] of answers.entries()) {
      if (status === 201) done.entered += 1
      else if (status === 200) done.there += 1
      else {
        done.refused += 1
        console.error(`row ${part[index]?.row}: ${wordsOf(body as Problem)}`)
      }
    }
  }
  console.log(`${done.entered} entered, ${done.there} there already, ${done.refused} refused.`)
  if (done.refused > 0) process.exitCode = 1
}

/** What can be told without the record: the cells, the fields, and the state a new record would have. */
function check(mission: string, register: Register, row: ReadRow, at?: string): Tried {
  const { fields, id, state } = row
  const key = uniqueOf(register, fields) ?? id ?? JSON.stringify(fields)
  const record = id ?? recordId(mission, register.name, key)
  const body = {
    id: commandId(
      mission,
      register.name,
      `${key} from a file ${JSON.stringify([Object.entries(fields).sort(), at])}`,
      1,
    ),
    record,
    input: fields,
    ...(at ? { at } : {}),
  }
  const wrong = row.wrong.map(({ field, needs }) => `${field} needs ${needs}`)
  const first = register.enters.to ?? register.states[0]
  if (state !== undefined && state !== first)
    wrong.push(`state needs to be ${first}: a new record begins there, and its verbs lead on`)
  if (wrong.length === 0) {
    const command = { ...body, register: register.name, verb: 'enter' }
    const outcome = decide({
      register,
      command,
      actor: { member: '', roles: [...register.enters.by] },
      now: undefined,
    })
    if (isRefusal(outcome))
      wrong.push(
        ...(outcome.details?.map(({ field, needs }) => `${field} needs ${needs}`) ?? [outcome.why]),
      )
  }
  return { row: row.row, wrong, body }
}

const uniqueOf = (register: Register, fields: ReadRow['fields']): string | undefined => {
  const name = Object.keys(register.fields).find(
    (one) => register.fields[one]?.unique && fields[one] !== undefined,
  )
  return name && String(fields[name])
}
