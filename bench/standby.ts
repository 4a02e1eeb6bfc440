/**
 * The primary is killed under load and its synchronous standby takes over: no acknowledged command may be lost. Two Postgres 15
 * servers of their own on this machine, `konbit serve` in front, and between them a relay that is pointed to the one that leads.
 */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { rolesScript } from '@konbit/ledger'
import { runScript, serverPrograms, startServer, type TestServer } from '@konbit/ledger/testServer'
import pg from 'pg'
import { openStage } from '../apps/cli/stage.ts'

const seconds = Number(process.env.KONBIT_SECONDS ?? 8)
const home = await mkdtemp(join(tmpdir(), 'konbit-standby-'))
const stage = await openStage()
const stops: (() => Promise<void>)[] = []

/** What HAProxy or a floating address is in front of Patroni. */
async function openRelay(first: TestServer) {
  let to = first
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    const there = connect(to.port, '127.0.0.1')
    for (const [one, other] of [
      [socket, there],
      [there, socket],
    ] as const) {
      open.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return {
    port,
    turnTo: (other: TestServer): void => {
      to = other
      for (const socket of open) socket.destroy()
    },
    close: (): void => {
      server.close()
      for (const socket of open) socket.destroy()
    },
  }
}

async function ask(server: TestServer, text: string): Promise<Record<string, string>[]> {
  const client = new pg.Client({ ...server.admin, database: 'konbit' })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

try {
  console.log(`programs ${serverPrograms()}`)
  const settings = { wal_level: 'replica', max_wal_senders: '4', hot_standby: 'on' }
  const primary = await startServer({ folder: join(home, 'primary'), settings })
  stops.push(primary.stop)
  await runScript(primary.admin, rolesScript('konbit'))
  await primary.run(
    `alter role konbit_server password 'serving'`,
    `alter role konbit_keeper password 'keeping'`,
  )
  const standby = await startServer({
    folder: join(home, 'standby'),
    settings,
    fill: (data, tool) =>
      tool('pg_basebackup', [
        ...['-D', data, '-R', '-X', 'stream', '-c', 'fast', '-U', 'postgres'],
        ...['-h', primary.folder, '-p', String(primary.port)],
      ]),
  })
  stops.push(standby.stop)
  await primary.run(`alter system set synchronous_standby_names = '*'`, 'select pg_reload_conf()')
  for (;;) {
    const [row] = await ask(primary, 'select sync_state, sent_lsn from pg_stat_replication')
    if (row?.sync_state === 'sync') break
    await sleep(50)
  }
  console.log('a synchronous standby follows')

  const relay = await openRelay(primary)
  const at = (user: string, password: string): string =>
    `postgres://${user}:${password}@localhost:${relay.port}/konbit`
  const serving = await stage.serve(stage.here(), {
    DATABASE_URL: at('konbit_server', 'serving'),
    KONBIT_OWNER_URL: at('konbit_keeper', 'keeping'),
  })

  type Sent = { id: string; body: string; seq?: number; at?: number }
  const sent: Sent[] = []
  let isOver = false
  const send = async (one: Sent): Promise<void> => {
    const response = await fetch(`${serving.address}/api/own/vehicle`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'konbit-person': 'fleet' },
      body: one.body,
      signal: AbortSignal.timeout(60_000),
    }).catch(() => undefined)
    if (response?.status !== 200 && response?.status !== 201) {
      await response?.body?.cancel()
      await sleep(50)
      return
    }
    one.seq = ((await response.json()) as { seq: number }).seq
    one.at = performance.now()
  }
  const caller = async (): Promise<void> => {
    while (!isOver) {
      const [id, record] = [randomUUID(), randomUUID()]
      const input = { plate: record.slice(0, 20), type: 'mrap' }
      const one: Sent = { id, body: JSON.stringify({ id, record, input }) }
      sent.push(one)
      while (one.seq === undefined && !isOver) await send(one)
    }
  }
  const callers = Array.from({ length: 16 }, caller)
  await sleep(seconds * 1000)
  const before = sent.filter(({ seq }) => seq !== undefined)
  const killed = performance.now()
  await primary.kill()
  const [lag] = await ask(standby, 'select pg_last_wal_replay_lsn()::text as place')
  await standby.run(
    `alter system set synchronous_standby_names = ''`, // one is left: what may be promised now is an officer's decision
    'select pg_promote(true)',
  )
  relay.turnTo(standby)
  const promoted = performance.now()
  while (!sent.some(({ at = 0 }) => at > promoted)) await sleep(10)
  const again = Math.min(...sent.flatMap(({ at = 0 }) => (at > promoted ? [at] : [])))
  await sleep(seconds * 1000)
  isOver = true
  await Promise.all(callers)
  for (const one of sent) while (one.seq === undefined) await send(one)

  const rows = await ask(standby, `select command, seq from konbit.command where mission = 'own'`)
  const kept = new Map(rows.map(({ command, seq }) => [command, Number(seq)]))
  const lost = before.filter(({ id, seq }) => kept.get(id) !== seq)
  const doubled = rows.length - sent.length
  const log = (await (await fetch(`${serving.address}/api/own/log`)).json()) as {
    size: number
    signing?: { does: boolean; why?: string }
  }
  serving.child.kill('SIGTERM')
  await new Promise((resolve) => serving.child.once('exit', resolve))
  const verified = await stage.run(['verify', ...stage.here()], {
    DATABASE_URL: at('konbit_server', 'serving'),
  })
  relay.close()
  console.log(`acknowledged before the kill  ${before.length}`)
  console.log(`lost of them                  ${lost.length}`)
  console.log(`doubled                       ${doubled}`)
  console.log(`acknowledged in all           ${sent.length}`)
  console.log(
    `standby promoted after        ${((promoted - killed) / 1000).toFixed(2)} s (at ${lag?.place})`,
  )
  console.log(`first acknowledged after      ${((again - killed) / 1000).toFixed(2)} s`)
  console.log(`signing                       ${JSON.stringify(log.signing ?? 'not told')}`)
  console.log(`verify                        ${(verified.out || verified.err).trim()}`)
  if (lost.length > 0 || doubled !== 0 || verified.code !== 0) process.exitCode = 1
} finally {
  await stage.close()
  for (const stop of stops) await stop()
  await rm(home, { recursive: true, force: true })
}
