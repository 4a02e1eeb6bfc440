/** konbit new: the least folder of a mission of one's own, to start from. It writes two files and nothing else. */
import { existsSync } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fromHere } from './missions.ts'
import { type Given, UseFailure } from './options.ts'

const readme = (name: string): string => `# ${name}

A mission of one's own for Konbit. \`npm start -- --mission <this folder> --data <a folder for the data>\` opens it and prints
a set-up link: whoever opens that becomes the first access officer and invites everybody else.

\`mission.json\` may say more: map layers, a provider of identities, files to take in. missions/README.md of Konbit lists it all.
`

export async function makeMission({ words: [path] }: Given): Promise<void> {
  if (!path) throw new UseFailure('Name the folder to make: konbit new missions/ours')
  const folder = fromHere(path)
  if (existsSync(folder) && (await readdir(folder)).length > 0)
    throw new UseFailure(`The folder ${folder} is not empty.`)
  const word = basename(folder)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
  const id = /^[a-z][a-z0-9-]{1,40}$/.test(word) ? word : 'our-mission'
  const name = id.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase())
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'
  const mission = { id, name, about: '', clock: 'live', zone, languages: ['en', 'fr', 'ht', 'es'] }
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'mission.json'), `${JSON.stringify(mission, null, 2)}\n`)
  await writeFile(join(folder, 'README.md'), readme(name))
  console.log(`  ${join(folder, 'mission.json')} is there: change its name and time zone (${zone}) if need be.
  Then: npm start -- --mission ${folder} --data ${folder}-data`)
}
