/**
 * konbit exercise: makes the synthetic mission in a data folder, by commands alone and through the door that everybody uses.
 * Ids are digests, so that a run that was cut off goes on where it was, and one that is complete changes nothing.
 */
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Ledger, openLedger, whyNot } from '@konbit/ledger'
import { addDays, isDay, isRefusal } from '@konbit/model'
import { measures, registers } from '@konbit/registers'
import { folderFiles } from '../../missions/exercise/folder.ts'
import { tell } from '../../missions/exercise/story.ts'
import type { Line } from '../../missions/exercise/told.ts'
import { DAYS, missionId, type Setting } from '../../missions/exercise/world.ts'
import { openDatabase } from './database.ts'
import { tellReports } from './exerciseReports.ts'
import { admit } from './fill.ts'
import { fromHere, missionIn } from './missions.ts'
import { type Given, missionBeside, UseFailure, usualData } from './options.ts'

/** So many commands are on their way at once, in two halves: one is read while the other is written. */
const chunk = 2048

/** Beside the data: what the run was begun with, and, once it is complete, how many entries it made. */
const begunFile = 'exercise.json'
type Begun = Setting & { entries?: number }

/** What is still to come is taken to be as much each day as in so many days before. */
const LATELY_DAYS = 30

export type Made = { entered: number; there: number; refused: string[]; seconds: number }

export async function exercise(given: Given): Promise<void> {
  const say = (line: string): void => console.log(`  ${line}`)
  if (given.words.length > 0)
    throw new UseFailure('konbit exercise takes no folder by itself: write --data <folder>.')
  if (given.data === usualData)
    throw new UseFailure('Name a folder of its own, such as: konbit exercise --data ../exercise')
  const data = fromHere(given.data ?? '')
  const { entries, ...setting } = await settingOf(given, data)
  const folder = missionBeside(data)
  const begun = (more = {}): Promise<void> =>
    write(data, new Map([[begunFile, `${JSON.stringify({ ...setting, ...more })}\n`]]))
  if (entries === undefined) await begun()
  await write(folder, folderFiles(setting))
  say(`Exercise Twin Rivers at scale ${setting.scale}, seed ${setting.seed}, until ${setting.ends}`)
  const database = await openDatabase(given, say)
  const opened = async <Result>(
    isFilling: boolean,
    work: (ledger: Ledger) => Promise<Result>,
  ): Promise<Result> => {
    const options = { ...database.options, registers, measures, say, isFilling }
    const ledger = await openLedger(options).catch((failure) => {
      throw whyNot(failure, database.place)
    })
    return work(ledger).finally(ledger.close)
  }
  try {
    const began = performance.now()
    const made = await opened(entries === undefined, async (ledger) => {
      await admit(ledger, await missionIn(folder))
      const isComplete = entries !== undefined && (await ledger.head(missionId)).size >= entries
      return isComplete ? undefined : make(ledger, setting, say)
    })
    if (!made) say(`It is complete: ${entries} entries, and nothing is changed`)
    else {
      const more = await opened(false, async (ledger) => {
        made.seconds = (performance.now() - began) / 1000
        return tellReports(ledger, setting.ends)
      })
      tellRefused({ ...made, refused: [...made.refused, ...more] })
      await begun({ entries: made.entered + made.there })
      say(
        `${made.entered} entries in ${made.seconds.toFixed(1)} s${made.there > 0 ? `; ${made.there} were there already` : ''}`,
      )
    }
  } finally {
    await database.stop()
  }
  console.log(`\n  To serve it: npm start -- --data ${given.data}`)
}

