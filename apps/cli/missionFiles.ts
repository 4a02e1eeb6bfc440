/**
 * The mission's folder in a backup: what the record does not hold and is not served without. A backup takes every file of it; a
 * restore puts them beside the data, where the server looks for them.
 */
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import type { FolderFiles } from '@konbit/ledger'
import { folderOf, missionIn } from './missions.ts'
import { type Given, UseFailure } from './options.ts'

const FILES_MAX = 2000
const BYTES_MAX = 256 * 2 ** 20

/** Undefined, with what to do about it said, where the folder at hand is of none of the missions. */
export async function missionFiles(
  given: Given,
  missions: readonly string[],
  say: (line: string) => void,
): Promise<FolderFiles | undefined> {
  const folder = await folderHere(given)
  if (folder && missions.includes((await missionIn(folder)).id)) return filesBelow(folder)
  say(
    `The folder of the mission is not at hand: name it with --mission, or keep a copy of it beside the backup. Without it ${missions.join(', ')} cannot be served.`,
  )
  return undefined
}

const folderHere = async (given: Given): Promise<string | undefined> => {
  try {
    return folderOf(given.mission ?? '')
  } catch (failure) {
    if (failure instanceof UseFailure) return undefined
    throw failure
  }
}

/** Every regular file, by its path below the folder, with forward slashes, in order. */
async function filesBelow(folder: string): Promise<FolderFiles> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = found
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name).slice(folder.length + 1))
    .sort()
  let bytes = 0
  for (const path of paths) bytes += (await stat(join(folder, path))).size
  if (paths.length > FILES_MAX || bytes > BYTES_MAX)
    throw new UseFailure(
      `${folder} holds ${paths.length} files of ${(bytes / 2 ** 20).toFixed(0)} MB, and a mission's folder at most ${FILES_MAX} of ${BYTES_MAX / 2 ** 20} MB: is anything else in it?`,
    )
  return new Map(
    await Promise.all(
      paths.map(
        async (path) => [path.split(sep).join('/'), await readFile(join(folder, path))] as const,
      ),
    ),
  )
}

export async function putFiles(files: FolderFiles, folder: string): Promise<void> {
  for (const [path, bytes] of files) {
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, bytes)
  }
}
