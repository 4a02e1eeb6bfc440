/**
 * For tests and rehearsals: faults at random moments under load, from one seed. After each of them every acknowledged command
 * is there once, the log verifies, a rebuild equals what stood, and nobody saw above their label.
 */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { joinCluster, openLedger } from '@konbit/ledger'
import { measures, registers } from '@konbit/registers'
import pg from 'pg'
import { openStage, type Serving, type Stage } from './stage.ts'

export const faultKinds = [
  'server killed',
  'server stopped',
  'database killed',
  'connections cut',
  'second start',
  'clock set back',
] as const
export type Fault = (typeof faultKinds)[number] | 'disk full'

export type Rehearsal = {
  seed: number
  faults: readonly Fault[]
  /** Where the data folder is made; a small disk for `disk full`. */
  home?: string
  say?: (line: string) => void
}
export type Survived = { acknowledged: number; sent: number; lostReplies: number; looks: number }

const SENDERS = 8
const SECRET = 'known-to-few'
const json = { 'content-type': 'application/json' }

/** A small generator of numbers from one seed (mulberry32): what it decides, it decides again. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

type Sent = { id: string; path: string; body: string; seq?: number; isBusy: boolean }

/** Throws what went wrong, with the seed that brings it about again. */
export async function rehearse(asked: Rehearsal): Promise<Survived> {
  const stage = await openStage(asked.home)
  try {
    return await play(stage, asked)
  } catch (failure) {
    throw new Error(`KONBIT_SEED=${asked.seed}: ${(failure as Error).message}`, { cause: failure })
  } finally {
    await stage.close()
  }
}

async function play(stage: Stage, { seed, faults, say = () => {} }: Rehearsal): Promise<Survived> {
  const random = randomFrom(seed)
  const data = join(stage.folder, 'data')
  const sent: Sent[] = []
  const wrong: string[] = []
  const counts = { lostReplies: 0, looks: 0 }
  let serving = await stage.serve(stage.here())
  let isLoaded = true

  function next(): Sent {
    const unsure = sent.filter(({ seq, isBusy }) => seq === undefined && !isBusy)
    const again = unsure[Math.floor(random() * unsure.length)]
    if (again && random() < 0.5) return again
    const entered = sent.filter(({ seq, path }) => seq !== undefined && path === '/vehicle')
    const known = entered[Math.floor(random() * entered.length)]
    const one =
      known && random() < 0.3
        ? amend(JSON.parse(known.body).record, Math.floor(random() * 90_000))
        : enter()
    sent.push(one)
    return one
  }

  async function send(one: Sent, losesReply: boolean): Promise<void> {
    one.isBusy = true
    const signal = losesReply
      ? AbortSignal.timeout(1 + Math.floor(random() * 30))
      : AbortSignal.timeout(40_000)
    try {
      const response = await fetch(`${serving.address}/api/own${one.path}`, {
        method: 'POST',
        headers: { ...json, 'konbit-person': 'fleet' },
        body: one.body,
        signal,
      })
      const answer = (await response.json()) as { seq?: number; type?: string }
      if (response.status === 200 || response.status === 201) {
        if (one.seq !== undefined && one.seq !== answer.seq)
          wrong.push(`${one.id} was ${one.seq} and is ${answer.seq}`)
        one.seq = answer.seq as number
      } else if (response.status < 500 && response.status !== 429)
        wrong.push(`${one.id} was refused: ${response.status} ${answer.type}`)
      else await sleep(20)
    } catch {
      if (losesReply) counts.lostReplies += 1
      else await sleep(20)
    } finally {
      one.isBusy = false
    }
  }

  /** A clerk, cleared for less, asks by every door. */
  async function look(): Promise<void> {
    const doors = [
      '/vehicle?limit=50',
      '/vehicle?format=csv',
      `/search?q=${SECRET}`,
      '/head',
      '/timeline',
    ]
    const door = doors[counts.looks % doors.length]
    try {
      const response = await fetch(`${serving.address}/api/own${door}`, {
        headers: { 'konbit-person': 'clerk' },
        signal: AbortSignal.timeout(20_000),
      })
      if ((await response.text()).includes(SECRET)) wrong.push(`the clerk saw a secret at ${door}`)
      counts.looks += 1
    } catch {
      // it is down: nothing was shown
    }
    await sleep(20)
  }

  const loop = async (work: () => Promise<void>): Promise<void> => {
    while (isLoaded) await work()
  }
  const load = () => [
    ...Array.from({ length: SENDERS }, () => loop(() => send(next(), random() < 0.1))),
    loop(look),
  ]

  for (const fault of faults) {
    isLoaded = true
    const running = load()
    const before = acknowledged(sent)
    await until(() => acknowledged(sent) >= before + 20, 'commands are acknowledged')
    await sleep(random() * 400)
    say(`${fault}, with ${acknowledged(sent)} acknowledged`)
    serving = await strike(fault, { stage, serving, data, random })
    const after = acknowledged(sent)
    await until(() => acknowledged(sent) >= after + 10, 'commands are acknowledged again')
    isLoaded = false
    await Promise.all(running)
    for (const one of sent.filter(({ seq }) => seq === undefined))
      await until(
        () => one.seq !== undefined,
        'what was unsure is acknowledged',
        () => send(one, false),
      )
    await check(data, sent, wrong)
  }
  return { acknowledged: acknowledged(sent), sent: sent.length, ...counts }
}

