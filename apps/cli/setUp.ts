/**
 * The first door of a mission of one's own: a link that makes the first access officer. It is printed at the start and lies
 * in a file that only we may read until it is opened, so that it can be printed again.
 */
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type House, setUpToken } from '@konbit/server'
import { fromHere, idOf } from './missions.ts'
import { openHouse } from './open.ts'
import { type Given, UseFailure } from './options.ts'

const fileIn = (given: Given): string => join(fromHere(given.data ?? ''), 'set-up')

/** The path of the link that still stands, or of a new one; undefined once somebody is there. */
export async function setUpPath(
  house: House,
  mission: string,
  given: Given,
): Promise<string | undefined> {
  const { accounts } = house
  if (!accounts || house.missions.get(mission)?.demo !== false) return undefined
  const file = fileIn(given)
  const kept = (await readFile(file, 'utf8').catch(() => '')).trim()
  const token = await setUpToken(accounts, mission, kept)
  if (!token) {
    await rm(file, { force: true })
    return undefined
  }
  if (token !== kept) await writeFile(file, token, { mode: 0o600 }).catch(() => {})
  return `/${mission}/welcome#${token}`
}

/** konbit setup-link: prints the link of a running server or of a data folder at rest. */
export async function printSetUpLink(given: Given): Promise<void> {
  const data = fromHere(given.data ?? '')
  const running = (await readFile(join(data, 'address'), 'utf8').catch(() => '')).trim()
  if (running) {
    const token = (await readFile(fileIn(given), 'utf8').catch(() => '')).trim()
    if (!token) throw new UseFailure(`Somebody is there already: sign in at ${running}.`)
    console.log(`${running}/${await idOf(given.mission ?? '')}/welcome#${token}`)
    return
  }
  const opened = await openHouse(given)
  try {
    const path = await setUpPath(opened.house, opened.mission, given)
    if (!path)
      throw new UseFailure(
        'This mission has its first access officer, or is a demonstration: there is nothing to set up.',
      )
    const base = opened.house.url ?? `http://localhost:${given.port ?? '8787'}`
    console.log(`${base}${path}`)
  } finally {
    await opened.close()
  }
}
