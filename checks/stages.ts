/**
 * The servers that browser tests look at: the reference mission and the exercise, each started when the first test file
 * asks for it and shared by all. Tests enter records beside each other, as people do.
 */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const root = join(import.meta.dirname, '..')
const main = 'apps/cli/main.ts'
/** Enough of everything to be seen, and made in seconds. */
const exerciseScale = '0.02'

type Served = { url: string; stop: () => Promise<void> }

async function serve(folder: string): Promise<Served> {
  const server = spawn(process.execPath, [main, 'serve', '--port', '0', '--data', folder], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // A run that is broken off tears nothing down.
  const leave = (): void => void server.kill('SIGINT')
  process.once('exit', leave)
  server.once('exit', () => process.off('exit', leave))
  let said = ''
  const url = await new Promise<string>((found, failed) => {
    const listen = (chunk: Buffer): void => {
      said += String(chunk)
      const address = /https?:\/\/[\w.]+:\d+/.exec(said)?.[0]
      if (address && /Ctrl-C/.test(said)) found(address)
    }
    server.stdout.on('data', listen)
    server.stderr.on('data', listen)
    server.once('exit', (code) => failed(new Error(`the server stopped with ${code}: ${said}`)))
  })
  return {
    url,
    stop: async () => {
      if (server.exitCode !== null) return
      const gone = once(server, 'exit')
      server.kill('SIGINT')
      await gone
    },
  }
}

const kinds: Record<string, (folder: string) => Promise<Served>> = {
  mission: serve,
  exercise: async (folder) => {
    const words = ['exercise', '--scale', exerciseScale, '--data', folder]
    await promisify(execFile)(process.execPath, [main, ...words], { cwd: root })
    return serve(folder)
  },
}

/** Vitest's door: `KONBIT_STAGES` is where a test file asks for the address of a stage, by its kind. */
export default async function setup(): Promise<() => Promise<void>> {
  const home = await mkdtemp(join(tmpdir(), 'konbit-stages-'))
  const started = new Map<string, Promise<Served>>()
  const stageOf = (kind: string): Promise<Served> => {
    const make = kinds[kind]
    if (!make) throw new Error(`there is no stage ${kind}`)
    const found = started.get(kind) ?? make(join(home, kind))
    started.set(kind, found)
    return found
  }
  const door = createServer(async (request, answer) => {
    try {
      answer.end((await stageOf((request.url ?? '').slice(1))).url)
    } catch (error) {
      answer.writeHead(500).end(String(error))
    }
  })
  door.listen(0, '127.0.0.1')
  await once(door, 'listening')
  process.env.KONBIT_STAGES = `http://127.0.0.1:${(door.address() as AddressInfo).port}`
  return async () => {
    door.close()
    const all = await Promise.allSettled(started.values())
    await Promise.all(all.map((one) => one.status === 'fulfilled' && one.value.stop()))
    await rm(home, { recursive: true, force: true })
  }
}
