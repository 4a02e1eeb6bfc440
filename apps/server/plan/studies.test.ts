/**
 * Long studies: whoever plays them, and however they are cut, the same digits; asked for by whom they are shown to, cancelled
 * at once, and gone on with by whoever is left.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { digestOf, kr1, type Model, oneMoreOf, play } from '@konbit/planner'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../testing.ts'
import { startWorker, type Worker } from './work.ts'

/** Some months of KR-1: a replication is played in a moment. */
const model: Model = { ...kr1, days: 120 }
const runs = 60
const seed = 'test'
const ask = (more: object = {}) => ({
  ...{ id: randomUUID(), kind: 'run', name: 'A run', model, seed, runs },
  ...more,
})
const beds = {
  ...{ key: 'beds', path: '/resources/beds/amount', least: 0, most: 3000, step: 50 },
  ...{ oneMore: 100, unit: 'beds' },
}

let server: TestServer
const workers = new Set<Worker>()
const failures: unknown[] = []
beforeAll(async () => {
  server = await openTestServer()
}, 600_000)
afterEach(async () => {
  for (const worker of workers) await worker.close()
  workers.clear()
  // What a test leaves waiting would count against the next one's.
  await server.test.look(
    `update plan.study set state = 'cancelled', ended = now() where ended is null`,
  )
}, 600_000)
afterAll(async () => {
  expect([...server.failures, ...failures]).toEqual([])
  await server.close()
})

async function work(more: Partial<Parameters<typeof startWorker>[0]> = {}): Promise<Worker> {
  const worker = await startWorker({
    connection: server.test.ledger.queueConnection,
    threads: 1,
    note: (failure) => failures.push(failure),
    ...more,
  })
  workers.add(worker)
  return worker
}
async function until(id: string, is: (body: { ended: unknown; played: number }) => boolean) {
  for (;;) {
    const { body, status } = await server.as('watch').get(`plan/studies/${id}`)
    expect(status).toBe(200)
    if (is(body)) return body
    await sleep(50)
  }
}
const ended = (id: string) => until(id, (body) => body.ended !== null)
async function asked(more: object = {}): Promise<string> {
  const { status, body } = await server.as('watch').post('plan/studies', ask(more))
  expect(status, JSON.stringify(body)).toBe(201)
  return body.id
}