/** What was asked for, or, where a run was begun in this folder, what it was begun with. */
async function settingOf(given: Given, data: string): Promise<Begun> {
  const scale = Number(given.scale ?? 1)
  if (!(scale >= 0.01 && scale <= 40))
    throw new UseFailure(`A scale is a number from 0.01 to 40, not ${given.scale}.`)
  if (given.ends !== undefined && !isDay(given.ends))
    throw new UseFailure(`--ends is a day such as 2026-11-21, not ${given.ends}.`)
  const yesterday = addDays(new Date().toISOString().slice(0, 10), -1)
  if ((given.ends ?? yesterday) > yesterday)
    throw new UseFailure('The exercise ends before today: nothing in it may lie ahead.')
  const begun = join(data, begunFile)
  if (!existsSync(begun))
    return { scale, seed: given.seed ?? 'twin-rivers', ends: given.ends ?? yesterday }
  const before = JSON.parse(await readFile(begun, 'utf8')) as Begun
  const other =
    (given.scale !== undefined && scale !== before.scale) ||
    (given.seed ?? before.seed) !== before.seed ||
    (given.ends ?? before.ends) !== before.ends
  if (other)
    throw new UseFailure(
      `${data} holds the exercise of scale ${before.scale}, seed ${before.seed}, until ${before.ends}: name another folder with --data.`,
    )
  return before
}

async function write(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  for (const [path, text] of files) {
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
}

/**
 * Tells the whole story to a ledger whose importer and people are let in already. Days before the last entry that is there were
 * told by a run that was cut off: the story is made in order, so they are there whole.
 */
export async function make(
  ledger: Pick<Ledger, 'performAll' | 'head'>,
  setting: Setting,
  say: (line: string) => void,
  mission = missionId,
): Promise<Made> {
  const began = performance.now()
  const made: Made = { entered: 0, there: 0, refused: [], seconds: 0 }
  let waiting: Line[] = []
  let before: Promise<void> = Promise.resolve()
  let told = began
  const toldUntil = (await ledger.head(mission)).known?.slice(0, 10) ?? ''
  const lately: number[] = []

  /** Sent at once, in order; the answers are read while the next are made. */
  const send = (lines: readonly Line[]): Promise<void> => {
    const parts = byAuthor(lines).map(async (part) => {
      const { member, roles } = (part[0] as Line).by
      const commands = part.map(({ command }) => command)
      const answers = await ledger.performAll({ mission, member, roles }, commands)
      for (const [index, answer] of answers.entries()) {
        const { register, verb, record } = commands[index] as (typeof commands)[number]
        if (isRefusal(answer))
          made.refused.push(
            `${register} ${verb} ${record}: ${[answer.why, ...(answer.details ?? []).map(({ field, needs }) => `${field} needs ${needs}`)].join(' ')}`,
          )
        else if (answer.repeated) made.there += 1
        else made.entered += 1
      }
    })
    return Promise.all(parts).then(() => {})
  }
  for (const { day, date, lines } of tell(setting)) {
    if (date < toldUntil) {
      made.there += lines.length
      continue
    }
    if (lately.push(lines.length) > LATELY_DAYS) lately.shift()
    waiting = waiting.concat(lines)
    if (waiting.length < chunk && day < DAYS - 1) continue
    const sent = send(waiting)
    waiting = []
    await before
    before = sent
    if (performance.now() - told < 2000) continue
    told = performance.now()
    const perDay = lately.reduce((sum, count) => sum + count, 0) / lately.length
    const seconds = (perDay * (DAYS - day - 1) * (told - began)) / (1000 * made.entered)
    const left = made.entered > chunk ? `, about ${Math.ceil(seconds)} s to go` : ''
    say(`… ${date}: ${made.entered + made.there} entries${left}`)
  }
  await before
  made.seconds = (performance.now() - began) / 1000
  return made
}

/** Runs of lines by one author each: what a ledger is told at once. */
function byAuthor(lines: readonly Line[]): Line[][] {
  const parts: Line[][] = []
  for (const line of lines) {
    const last = parts.at(-1)
    if (last && (last[0] as Line).by.member === line.by.member) last.push(line)
    else parts.push([line])
  }
  return parts
}

function tellRefused({ refused }: Made): void {
  if (refused.length === 0) return
  for (const one of refused.slice(0, 20)) console.error(`  refused: ${one}`)
  throw new Error(`${refused.length} commands of the exercise were refused`)
}
