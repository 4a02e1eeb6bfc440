import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir, readlink, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { type Cluster, type Connection, StartFailure, startCluster } from './cluster.ts'

const home = mkdtempSync(join(tmpdir(), 'konbit-cluster-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))
let made = 0
const fresh = () => join(home, `data-${++made}`)

async function ask(connection: Connection, ...statements: string[]): Promise<unknown> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    let answer: unknown
    for (const statement of statements) {
      const { rows } = await client.query({ text: statement, rowMode: 'array' })
      answer = rows[0]?.[0]
    }
    return answer
  } finally {
    await client.end()
  }
}

const write = (cluster: Cluster, n: number) =>
  ask(cluster.connection, 'create table if not exists t (n int)', `insert into t values (${n})`)
const read = (cluster: Cluster) => ask(cluster.connection, 'select array_agg(n order by n) from t')

async function why(promise: Promise<unknown>): Promise<string> {
  const failure = await promise.then(
    () => undefined,
    (error) => error,
  )
  expect(failure).toBeInstanceOf(StartFailure)
  expect(failure.message).not.toContain('\n')
  return failure.message
}

/** Another Konbit on the folder: it starts the cluster, writes a row, says so and waits to be killed. */
async function otherProcess(folder: string, env = process.env): Promise<ChildProcess> {
  const script = `
    import { startCluster } from ${JSON.stringify(new URL('./cluster.ts', import.meta.url).href)}
    import pg from ${JSON.stringify(import.meta.resolve('pg'))}
    const cluster = await startCluster({ folder: ${JSON.stringify(folder)} })
    const client = new pg.Client(cluster.connection)
    client.on('error', () => {})
    await client.connect()
    await client.query('create table if not exists t (n int); insert into t values (1)')
    console.log('written')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let told = ''
  child.stderr?.on('data', (chunk) => {
    told += chunk
  })
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', () => resolve())
    child.once('close', () => reject(new Error(told)))
  })
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}

const postmaster = (folder: string) =>
  Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])

async function postgresesOn(folder: string): Promise<number> {
  let count = 0
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => '')
    if (cwd === join(folder, 'postgres')) count += 1
  }
  return count
}

describe('a database of its own', () => {
  test('keeps what was written, syncs it to disk, and is found by no network', async () => {
    const folder = fresh()
    const said: string[] = []
    const first = await startCluster({ folder, say: (line) => said.push(line) })
    expect(said).toEqual(['Creating the database'])
    await write(first, 1)
    for (const [setting, value] of [
      ['fsync', 'on'],
      ['synchronous_commit', 'on'],
      ['full_page_writes', 'on'],
      ['listen_addresses', ''],
      ['server_encoding', 'UTF8'],
    ]) {
      expect([setting, await ask(first.connection, `show ${setting}`)]).toEqual([setting, value])
    }
    expect(
      await ask(first.connection, `select datcollate from pg_database where datname = 'postgres'`),
    ).toBe('C')
    await first.stop()
    await first.stop()
    await first.ended

    const began = Date.now()
    const second = await startCluster({ folder })
    expect(Date.now() - began).toBeLessThan(1500)
    expect(await read(second)).toEqual([1])
    await second.stop()
    expect(existsSync(join(folder, 'socket'))).toBe(false)
  })

  test('a deep folder gets a short socket elsewhere, and it is cleared away', async () => {
    const folder = join(home, 'd'.repeat(100))
    const cluster = await startCluster({ folder, durable: false })
    expect(cluster.connection.host.startsWith(folder)).toBe(false)
    await write(cluster, 1)
    await cluster.stop()
    expect(existsSync(cluster.connection.host)).toBe(false)
  })

  test('what ends by itself says so', async () => {
    const folder = fresh()
    const cluster = await startCluster({ folder, durable: false })
    process.kill(postmaster(folder), 'SIGKILL')
    await cluster.ended
    await cluster.stop()
  })
})

describe('one folder, one Konbit', () => {
  test('a second start is refused, by this process and by another', async () => {
    const folder = fresh()
    const first = await startCluster({ folder, durable: false })
    expect(await why(startCluster({ folder }))).toMatch(/is in use by another Konbit/)
    await expect(otherProcess(folder)).rejects.toThrow(/is in use by another Konbit/)
    await write(first, 1)
    await first.stop()
  })

  test('a folder that is free again can be opened', async () => {
    const folder = fresh()
    const child = await otherProcess(folder)
    expect(await why(startCluster({ folder }))).toMatch(/is in use by another Konbit/)
    await kill(child)
    const cluster = await startCluster({ folder })
    expect(await read(cluster)).toEqual([1])
    await cluster.stop()
  })
})

describe.runIf(process.platform === 'linux')('after a crash', () => {
  test('a killed server takes its database with it, and nothing acknowledged is lost', async () => {
    const folder = fresh()
    await kill(await otherProcess(folder))
    const until = Date.now() + 10_000
    while ((await postgresesOn(folder)) > 0 && Date.now() < until) await sleep(20)
    expect(await postgresesOn(folder)).toBe(0)
    const cluster = await startCluster({ folder })
    expect(await read(cluster)).toEqual([1])
    await cluster.stop()
  })

  test('a database left running is stopped first', async () => {
    const folder = fresh()
    // Without setpriv there is no leash, as on a system that does not have it.
    const few = join(home, 'few')
    await mkdir(few)
    for (const path of ['/usr/bin/unshare', '/usr/bin/test'])
      await symlink(path, join(few, basename(path)))
    const child = await otherProcess(folder, { ...process.env, PATH: few })
    const orphan = postmaster(folder)
    await kill(child)
    await sleep(300)
    expect(await postgresesOn(folder)).toBeGreaterThan(0)

    const said: string[] = []
    const cluster = await startCluster({ folder, say: (line) => said.push(line) })
    expect(said).toContain('Stopping the database that an earlier run left behind')
    expect(postmaster(folder)).not.toBe(orphan)
    expect(await read(cluster)).toEqual([1])
    await cluster.stop()
    expect(await postgresesOn(folder)).toBe(0)
  })

  test('a killed database recovers, even when its number is now somebody else’s', async () => {
    const folder = fresh()
    const first = await startCluster({ folder })
    await write(first, 7)
    process.kill(postmaster(folder), 'SIGKILL')
    await first.ended
    for (const note of ['postgres/postmaster.pid', 'socket/.s.PGSQL.5432.lock']) {
      const path = join(folder, note)
      await mkdir(dirname(path), { recursive: true })
      writeFileSync(path, `${process.ppid}\n${folder}/postgres\n0\n5432\n${folder}/socket\n`)
    }
    const second = await startCluster({ folder })
    expect(await read(second)).toEqual([7])
    await second.stop()
  })

  test('a creation cut off half-way is begun again', async () => {
    const folder = fresh()
    await mkdir(join(folder, 'postgres.draft', 'base'), { recursive: true })
    writeFileSync(join(folder, 'postgres.draft', 'PG_VERSION'), '18\n')
    const cluster = await startCluster({ folder, durable: false })
    await write(cluster, 1)
    await cluster.stop()
  })
})

describe('what cannot be started says why, in one sentence', () => {
  test('a folder that cannot be made', async () => {
    const file = join(home, 'file')
    writeFileSync(file, '')
    expect(await why(startCluster({ folder: join(file, 'data') }))).toMatch(/cannot be written/)
    expect(await why(startCluster({ folder: file }))).toMatch(/cannot be written/)
  })

  test('a database of another Postgres', async () => {
    const folder = fresh()
    await mkdir(join(folder, 'postgres'), { recursive: true })
    writeFileSync(join(folder, 'postgres', 'PG_VERSION'), '16\n')
    expect(await why(startCluster({ folder }))).toMatch(/was made by Postgres 16/)
  })

  test('a database that will not start', async () => {
    const folder = fresh()
    await (await startCluster({ folder, durable: false })).stop()
    rmSync(join(folder, 'postgres', 'global', 'pg_control'))
    expect(await why(startCluster({ folder }))).toMatch(/did not start: .*pg_control/)
    // and the folder is free again
    expect(await why(startCluster({ folder }))).toMatch(/did not start/)
  })
})