describe('a study', () => {
  test.each([
    ['in one piece', 1000],
    ['in pieces of seven', 7],
  ])(
    'played %s has the digest of a single run',
    async (_, chunkRuns) => {
      const id = await asked()
      await work({ chunkRuns, threads: 2 })
      const found = await ended(id)
      expect(found).toMatchObject({ state: 'done', progress: 1, played: runs, wanted: runs })
      expect(found.digest).toBe(digestOf(play(model, seed, 0, runs)))
      expect(found.result.figures.deployed.p50).toHaveLength(120)
      expect(found.result.goal).toMatchObject({ figure: 'deployed', least: kr1.goal })
      const [left] = await server.test.look<{ count: string }>('select count(*) from plan.chunk')
      expect(left).toEqual({ count: '0' })
    },
    120_000,
  )

  test('of each kind comes out the same, whoever takes which piece', async () => {
    const goal = { figure: 'deployed', least: 200, day: 119, chance: 0.5 }
    const kinds = [
      { kind: 'compare', other: { name: 'More', changes: [{ path: beds.path, value: 1500 }] } },
      { kind: 'oneMore', levers: [beds], goal },
      { kind: 'search', levers: [{ ...beds, price: 0.1, most: 1200 }], goal },
    ]
    const play = async (chunkRuns: number, most: number) => {
      const here = await Promise.all(
        Array.from({ length: most }, () => work({ chunkRuns, threads: 1 })),
      )
      const found = []
      for (const one of kinds) found.push(await ended(await asked(one)))
      for (const worker of here) {
        await worker.close()
        workers.delete(worker)
      }
      return found.map(({ digest, result, state }) => ({ digest, result, state }))
    }
    const alone = await play(1000, 1)
    const many = await play(11, 2)
    expect(alone.map(({ state }) => state)).toEqual(['done', 'done', 'done'])
    expect(many).toEqual(alone)
    const more = oneMoreOf(model, [beds], seed, runs, { figure: 'deployed', day: 119 })
    expect(alone[1]?.result.items).toEqual(JSON.parse(JSON.stringify(more)))
  }, 600_000)

  test.each([
    ['its worker ended', []],
    ['all of its jobs were lost', ['queue.job']],
    ['a backup was restored', ['queue.job', 'plan.part']],
  ])(
    'goes on where %s',
    async (_, lost) => {
      const id = await asked({ runs: 200, figures: ['deployed'] })
      const first = await work({ chunkRuns: 5 })
      await until(id, ({ played }) => played >= 15)
      await first.close()
      workers.delete(first)
      const { played } = await until(id, () => true)
      expect(played).toBeLessThan(200)
      for (const table of lost) await server.test.look(`delete from ${table}`)
      await work({ chunkRuns: 50 })
      const found = await ended(id)
      expect(found.digest).toBe(digestOf(play(model, seed, 0, 200, { figures: ['deployed'] })))
      expect(found.played).toBe(200)
    },
    120_000,
  )

  test('that is cancelled is played no further', async () => {
    const id = await asked({ runs: 5000, model: kr1, figures: ['deployed'] })
    let played = 0
    await work({ chunkRuns: 3, on: () => (played += 1) })
    await until(id, (body) => body.played > 0)
    const cancelled = await server.as('watch').post(`plan/studies/${id}/cancel`, {})
    expect(cancelled).toMatchObject({ status: 200, body: { state: 'cancelled' } })
    await sleep(1500)
    const before = played
    await sleep(1500)
    expect(played).toBe(before)
    const again = await server.as('watch').post(`plan/studies/${id}/cancel`, {})
    expect(again.status).toBe(200)
    const other = await asked()
    expect((await ended(other)).state).toBe('done')
    const late = await server.as('watch').post(`plan/studies/${other}/cancel`, {})
    expect(late.status).toBe(409)
  }, 600_000)

  test('that is cancelled lets go of the thread in the middle of a piece', async () => {
    const seen: number[] = []
    await work({ chunkRuns: 50_000, on: (played) => seen.push(played) })
    const id = await asked({ runs: 20_000, model: kr1, figures: ['deployed'] })
    await sleep(1500)
    expect((await server.as('watch').post(`plan/studies/${id}/cancel`, {})).status).toBe(200)
    expect((await ended(await asked())).state).toBe('done')
    expect(seen).toEqual([runs])
  }, 600_000)

  test('whose model outgrows its memory fails and says so, and holds up no other', async () => {
    const id = await asked()
    await server.test.look(
      `update plan.study set asked = replace(asked, '"size":50', '"size":1000000') where id = $1`,
      [id],
    )
    await work()
    expect(await ended(id)).toMatchObject({ state: 'failed', why: 'outgrown', result: null })
    expect((await ended(await asked())).state).toBe('done')
  }, 600_000)
})

