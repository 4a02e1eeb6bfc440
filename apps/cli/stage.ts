/** For tests and rehearsals: a mission of one's own in a temporary folder, and the program as others start it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const main = join(import.meta.dirname, 'main.ts')

/** An exercise, so that its people may be chosen without signing in. */
const mission = {
  id: 'own',
  name: 'A mission of our own',
  clock: 'live',
  zone: 'America/Port-au-Prince',
  exercise: true,
  languages: ['en'],
  defaultPerson: 'fleet',
  people: [
    {
      id: 'fleet',
      title: 'Fleet officer',
      roles: ['fleet'],
      clearances: [{ label: 'restricted', unit: '*' }],
    },
    {
      id: 'registrar',
      title: 'Access officer',
      roles: ['registrar'],
      clearances: [{ label: 'mission', unit: '*' }],
    },
    {
      id: 'auditor',
      title: 'Auditor',
      roles: ['auditor'],
      clearances: [{ label: 'restricted', unit: '*' }],
    },
    {
      id: 'clerk',
      title: 'Clerk',
      roles: ['resident'],
      clearances: [{ label: 'mission', unit: '*' }],
    },
  ],
  files: [],
}

export type Stage = {
  folder: string
  /** `--data` and `--mission`, for a data folder of that name. */
  here: (data?: string) => string[]
  start: (words: readonly string[], env?: Record<string, string>) => ChildProcess
  /** Runs to the end. */
  run: (words: readonly string[], env?: Record<string, string>) => Promise<Ended>
  /** Returns when it answers; throws with what it said when it does not come up. */
  serve: (words: readonly string[], env?: Record<string, string>) => Promise<Serving>
  /** Ends whatever still runs, and removes the folder. */
  close: () => Promise<void>
}
export type Ended = { code: number | null; out: string; err: string }
export type Serving = { child: ChildProcess; address: string; said: () => string }

export async function openStage(home = tmpdir()): Promise<Stage> {
  const folder = await mkdtemp(join(home, 'konbit-stage-'))
  await mkdir(join(folder, 'mission'))
  await writeFile(join(folder, 'mission', 'mission.json'), JSON.stringify(mission))
  const running = new Set<ChildProcess>()
  // A test that ran out of time closes nothing.
  process.once('exit', () => {
    for (const child of running) child.kill('SIGKILL')
  })
  const { DATABASE_URL: _, KONBIT_OWNER_URL: __, ...environment } = process.env

  const start: Stage['start'] = (words, env = {}) => {
    const child = spawn(process.execPath, [main, ...words], {
      env: { ...environment, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    running.add(child)
    child.once('exit', () => running.delete(child))
    return child
  }
  return {
    folder,
    here: (data = 'data') => ['--data', join(folder, data), '--mission', join(folder, 'mission')],
    start,
    run: async (words, env) => {
      const child = start(words, env)
      let [out, err] = ['', '']
      child.stdout?.on('data', (chunk) => {
        out += chunk
      })
      child.stderr?.on('data', (chunk) => {
        err += chunk
      })
      const [code] = await once(child, 'close')
      return { code, out, err }
    },
    serve: async (words, env) => {
      const child = start(['serve', '--port', '0', ...words], env)
      let said = ''
      const address = await new Promise<string>((resolve, reject) => {
        const hear = (chunk: Buffer): void => {
          said += chunk
          const found = /Konbit is at (\S+)/.exec(said)?.[1]
          if (found) resolve(found)
        }
        child.stdout?.on('data', hear)
        child.stderr?.on('data', hear)
        child.once('exit', () => reject(new Error(`it did not start: ${said}`)))
      })
      return { child, address, said: () => said }
    },
    close: async () => {
      for (const child of [...running]) {
        child.kill('SIGINT')
        if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      }
      await rm(folder, { recursive: true, force: true })
    },
  }
}
