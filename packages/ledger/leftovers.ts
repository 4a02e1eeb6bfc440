/**
 * What an earlier run left behind: a server killed outright may leave its Postgres running on our folder.
 * It answers "is anybody still in there?", and ends them. It is called only by whoever holds the folder's lock.
 */
import { readdir, readFile, readlink, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartFailure } from './account.ts'

/** The lines of Postgres' own note: number of its process first, state in the eighth. Empty when there is none. */
export const postmaster = async (cluster: string): Promise<string[]> =>
  (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')

/** A killed server may leave its Postgres running: it is asked to finish what it wrote, then we start our own. */
export async function stopLeftovers(cluster: string, say: (line: string) => void): Promise<void> {
  const [first] = await postmaster(cluster)
  if (!first) return
  if (process.platform !== 'linux') return // elsewhere Postgres itself refuses the second start
  for (const [signal, seconds] of [
    ['SIGINT', 30],
    ['SIGQUIT', 10],
  ] as const) {
    const left = await processesOf(cluster)
    if (left.length === 0) break
    say('Stopping the database that an earlier run left behind')
    const targets = signal === 'SIGINT' ? left.filter((pid) => pid === Number(first)) : left
    for (const pid of targets) signalQuietly(pid, signal)
    const until = Date.now() + seconds * 1000
    while (Date.now() < until && (await processesOf(cluster)).length > 0) await sleep(20)
  }
  const [still] = await processesOf(cluster)
  if (still !== undefined) {
    throw new StartFailure(
      `A database process (${still}) still holds ${cluster}: stop it and try again.`,
    )
  }
  // Nobody is left, yet the number may by now be another program's, which would make Postgres refuse to start.
  await rm(join(cluster, 'postmaster.pid'), { force: true })
}

/** Every Postgres process works in its cluster's folder, so the folder tells whose it is; a number alone does not. */
async function processesOf(cluster: string): Promise<number[]> {
  const found: number[] = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      if ((await readlink(`/proc/${name}/cwd`)) !== cluster) continue
      if (basename(await readlink(`/proc/${name}/exe`)).startsWith('postgres'))
        found.push(Number(name))
    } catch {
      // gone meanwhile, or another user's
    }
  }
  return found
}

function signalQuietly(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // it left by itself
  }
}
