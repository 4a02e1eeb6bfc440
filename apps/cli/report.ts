/** konbit report: a report begun from a template, or the situation report of a day, as a PDF, a Word file or JSON. */
import { writeFile } from 'node:fs/promises'
import { languages, reportTemplates } from '@konbit/registers'
import { openAsking } from './ask.ts'
import { fromHere } from './missions.ts'
import { type Given, UseFailure } from './options.ts'

const formats = ['pdf', 'docx', 'json'] as const
const known = ['day', ...reportTemplates.map(({ name }) => name)]

export async function report(given: Given): Promise<void> {
  const [template] = given.words
  if (!template || !known.includes(template))
    throw new UseFailure(`Say which report: ${known.join(', ')}.`)
  const format = given.format ?? given.out?.split('.').at(-1) ?? 'json'
  if (!(formats as readonly string[]).includes(format))
    throw new UseFailure(`A report is ${formats.join(', ')}, not ${format}.`)
  if (format !== 'json' && !given.out)
    throw new UseFailure(`Name the file that it goes to: --out report.${format}`)
  const language = given.language ?? 'en'
  if (!(languages as readonly string[]).includes(language))
    throw new UseFailure(`A language is ${languages.join(', ')}, not ${language}.`)
  const asking = await openAsking(given)
  try {
    const { at, known: asKnown, from } = given
    const isDay = template === 'day'
    const bytes = await asking.stream(isDay ? '/reports/day' : '/reports/begin', {
      at,
      known: asKnown,
      language,
      format,
      ...(isDay ? {} : { template, from }),
    })
    const pieces: Uint8Array[] = []
    for await (const piece of bytes) pieces.push(piece)
    const whole = Buffer.concat(pieces)
    if (!given.out) {
      process.stdout.write(`${whole.toString('utf8')}\n`)
      return
    }
    await writeFile(fromHere(given.out), whole)
    console.error(`Written: ${given.out}`)
  } finally {
    await asking.close()
  }
}
