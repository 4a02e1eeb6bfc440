/** A server as anybody starts it, `konbit serve`, with a mission of its own on loopback; and callers who ask it over HTTP. */
import { spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
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

/**
 * One way of sending a command over HTTP, on connections that are kept, one request at a time on each. Throws unless it is
 * acknowledged. Written on bare sockets: Node's own client shares the cores with the server and is no light guest.
 */
export function callerOf(address: string): {
  send: (command: Command) => Promise<void>
  close: () => void
} {
  const { hostname, port } = new URL(address)
  const idle: Socket[] = []
  const all = new Set<Socket>()
  /** One that the server has not hung up meanwhile, having heard nothing for a while. */
  const kept = (): Socket | undefined => {
    for (;;) {
      const socket = idle.pop()
      if (!socket || socket.readyState === 'open') return socket
      all.delete(socket.destroy())
    }
  }
  const open = (): Socket => {
    const socket = connect(Number(port), hostname).setNoDelay().setEncoding('latin1')
    all.add(socket)
    return socket
  }
  const send = ({ register, id, record, input }: Command): Promise<void> =>
    new Promise((resolve, reject) => {
      const body = JSON.stringify({ id, record, input })
      const socket = kept() ?? open()
      let text = ''
      const end = (problem?: Error): void => {
        socket.removeAllListeners()
        if (problem) {
          all.delete(socket.destroy())
          reject(problem)
        } else {
          idle.push(socket)
          resolve()
        }
      }
      socket.on('data', (part: string) => {
        text += part
        if (!isWhole(text)) return
        end(text.startsWith('HTTP/1.1 201 ') ? undefined : new Error(text))
      })
      socket.once('error', end)
      socket.once('close', () => end(new Error('the server hung up')))
      socket.write(
        `POST /api/${served}/${register} HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-type: application/json\r\n` +
          `konbit-person: fleet\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      )
    })
  return {
    send,
    close: () => {
      for (const socket of all) socket.destroy()
    },
  }
}

/** Whether an answer has come to its end, by the length it names. */
function isWhole(text: string): boolean {
  const head = text.indexOf('\r\n\r\n')
  if (head < 0) return false
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, head))?.[1]
  if (length === undefined) throw new Error(`an answer names no length: ${text.slice(0, head)}`)
  return text.length >= head + 4 + Number(length)
}
