/** Workers are processes that may die at any time, and the server may go: a long study loses nothing by it, and no digit changes. */
import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { digestOf, kr1, play } from '@konbit/planner'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Stage } from './stage.ts'

const model = { ...kr1, days: 60 }
/** So many, over the whole of KR-1, that workers are still at it when they are killed. */
const runs = 2000
const seed = 'kill'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => stage.close())

const ask = async (address: string, path: string, body?: unknown) => {
  const response = await fetch(`${address}/api/own/plan/studies${path}`, {
    headers: { 'konbit-person': 'fleet', 'content-type': 'application/json' },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  })
  return (await response.json()) as { state: string; played: number; digest: string; id: string }
}
async function until(address: string, id: string, is: (played: number, state: string) => boolean) {
  for (;;) {
    const found = await ask(address, `/${id}`)
    if (is(found.played, found.state)) return found
    await sleep(100)
  }
}
const playing = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    let said = ''
    const hear = (chunk: Buffer): void => {
      said += chunk
      if (said.includes('Playing pieces')) resolve()
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', () => reject(new Error(`it ended: ${said}`)))
  })
const kill = async (child: ChildProcess): Promise<void> => {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

test('two workers play, one is killed, the server is killed and comes back: the digest is that of a single run', async () => {
  const words = stage.here()
  const work = () => stage.start(['work', ...words.slice(0, 2), '--threads', '1'])
  const first = await stage.serve(words, { KONBIT_WORKER: 'off' })
  const { id } = await ask(first.address, '', {
    ...{ id: randomUUID(), kind: 'run', name: 'Long', model: kr1, seed, runs },
    figures: ['deployed', 'cash'],
  })
  const [one, two] = [work(), work()]
  await Promise.all([playing(one), playing(two)])
  await until(first.address, id, (played) => played > 0)
  await kill(one)
  const { played } = await until(first.address, id, () => true)
  expect(played).toBeLessThan(runs)
  // Its own Postgres goes with the server, and the worker waits for it to come back.
  two.kill('SIGTERM')
  await once(two, 'exit')
  await kill(first.child)
  const second = await stage.serve(words)
  const found = await until(second.address, id, (_, state) => state === 'done')
  expect(found.played).toBe(runs)
  expect(found.digest).toBe(digestOf(play(kr1, seed, 0, runs, { figures: ['deployed', 'cash'] })))
  second.child.kill('SIGTERM')
  const [code] = await once(second.child, 'exit')
  expect(code).toBe(0)
}, 600_000)

test('a worker without a server says what to start first', async () => {
  const { code, err } = await stage.run(['work', '--data', join(stage.folder, 'nothing')])
  expect(code).toBe(1)
  expect(err).toMatch(/No server runs on .*nothing/)
}, 600_000)

test('a plan is played without a server, with the digest of a single run on any number of threads', async () => {
  const file = join(stage.folder, 'model.json')
  const scenario = join(stage.folder, 'scenario.json')
  await writeFile(file, JSON.stringify(model))
  const change = { path: '/resources/beds/amount', value: 500 }
  await writeFile(scenario, JSON.stringify({ name: 'Fewer beds', changes: [change] }))
  const plan = (...words: string[]) =>
    stage.run(['plan', '--model', file, '--seed', seed, '--runs', '150', ...words])
  const [two, one, fewer] = await Promise.all([
    plan('--threads', '2'),
    plan('--threads', '1', '--json'),
    plan('--scenario', scenario, '--horizon', '30', '--json'),
  ])
  const digest = digestOf(play(model, seed, 0, 150))
  expect(two, two.err).toMatchObject({ code: 0 })
  expect(two.out).toMatch(`digest ${digest}`)
  expect(JSON.parse(one.out).digest).toBe(digest)
  const changed = { ...model, days: 30 }
  expect(JSON.parse(fewer.out)).toMatchObject({ horizons: [29] })
  expect(JSON.parse(fewer.out).digest).not.toBe(digestOf(play(changed, seed, 0, 150)))
  const csv = await plan('--csv')
  expect(csv.out.split('\r\n')).toHaveLength(1 + model.days + 1)
  expect(csv.out).toMatch(/^day,date,deployed p5,/)
}, 600_000)

test('what cannot be played is refused with the reason, and Ctrl-C cancels', async () => {
  const file = join(stage.folder, 'bad.json')
  await writeFile(file, JSON.stringify({ ...model, days: -3 }))
  const bad = await stage.run(['plan', '--model', file])
  expect(bad).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/\/days: /) })
  await writeFile(file, JSON.stringify(kr1))
  const long = stage.start(['plan', '--model', file, '--runs', '9000'])
  const out: Buffer[] = []
  long.stdout?.on('data', (chunk) => out.push(chunk))
  await new Promise<void>((resolve, reject) => {
    long.once('exit', () => reject(new Error('it ended by itself')))
    long.stderr?.on('data', (chunk) => String(chunk).includes('Playing') && resolve())
  })
  long.kill('SIGINT')
  const [code] = await once(long, 'exit')
  expect([code, Buffer.concat(out).toString()]).toEqual([130, ''])
}, 600_000)
