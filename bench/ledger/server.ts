/** A server as anybody starts it, `konbit serve`, with a mission of its own on loopback; and callers who ask it over HTTP. */
import { spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command } from '@konbit/model'

const program = fileURLToPath(new URL('../../apps/cli/main.ts', import.meta.url))
export const served = 'bench-http'

export type Served = { address: string; stop: () => Promise<void> }

/** Limits of requests are lifted by the server's own setting; everything else is as usual. */
export async function startServer(folder: string): Promise<Served> {
  const mission = join(folder, 'mission')
  await mkdir(mission)
  const person = {
    id: 'fleet',
    title: 'Fleet manager',
    roles: ['fleet', 'watch'],
    clearances: [{ label: 'mission', unit: '*' }],
  }
  await writeFile(
    join(mission, 'mission.json'),
    JSON.stringify({
      id: served,
      name: 'Bench',
      clock: 'live',
      zone: 'UTC',
      exercise: true,
      defaultPerson: person.id,
      people: [person],
      files: [],
    }),
  )
  const child = spawn(
    process.execPath,
    [program, 'serve', '--port', '0', '--data', join(folder, 'data'), '--mission', mission],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, KONBIT_LIMITS: 'off' } },
  )
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const address = await new Promise<string>((resolve, reject) => {
    let told = ''
    child.stdout.on('data', (text) => {
      told += text
      const found = /Konbit is at (http:\S+)/.exec(told)?.[1]
      if (found) resolve(found)
    })
    void ended.then(() => reject(new Error(`the server did not start: ${told}`)))
  })
  return {
    address,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** One way of sending a command over HTTP, on connections that are kept. Throws unless it is acknowledged. */
export function callerOf(address: string): {
  send: (command: Command) => Promise<void>
  close: () => void
} {
  const { hostname, port } = new URL(address)
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })
  const send = ({ register, id, record, input }: Command): Promise<void> =>
    new Promise((resolve, reject) => {
      const body = JSON.stringify({ id, record, input })
      const asked = request(
        {
          agent,
          hostname,
          port,
          method: 'POST',
          path: `/api/${served}/${register}`,
          headers: {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
            'konbit-person': 'fleet',
          },
        },
        (response) => {
          let text = ''
          response.setEncoding('utf8')
          response.on('data', (part) => {
            text += part
          })
          response.once('error', reject)
          response.once('end', () =>
            response.statusCode === 201
              ? resolve()
              : reject(new Error(`${response.statusCode} ${text}`)),
          )
        },
      )
      asked.once('error', reject)
      asked.end(body)
    })
  return { send, close: () => agent.destroy() }
}
