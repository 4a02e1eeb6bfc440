/**
 * konbit seal-key: the key that complaints are sealed to, made or brought back on a machine that need not have a network. Secrets
 * come by the standard input, so that no list of programs and no history of a shell holds them.
 */
import { writeFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { join as joinShares, lock, makeKey, openOf, split } from '@konbit/seal'
import { fromHere } from './missions.ts'
import { type Given, UseFailure } from './options.ts'

const PHRASE_MIN = 12

export async function sealKey(given: Given): Promise<void> {
  const [deed, ...more] = given.words
  if ((deed !== 'make' && deed !== 'join') || more.length > 0)
    throw new UseFailure('Say what: konbit seal-key make, or konbit seal-key join.')
  const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
  const ask = async (what: string): Promise<string> => {
    console.error(what)
    const { value, done } = await lines.next()
    if (done) throw new UseFailure('A line is missing on the standard input.')
    return String(value).trim()
  }
  const secret =
    deed === 'make'
      ? (await makeKey()).secret
      : await joinShares([await ask('The first share:'), await ask('Another share:')])
  const phrase = await ask(`A phrase of at least ${PHRASE_MIN} characters for the key file:`)
  if (phrase.length < PHRASE_MIN)
    throw new UseFailure(`The phrase needs at least ${PHRASE_MIN} characters.`)
  const path = fromHere(given.out ?? 'konbit-seal.key')
  await writeFile(path, await lock(secret, phrase), { mode: 0o600, flag: 'wx' }).catch(() => {
    throw new UseFailure(`${path} is there already, or cannot be written.`)
  })
  console.log(`Open key: ${openOf(secret)}`)
  if (deed === 'make')
    for (const [at, share] of (await split(secret)).entries())
      console.log(`Share ${at + 1} of 3: ${share}`)
  console.error(`The key file is ${path}. Keep it, its phrase and each share apart.`)
}
