/** A mission's folder on disk: found by id or path, read as far as it is needed. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { MissionHere } from '@konbit/server'
import { type Files, pathsOf, readMission } from '../../missions/mission.ts'
import { missionsFolder, UseFailure } from './options.ts'

/** Where the person stood when calling npm, or here. */
export const fromHere = (path: string): string =>
  resolve(process.env.INIT_CWD ?? process.cwd(), path)

export function folderOf(idOrFolder: string): string {
  const isId = /^[a-z][a-z0-9-]*$/.test(idOrFolder) && existsSync(join(missionsFolder, idOrFolder))
  const folder = isId ? join(missionsFolder, idOrFolder) : fromHere(idOrFolder)
  if (existsSync(join(folder, 'mission.json'))) return folder
  throw new UseFailure(
    `There is no mission ${idOrFolder}: neither missions/${idOrFolder} nor the folder ${folder} holds a mission.json.`,
  )
}

/** The id of a mission that a running server knows, whether or not its folder is on this machine. */
export async function idOf(idOrFolder: string): Promise<string> {
  if (/^[a-z][a-z0-9-]*$/.test(idOrFolder)) return idOrFolder
  return (await missionIn(folderOf(idOrFolder))).id
}

/** Every file that mission.json names. */
export async function filesOf(folder: string): Promise<Files> {
  const text = await readFile(join(folder, 'mission.json'), 'utf8')
  return read(folder, pathsOf(text))
}

const read = async (folder: string, paths: readonly string[]): Promise<Files> =>
  new Map(
    await Promise.all(
      paths.map(async (path) => {
        const text = await readFile(join(folder, path), 'utf8').catch(() => {
          throw new UseFailure(`mission.json names ${path}, which cannot be read in ${folder}.`)
        })
        return [path, text] as const
      }),
    ),
  )

/** The mission as the server shows it, without the tables it was made from. */
export async function missionIn(folder: string): Promise<MissionHere> {
  const text = await readFile(join(folder, 'mission.json'), 'utf8')
  const { attribution, plan: planned } = JSON.parse(text) as { attribution?: string; plan?: string }
  const named = [attribution, planned].filter((path) => path !== undefined)
  const files = await read(folder, ['mission.json', ...named])
  try {
    const {
      id,
      name,
      clock,
      zone,
      exercise,
      people,
      defaultPerson,
      languages,
      geo,
      attribution: whose,
      plan,
    } = readMission(files)
    const layers = new Map(Object.entries(geo).map(([layer, path]) => [layer, join(folder, path)]))
    return {
      id,
      name,
      clock,
      zone,
      exercise,
      demo: people.length > 0 && (exercise || clock === 'replayed'),
      people,
      defaultPerson,
      languages,
      geo: layers,
      complain: join(folder, 'complain'),
      attribution: whose,
      ...(plan ? { plan } : {}),
    }
  } catch (failure) {
    throw new UseFailure((failure as Error).message)
  }
}
