/** konbit take: a queue that a phone without a line wrote to a memory stick goes through the same door as on the page. */
import { readFile } from 'node:fs/promises'
import { openAsking, type Problem, wordsOf } from './ask.ts'
import { fromHere } from './missions.ts'
import { type Given, UseFailure } from './options.ts'

type Taken = {
  member: string
  made: string
  counts: Record<'landed' | 'same' | 'refused', number>
  items: { n: number; outcome: string; problem?: string; why?: string }[]
}

export async function takeIn(given: Given): Promise<void> {
  const [path] = given.words
  if (!path) throw new UseFailure('Say which file to take. See konbit take --help.')
  const bytes = await readFile(fromHere(path)).catch(() => {
    throw new UseFailure(`The file ${path} cannot be read.`)
  })
  const asking = await openAsking(given)
  try {
    const { status, body } = await asking.upload('/carried', {}, 'application/octet-stream', bytes)
    if (status !== 200) throw new UseFailure(wordsOf(body as Problem))
    const { member, made, counts, items } = body as unknown as Taken
    for (const { n, outcome, problem, why } of items)
      if (outcome === 'refused') console.error(`command ${n}: ${why ?? problem}`)
    console.log(
      `Made by ${member} at ${made}: ${counts.landed} entered, ${counts.same} there already, ${counts.refused} refused.`,
    )
    if (counts.refused > 0) process.exitCode = 1
  } finally {
    await asking.close()
  }
}
