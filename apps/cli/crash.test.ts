/** A killed process loses no acknowledged command, and a started one says plainly what stands in its way. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'

const main = join(import.meta.dirname, 'main.ts')
const { DATABASE_URL: _, ...environment } = process.env

let folder: string
let running: ChildProcess[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'konbit-cli-'))
  await mkdir(join(folder, 'mission'))
  await writeFile(join(folder, 'mission', 'mission.json'), JSON.stringify(mission))
})
afterEach(async () => {
  for (const child of running) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGINT')
      await once(child, 'exit')
    }
  }
  running = []
  await rm(folder, { recursive: true, force: true })
})

/** A mission of one's own, from an empty folder. */
const mission = {
  id: 'own',
  name: 'A mission of our own',
  clock: 'live',
  zone: 'America/Port-au-Prince',
  exercise: true, // so that people may be chosen
  languages: ['en'],
  defaultPerson: 'fleet',
  people: [
    {
      id: 'fleet',
      title: 'Fleet officer',
      roles: ['fleet'],
      clearances: [{ label: 'mission', unit: '*' }],
    },
  ],
  files: [],
}
const konbit = (...words: string[]): ChildProcess => {
  const child = spawn(process.execPath, [main, ...words], {
    env: { ...environment, KONBIT_LIMITS: 'off' }, // one program here sends what a mission would
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.push(child)
  return child
}
const here = (): string[] => ['--data', join(folder, 'data'), '--mission', join(folder, 'mission')]

async function serve(): Promise<{ child: ChildProcess; address: string }> {
  const child = konbit('serve', '--port', '0', ...here())
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
  return { child, address }
}

async function ended(
  child: ChildProcess,
): Promise<{ code: number | null; out: string; err: string }> {
  let [out, err] = ['', '']
  child.stdout?.on('data', (chunk) => {
    out += chunk
  })
  child.stderr?.on('data', (chunk) => {
    err += chunk
  })
  const [code] = await once(child, 'close')
  return { code, out, err }
}

test('killed under load three times over, it has every acknowledged command exactly once', async () => {
  const acknowledged = new Map<string, number>()
  for (const round of [1, 2, 3]) {
    const { child, address } = await serve()
    let isOver = false
    const exit = once(child, 'exit')
    const send = async (): Promise<void> => {
      while (!isOver) {
        const [id, record] = [randomUUID(), randomUUID()]
        const body = JSON.stringify({
          id,
          record,
          input: { plate: record.slice(0, 18), type: 'mrap' },
        })
        try {
          const response = await fetch(`${address}/api/own/vehicle`, {
            method: 'POST',
            body,
            headers: { 'content-type': 'application/json' },
          })
          const receipt = (await response.json()) as { seq: number }
          if (response.status === 201) acknowledged.set(record, receipt.seq)
        } catch {
          return // the process is gone: nothing was acknowledged
        }
      }
    }
    const senders = Array.from({ length: 24 }, send)
    // Once enough has been acknowledged, at whatever speed this machine goes: in the middle of what comes next.
    while (acknowledged.size < 50 * round) await sleep(10)
    await sleep(37 * round)
    child.kill('SIGKILL')
    await exit
    isOver = true
    await Promise.all(senders)
  }
  const { address } = await serve()
  const head = (await (await fetch(`${address}/api/own/head`)).json()) as { size: number }
  expect(acknowledged.size).toBeGreaterThanOrEqual(150)
  expect(head.size).toBeGreaterThanOrEqual(acknowledged.size)
  const found = new Map<string, number>()
  const lines = (await (await fetch(`${address}/api/own/vehicle?format=csv`)).text())
    .trim()
    .split('\r\n')
    .slice(1, -1)
  for (const line of lines) found.set(line.slice(0, 36), (found.get(line.slice(0, 36)) ?? 0) + 1)
  for (const [record] of acknowledged) expect(found.get(record), record).toBe(1)
  expect(found.size).toBe(head.size)
  expect(new Set(acknowledged.values()).size).toBe(acknowledged.size)
}, 600_000)

test('a port or a data folder in use is told in one sentence, and Ctrl-C ends it cleanly', async () => {
  const holder = createServer().listen(0, '127.0.0.1')
  await once(holder, 'listening')
  const { port } = holder.address() as { port: number }
  const taken = await ended(konbit('serve', '--port', String(port), ...here()))
  holder.close()
  expect(taken.code).toBe(1)
  expect(taken.err.trim()).toBe(
    `Port ${port} is in use: stop the program that holds it, or choose another with --port.`,
  )

  const { child } = await serve()
  const second = await ended(konbit('verify', ...here()))
  expect(second.code).toBe(1)
  expect(second.err.trim()).toMatch(
    /^The data folder .* is in use by another Konbit: stop that one first\.$/,
  )
  child.kill('SIGINT')
  const [code] = await once(child, 'exit')
  expect(code).toBe(0)
  const verified = await ended(konbit('verify', ...here()))
  expect(verified).toMatchObject({ code: 0, out: expect.stringMatching(/holds: 0 entries/) })
}, 600_000)

test('rows of a file are tried, named where they are bad, entered, and come out again as they went in', async () => {
  const { address } = await serve()
  const file = join(folder, 'vehicles.csv')
  await writeFile(
    file,
    'plate,type,odometerKm\r\nKB-1,mrap,1200\r\nKB-2,tank,\r\nKB-3,truck,many\r\n"=KB-4",apc,7\r\n',
  )
  const words = ['import', file, '--register', 'vehicle', '--server', address, '--mission', 'own']
  const tried = await ended(konbit(...words))
  expect(tried.code).toBe(1)
  expect(tried.out).toMatch('2 of 4 rows could be entered; nothing was')
  expect(tried.err).toMatch(/row 3: type needs .*\nrow 4: odometerKm needs /)
  const none = await ended(konbit(...words, '--yes', '--all-or-none'))
  expect(none).toMatchObject({
    code: 1,
    err: expect.stringMatching('Nothing was entered: 2 of 4 rows are wrong.'),
  })
  const done = await ended(konbit(...words, '--yes'))
  expect(done.out).toMatch('2 entered, 0 there already, 2 refused')
  const again = await ended(konbit(...words, '--yes'))
  expect(again.out).toMatch('0 entered, 2 there already, 2 refused')

  const out = join(folder, 'out.csv')
  expect((await ended(konbit('export', 'vehicle', '--out', out, ...here()))).code).toBe(0)
  const back = await ended(
    konbit(
      'import',
      out,
      '--register',
      'vehicle',
      '--yes',
      '--server',
      address,
      '--mission',
      'own',
    ),
  )
  expect(back).toMatchObject({
    code: 0,
    out: expect.stringMatching('0 entered, 2 there already, 0 refused'),
  })
  const twins = join(folder, 'twins.csv')
  await writeFile(
    twins,
    `id,plate,type,base\r\n,KB-5,mrap,${randomUUID()}\r\n,KB-6,mrap,\r\n,KB-6,mrap,\r\n${randomUUID()},KB-1,mrap,\r\n`,
  )
  const clashes = await ended(
    konbit(
      'import',
      twins,
      '--register',
      'vehicle',
      '--server',
      address,
      '--mission',
      'own',
      '--yes',
      '--all-or-none',
    ),
  )
  expect(clashes.err).toMatch(
    /row 2: base needs a record of site that is there\nrow 4: plate needs a value that stands once in the file: row 3 has it too\nrow 5: plate needs a value of its own\nNothing was entered: 3 of 4 rows are wrong/,
  )
  const stranger = await ended(
    konbit('import', twins, '--register', 'casualty', '--server', address, '--mission', 'own'),
  )
  expect(stranger.code).toBe(1)
  const json = await ended(konbit('export', 'vehicle', '--format', 'json', ...here()))
  expect(JSON.parse(json.out)).toMatchObject({ count: 2 })
  const figure = await ended(
    konbit('measure', 'logistics.delivered', '--at', '2025-02-30', ...here()),
  )
  expect(figure).toMatchObject({ code: 1, err: expect.stringMatching('at: a date such as') })
}, 600_000)

test('without a running server the same questions are answered from the folder', async () => {
  const figure = await ended(konbit('measure', 'logistics.delivered', ...here()))
  expect(figure).toMatchObject({ code: 0, err: '' })
  const rivals = await ended(konbit('rivals', '--at', '2025-05-14', '--format', 'json', ...here()))
  expect(rivals).toMatchObject({ code: 0, err: '' })
  const vehicles = await ended(konbit('export', 'vehicle', ...here()))
  expect(vehicles).toMatchObject({ code: 0, out: expect.stringMatching(/^id,[\s\S]*#end 0/) })
}, 600_000)

test('help helps, and what is misspelt is named', async () => {
  expect((await ended(konbit('help'))).out).toMatch(
    /serve[\s\S]*import[\s\S]*export[\s\S]*measure[\s\S]*rivals[\s\S]*rebuild[\s\S]*verify/,
  )
  expect((await ended(konbit('measure', '--help'))).out).toMatch(
    'konbit measure people.deployed --at 2025-05-14 --by contributor',
  )
  for (const [words, sentence] of [
    [['dance'], 'There is no command dance.'],
    [['serve', '--colour', 'red'], "Unknown option '--colour'"],
    [['verify', '--port', '1'], 'konbit verify does not take --port.'],
    [['serve', '--port', 'many'], 'A port is a number'],
    [['measure', '--mission', 'nowhere'], 'There is no mission nowhere'],
    [['export'], 'Say which register'],
    [
      ['measure', 'x', '--server', 'http://127.0.0.1:1'],
      'No Konbit answers at http://127.0.0.1:1.',
    ],
  ] as const) {
    const { code, err } = await ended(konbit(...words))
    expect(err).toMatch(sentence)
    expect(err.trim().split('\n')).toHaveLength(1)
    expect(code).toBe(1)
  }
}, 600_000)
