/**
 * konbit verify-release: whether a release is what the mission signed, on any machine, without a database or a line. konbit
 * trace-release: whose copy a leak comes from, by the same door as on the page.
 */
import { readFile } from 'node:fs/promises'
import { openRelease } from '@konbit/formats'
import { parseVerifier } from '@konbit/proof'
import { openAsking, type Problem, wordsOf } from './ask.ts'
import { fromHere } from './missions.ts'
import { type Given, UseFailure } from './options.ts'
import { keyFrom } from './verify.ts'

async function fileOf(given: Given, use: string): Promise<Uint8Array> {
  const [path, ...more] = given.words
  if (!path || more.length > 0) throw new UseFailure(`Say which file. See konbit ${use} --help.`)
  return readFile(fromHere(path)).catch(() => {
    throw new UseFailure(`The file ${path} cannot be read.`)
  })
}

export async function verifyRelease(given: Given): Promise<void> {
  const bytes = await fileOf(given, 'verify-release')
  const text = await keyFrom(given.key)
  const key = text === undefined ? undefined : parseVerifier(text.trim())
  const found = openRelease(bytes, key ? [key] : [])
  if (!found.ok) throw new UseFailure(`It does not hold: ${found.wrong}.`)
  const { said, files } = found
  console.log(`${said.release}: ${said.title}`)
  console.log(`  of ${said.mission}, copy ${said.copy}, for ${said.for}`)
  console.log(`  handling ${said.handling}, let go ${said.released}, ends ${said.ends}`)
  console.log(`  ${files.size} files, each as it was signed by ${found.key}`)
  if (!found.isKeyGiven)
    console.log(
      'The key is the one in the file itself, so it is whole and nothing more. Ask the mission for its key by another way, and give it with --key.',
    )
}

type Finding = {
  office: string
  serial: string
  verdict: 'sure' | 'likely' | 'open'
  chance: number
  codes: number
  choices: { matched: number; of: number }
}
type Traced = { looked: number; items: { caption: string; rows: number; findings: Finding[] }[] }

export async function traceRelease(given: Given): Promise<void> {
  const bytes = await fileOf(given, 'trace-release')
  const asking = await openAsking(given)
  try {
    const sent = await asking.upload('/sharing/trace', {}, 'application/octet-stream', bytes)
    if (sent.status !== 200) throw new UseFailure(wordsOf(sent.body as Problem))
    const { items, looked } = sent.body as unknown as Traced
    if (items.length === 0) console.log(`Nothing of ${looked} releases was found in it.`)
    for (const { caption, rows, findings } of items) {
      console.log(`${caption}: ${rows} rows found`)
      const named = findings.filter(({ verdict }) => verdict !== 'open')
      if (named.length === 0)
        console.log('  no copy can be named: too little of it, or its marks are gone')
      for (const { office, serial, verdict, chance, codes, choices } of named)
        console.log(
          `  ${verdict}: ${office} (${serial}); ${codes} row codes, ${choices.matched} of ${choices.of} spellings; by accident 1 in 10^${Math.round(-chance)}`,
        )
    }
  } finally {
    await asking.close()
  }
}
