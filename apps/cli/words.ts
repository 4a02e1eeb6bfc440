/**
 * konbit words: takes words that speakers mended into the files of this checkout. What would break a sentence, what nobody knows
 * and what was changed meanwhile is left out and named; who stands up for a word is put down beside it.
 */
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readMended, unfit } from '@konbit/formats/mended'
import { languages } from '@konbit/registers'
import { fromHere } from './missions.ts'
import { type Given, UseFailure } from './options.ts'

type Flat = Record<string, string>
export type Taken = { words: Flat; reviewed: Flat; changed: number; same: number; left: string[] }

const FILE_MAX = 20_000_000

/** What becomes of a language's words, and of who stands up for them. Pure: nothing is written. */
export function takeIn(
  text: string,
  words: Flat,
  reviewed: Flat,
): (Taken & { language: string; by: string }) | string {
  const file = readMended(text)
  if (typeof file === 'string') return file
  const taken: Taken = {
    words: { ...words },
    reviewed: { ...reviewed },
    changed: 0,
    same: 0,
    left: [],
  }
  const stands = `${file.by}, ${file.made.slice(0, 10)}`
  for (const { key, old, new: next } of file.words) {
    const now = words[key]
    if (now === undefined || !Object.hasOwn(words, key))
      taken.left.push(`${key}: there is no such word`)
    else if (now === next) {
      taken.same += 1
      taken.reviewed[key] = stands
    } else if (now !== old) taken.left.push(`${key}: it was changed meanwhile to "${now}"`)
    else {
      const why = unfit(now, next)
      if (why) taken.left.push(`${key}: ${sentences[why.why]}`)
      else {
        taken.words[key] = next
        taken.reviewed[key] = stands
        taken.changed += 1
      }
    }
  }
  return { ...taken, language: file.language, by: file.by }
}

const sentences = {
  empty: 'the word is empty',
  long: 'the word is too long',
  gaps: 'its gaps in { } are not those of the word it stands for',
}

const folder = join(import.meta.dirname, '..', '..', 'packages', 'registers', 'words')
const readFlat = async (path: string): Promise<Flat> => JSON.parse(await readFile(path, 'utf8'))
const sorted = (one: object): object =>
  Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))

/** Beside it first, so that a file is there whole or as it was. */
async function write(path: string, value: object): Promise<void> {
  await writeFile(`${path}.new`, `${JSON.stringify(sorted(value), null, 2)}\n`)
  await rename(`${path}.new`, path)
}

export async function takeInWords(given: Given): Promise<void> {
  if (given.words.length === 0)
    throw new UseFailure('Say which file to take in: konbit words <file>.')
  const isDry = given['dry-run'] !== undefined
  let left = 0
  for (const name of given.words) {
    const text = await readFile(fromHere(name), 'utf8').catch(() => {
      throw new UseFailure(`${name} cannot be read.`)
    })
    if (text.length > FILE_MAX) throw new UseFailure(`${name} is too large.`)
    const file = readMended(text)
    if (typeof file === 'string') throw new UseFailure(`${name}: ${file}`)
    if (file.language === 'en' || !(languages as readonly string[]).includes(file.language))
      throw new UseFailure(
        file.language === 'en'
          ? `${name}: English is written in the registers themselves, and changed there.`
          : `${name}: Konbit does not speak ${file.language}.`,
      )
    const path = join(folder, `${file.language}.json`)
    const standing = join(folder, 'reviewed.json')
    const [words, reviewed] = [
      await readFlat(path),
      JSON.parse(await readFile(standing, 'utf8')) as Record<string, Flat>,
    ]
    const taken = takeIn(text, words, reviewed[file.language] ?? {})
    if (typeof taken === 'string') throw new UseFailure(`${name}: ${taken}`)
    if (!isDry) {
      await write(path, taken.words)
      await write(standing, { ...reviewed, [file.language]: sorted(taken.reviewed) })
    }
    console.log(
      `${name}: ${taken.changed} words of ${file.language} by ${file.by}, ${taken.same} as they were, ${taken.left.length} left out${isDry ? '; nothing was written' : ''}.`,
    )
    for (const one of taken.left) console.log(`  ${one}`)
    left += taken.left.length
  }
  if (left > 0) process.exitCode = 2
}
