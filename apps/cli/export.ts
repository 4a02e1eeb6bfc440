/** konbit export: a whole register, or the whole log, to a file or the screen. */
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { type Asking, openAsking } from './ask.ts'
import { fromHere } from './missions.ts'
import { type Given, UseFailure } from './options.ts'

const formats = ['csv', 'xlsx', 'json', 'geojson']

export async function exportRegister(given: Given): Promise<void> {
  const [register] = given.words
  if (!register)
    throw new UseFailure(
      'Say which register: konbit export claim. The list of them: GET /api/<mission>/registers.',
    )
  const isLog = register === 'log'
  const format = isLog ? 'jsonl' : (given.format ?? given.out?.split('.').at(-1) ?? 'csv')
  if (!isLog && !formats.includes(format))
    throw new UseFailure(`An export is ${formats.join(', ')}, not ${format}.`)
  const asking = await openAsking(given)
  try {
    const moment = { at: given.at, known: given.known }
    const bytes = isLog
      ? await asking.stream('/log/export', {})
      : format === 'json'
        ? pages(asking, register, moment)
        : await asking.stream(`/${register}`, { ...moment, format })
    if (!given.out) {
      for await (const chunk of bytes) process.stdout.write(chunk)
      return
    }
    const out = fromHere(given.out)
    const draft = `${out}.draft` // a name that never bears half an export
    try {
      await pipeline(bytes, createWriteStream(draft))
      await rename(draft, out)
    } catch (failure) {
      await rm(draft, { force: true })
      throw failure
    }
    console.error(`Written: ${given.out}`)
  } finally {
    await asking.close()
  }
}

type Page = { items: unknown[]; next: string | null; at: string; known: string }

async function* pages(
  asking: Asking,
  register: string,
  moment: Record<string, string | undefined>,
): AsyncGenerator<string> {
  let count = 0
  let cursor: string | undefined
  const mark = (await asking.isExercise()) ? '"exercise":true,' : ''
  yield `{${mark}"items":[`
  do {
    const page: Page = await asking.json(`/${register}`, {
      ...(cursor ? {} : moment),
      ...moment,
      limit: '200',
      cursor,
    })
    for (const item of page.items) {
      yield `${count === 0 ? '\n' : ',\n'}${JSON.stringify(item)}`
      count += 1
    }
    cursor = page.next ?? undefined
  } while (cursor)
  yield `\n],"count":${count}}\n`
}