describe('the doors', () => {
  test('whoever does not see the mission’s plans finds none, and asks for none', async () => {
    const id = await asked()
    for (const who of ['resident', 'nobody', 'conduct']) {
      const them = server.as(who)
      expect((await them.get(`plan/studies/${id}`)).status, who).toBe(404)
      expect((await them.get('plan/studies')).status, who).toBe(404)
      expect((await them.post('plan/studies', ask())).status, who).toBe(404)
      expect((await them.post(`plan/studies/${id}/cancel`, {})).status, who).toBe(404)
    }
    const asResident = await server.as('watch').get(`plan/studies/${id}?as=role:resident`)
    expect(asResident.status).toBe(404)
  }, 600_000)

  test('another mission’s study is not there, not even under its own id', async () => {
    const other = await server.test.mission()
    await other.person('watch', ['watch'], [{ label: 'mission', unit: '*' }])
    const id = await asked()
    const theirs = { mission: other.id, member: 'watch' }
    expect(await server.test.ledger.study(theirs, id)).toBeUndefined()
    expect(await server.test.ledger.studies(theirs, { limit: 10 })).toEqual([])
  }, 600_000)

  test('a study is cancelled by who asked for it, a planner or the chief', async () => {
    const id = await asked()
    const fleet = await server.as('fleet').post(`plan/studies/${id}/cancel`, {})
    expect(fleet.status).toBe(403)
    const planner = await server.as('forceGeneration').post(`plan/studies/${id}/cancel`, {})
    expect(planner.status).toBe(200)
  }, 600_000)

  test('sending again is harmless, another question under the same id is refused', async () => {
    const one = ask()
    const watch = server.as('watch')
    expect((await watch.post('plan/studies', one)).status).toBe(201)
    expect((await watch.post('plan/studies', one)).status).toBe(200)
    const differs = await watch.post('plan/studies', { ...one, runs: 61 })
    expect(differs.status).toBe(409)
  }, 600_000)

  test('one member has three under way, and no more', async () => {
    for (let place = 0; place < 3; place += 1) await asked()
    const fourth = await server.as('watch').post('plan/studies', ask())
    expect(fourth).toMatchObject({ status: 422, body: { type: '/problems/too-many' } })
    expect((await server.as('fleet').post('plan/studies', ask())).status).toBe(201)
  }, 600_000)

  test('the list is paged, newest first', async () => {
    const ids = [await asked({ name: 'first' }), await asked({ name: 'second' })]
    const watch = server.as('watch')
    const first = await watch.get('plan/studies?limit=1')
    expect(first.body.items[0].id).toBe(ids[1])
    const second = await watch.get(`plan/studies?limit=1&cursor=${first.body.next}`)
    expect(second.body.items[0].id).toBe(ids[0])
    expect((await watch.get('plan/studies?cursor=nonsense')).status).toBe(400)
  }, 600_000)

  test.each<[string, object, number, RegExp]>([
    ['five megabytes', { name: 'x'.repeat(5_000_000) }, 413, /./],
    ['fewer runs than none', { runs: -5 }, 422, /runs/],
    ['more runs than may be', { runs: 1_000_001 }, 422, /runs/],
    ['more than may be kept', { runs: 90_000, model: kr1 }, 422, /runs/],
    ['no model', { model: { name: 'none' } }, 422, /model\/days/],
    [
      'a bed fewer than none',
      { model: { ...model, resources: { beds: { amount: -1 } } } },
      422,
      /model/,
    ],
    [
      'a pointer that leads nowhere',
      { scenario: { name: 's', changes: [{ path: '/nowhere/at', value: 1 }] } },
      422,
      /scenario\/changes\/0\/path/,
    ],
    [
      'a pointer to what every object has',
      { scenario: { name: 's', changes: [{ path: '/__proto__/x', value: 1 }] } },
      422,
      /scenario/,
    ],
    [
      'a pointer of another make',
      { scenario: { name: 's', changes: [{ path: 7 }] } },
      422,
      /scenario/,
    ],
    ['a lever that is none', { kind: 'oneMore', levers: [{ key: 'beds' }] }, 422, /levers/],
    ['nothing to compare with', { kind: 'compare' }, 422, /other/],
    ['a figure that is not there', { figures: ['luck'] }, 422, /figures/],
    [
      'a day beyond the model',
      { goal: { figure: 'deployed', least: 1, day: 900, chance: 0.5 } },
      422,
      /day/,
    ],
  ])('%s is refused with the reason', async (_, more, status, where) => {
    const found = await server.as('watch').post('plan/studies', ask(more))
    expect(found.status, found.text).toBe(status)
    if (status === 422) expect(JSON.stringify(found.body.errors)).toMatch(where)
  })
})

test('what has been kept long enough is removed', async () => {
  const [old, young] = [await asked(), await asked()]
  const age = (id: string, days: number) =>
    server.test.look(
      `update plan.study set state = 'cancelled', ended = now() - make_interval(days => $2) where id = $1`,
      [id, days],
    )
  await age(old, 31)
  await age(young, 29)
  const { queue } = await work()
  await queue.clean()
  expect((await server.as('watch').get(`plan/studies/${old}`)).status).toBe(404)
  expect((await server.as('watch').get(`plan/studies/${young}`)).status).toBe(200)
}, 600_000)
