/** A Postgres server of somebody else's: roles from the printed script, no superuser, TLS, and several Konbits on it. */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rolesScript } from '@konbit/ledger'
import { runScript, startServer, type TestServer } from '@konbit/ledger/testServer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Stage } from './stage.ts'

let home: string
let server: TestServer
let stage: Stage
let owned: Record<string, string>
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'konbit-server-'))
  stage = await openStage()
  server = await startServer({ folder: join(home, 'postgres') })
  await runScript(server.admin, rolesScript('konbit'))
  await server.run(
    `alter role konbit_server password 'serving'`,
    `alter role konbit_keeper password 'keeping'`,
    "create role stranger login password 'strange'",
  )
  owned = {
    DATABASE_URL: server.address('konbit_server', 'serving', 'konbit'),
    KONBIT_OWNER_URL: server.address('konbit_keeper', 'keeping', 'konbit'),
  }
}, 600_000)
afterAll(async () => {
  await stage.close()
  await server.stop()
  await rm(home, { recursive: true, force: true })
})

const enter = (address: string): Promise<number> =>
  fetch(`${address}/api/own/vehicle`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'konbit-person': 'fleet' },
    body: JSON.stringify({
      id: randomUUID(),
      record: randomUUID(),
      input: { plate: randomUUID().slice(0, 20), type: 'mrap' },
    }),
  }).then(async (response) => {
    expect(response.status).toBe(201)
    return ((await response.json()) as { seq: number }).seq
  })

test('a server that may not change the schema asks for the owner once, and then needs nobody', async () => {
  const { DATABASE_URL = '' } = owned
  const alone = await stage.run(['verify', ...stage.here()], { DATABASE_URL })
  expect(alone).toMatchObject({
    code: 1,
    err: expect.stringMatching(/start it once with KONBIT_OWNER_URL/),
  })
  const once = await stage.run(['verify', ...stage.here()], owned)
  expect(once, once.err).toMatchObject({ code: 0 })
  const after = await stage.run(['verify', ...stage.here()], { DATABASE_URL })
  expect(after, after.err).toMatchObject({ code: 0, out: expect.stringMatching(/0 entries/) })
}, 600_000)

test('two servers on one database write one log without a gap, and both see all of it', async () => {
  const [one, two] = await Promise.all([
    stage.serve(stage.here('one'), owned),
    stage.serve(stage.here('two'), owned),
  ])
  const caller = async (address: string): Promise<number[]> => {
    const seqs: number[] = []
    for (let n = 0; n < 15; n++) seqs.push(await enter(address))
    return seqs
  }
  const seqs = (
    await Promise.all(
      Array.from({ length: 8 }, (_, n) => caller(n % 2 ? one.address : two.address)),
    )
  ).flat()
  expect(new Set(seqs).size).toBe(120)
  expect([...seqs].sort((a, b) => a - b)).toEqual(Array.from({ length: 120 }, (_, n) => n + 1))
  for (const { address } of [one, two]) {
    const head = (await (await fetch(`${address}/api/own/head`)).json()) as { size: number }
    expect(head.size).toBe(120)
    const list = await fetch(`${address}/api/own/vehicle?limit=1`, {
      headers: { 'konbit-person': 'fleet' },
    })
    expect(await list.json()).toMatchObject({ total: 120 })
  }
  const verified = await stage.run(['verify', ...stage.here()], owned)
  expect(verified, verified.err).toMatchObject({
    code: 0,
    out: expect.stringMatching(/120 entries/),
  })
}, 600_000)

test('it is backed up and restored with the keeper’s login, into a database that the script made', async () => {
  const { out } = await stage.run(['backup-key', 'new', join(home, 'key')])
  const file = join(home, 'a.konbit')
  const taken = await stage.run(
    ['backup', file, '--for', out.trim(), ...stage.here().slice(0, 2)],
    owned,
  )
  expect(taken, taken.err).toMatchObject({ code: 0 })
  await server.run(
    `create database other owner konbit_owner template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`,
  )
  const other = {
    DATABASE_URL: server.address('konbit_server', 'serving', 'other'),
    KONBIT_OWNER_URL: server.address('konbit_keeper', 'keeping', 'other'),
  }
  const words = ['restore', file, '--key-file', join(home, 'key'), '--no-erasures']
  const restored = await stage.run([...words, ...stage.here('three').slice(0, 2)], other)
  expect(restored, restored.err).toMatchObject({
    code: 0,
    out: expect.stringMatching(/own: 120 entries/),
  })
  const again = await stage.run([...words, ...stage.here('three').slice(0, 2)], other)
  expect(again.err).toMatch(/holds a ledger already/)
}, 600_000)