const acknowledged = (sent: readonly Sent[]): number =>
  sent.filter(({ seq }) => seq !== undefined).length

function enter(): Sent {
  const [id, record] = [randomUUID(), randomUUID()]
  const input = { plate: record.slice(0, 20), type: 'mrap', fault: `${SECRET} ${record}` }
  return { id, path: '/vehicle', body: JSON.stringify({ id, record, input }), isBusy: false }
}

function amend(record: string, unitCostUsd: number): Sent {
  const id = randomUUID()
  const input = { unitCostUsd }
  return {
    id,
    path: `/vehicle/${record}/amend`,
    body: JSON.stringify({ id, input }),
    isBusy: false,
  }
}

async function until(
  holds: () => boolean,
  what: string,
  work: () => Promise<unknown> = () => sleep(10),
): Promise<void> {
  const late = Date.now() + 60_000
  while (!holds()) {
    if (Date.now() > late) throw new Error(`${what}: not within a minute`)
    await work()
  }
}

type Scene = { stage: Stage; serving: Serving; data: string; random: () => number }

/** Does it, and answers with the server that runs afterwards. */
async function strike(fault: Fault, { stage, serving, data, random }: Scene): Promise<Serving> {
  const { child } = serving
  switch (fault) {
    case 'server killed':
    case 'server stopped': {
      const gone = once(child, 'exit')
      child.kill(fault === 'server killed' ? 'SIGKILL' : 'SIGTERM')
      await gone
      return stage.serve(stage.here())
    }
    case 'database killed': {
      const note = await readFile(join(data, 'postgres', 'postmaster.pid'), 'utf8')
      process.kill(Number(note.split('\n')[0]), 'SIGKILL')
      return serving
    }
    case 'connections cut': {
      for (let times = 0; times < 6; times++) {
        await ask(
          data,
          `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'konbit_server' and random() < 0.5`,
        )
        await sleep(random() * 120)
      }
      return serving
    }
    case 'second start': {
      const { code, err } = await stage.run(['serve', '--port', '0', ...stage.here()])
      if (code !== 1 || !/is in use by another Konbit/.test(err))
        throw new Error(`a second start on the folder was not refused: ${err}`)
      return serving
    }
    case 'clock set back': {
      const clock = (less: string): Promise<unknown> =>
        ask(
          data,
          `create or replace function konbit.clock() returns timestamptz language sql volatile return clock_timestamp() ${less}`,
        )
      await clock(`- interval '2 days'`)
      await sleep(300 + random() * 300)
      await clock('')
      return serving
    }
    case 'disk full': {
      const ballast = join(stage.folder, 'ballast')
      await writeFile(ballast, Buffer.alloc(2 ** 30, 1)).catch(() => {}) // as much as there is room for
      await sleep(2500 + random() * 1000)
      await rm(ballast)
      return serving
    }
  }
}

async function ask(data: string, text: string): Promise<Record<string, unknown>[]> {
  const connection = await joinCluster(data)
  if (!connection) throw new Error('the database does not run')
  const client = new pg.Client(connection)
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

const projections = ['version', 'term', 'link', 'unit', 'r_vehicle_mission']
const projected = projections
  .map(
    (name) =>
      `select '${name}' as name, count(*), md5(string_agg(t::text, ';' order by t::text)) as digest from konbit.${name} t`,
  )
  .join(' union all ')
  .concat(' order by name')

async function check(data: string, sent: readonly Sent[], wrong: readonly string[]): Promise<void> {
  if (wrong.length > 0) throw new Error(wrong.slice(0, 5).join('; '))
  const rows = await ask(data, `select command, seq from konbit.command where mission = 'own'`)
  const kept = new Map(rows.map(({ command, seq }) => [command, Number(seq)]))
  for (const { id, seq } of sent)
    if (kept.get(id) !== seq)
      throw new Error(`${id} was acknowledged as ${seq} and is ${kept.get(id)}`)
  if (rows.length !== sent.length)
    throw new Error(`${sent.length} commands were sent and ${rows.length} are there`)
  const connection = await joinCluster(data)
  if (!connection) throw new Error('the database does not run')
  const ledger = await openLedger({ connection, registers, measures })
  try {
    const verified = await ledger.verify('own')
    if (!verified.ok || verified.size !== sent.length)
      throw new Error(`the log does not hold: ${JSON.stringify(verified)}`)
    const before = JSON.stringify(await ask(data, projected))
    await ledger.rebuild('own')
    const after = JSON.stringify(await ask(data, projected))
    if (before !== after) throw new Error(`rebuild is not what stood: ${before} ${after}`)
  } finally {
    await ledger.close()
  }
}
