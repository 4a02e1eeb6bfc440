/** How our own Postgres is told to run, and where it listens. A Postgres named by DATABASE_URL is its administrator's. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { type Account, give } from './account.ts'

const SOCKET_PATH_MAX = 103 // macOS allows 103 bytes, Linux 107
const isWindows = process.platform === 'win32'

/** What this machine, or the container the program is kept in, has of memory, in megabytes. */
const memoryHere = (): number => {
  const limit = process.constrainedMemory()
  return Math.floor((limit > 0 ? Math.min(limit, totalmem()) : totalmem()) / 2 ** 20)
}

/** What the keeper of a large record gives Postgres for its pages, in megabytes. */
const pagesAsked = (): number | undefined => {
  const asked = Number(process.env.KONBIT_DATABASE_MEMORY)
  return Number.isInteger(asked) && asked >= 128 ? asked : undefined
}

/**
 * Small machine, small footprint: an eighth of the memory is kept for pages, since a page that is fetched from the system anew
 * costs more than all that is done with it. It is taken as it is needed and not before.
 */
export function settings(
  connection: { host: string; port: number },
  durable: boolean,
  memory = memoryHere(),
  pages = pagesAsked(),
): Record<string, string> {
  const safe = durable ? 'on' : 'off'
  const part = (of: number, least: number, most: number): string =>
    `${Math.min(most, Math.max(least, Math.floor(memory / of)))}MB`
  return {
    listen_addresses: isWindows ? connection.host : '',
    port: String(connection.port),
    unix_socket_directories: isWindows ? '' : connection.host,
    unix_socket_permissions: '0700',
    max_connections: '100',
    shared_buffers: pages ? `${pages}MB` : part(8, 128, 8192),
    effective_cache_size: part(2, 1024, 65_536),
    maintenance_work_mem: part(64, 64, 1024),
    work_mem: '16MB',
    min_wal_size: '80MB',
    // Of what is written between two checkpoints, most is pages whole; the more pages, the longer it may take.
    max_wal_size: pages && pages > 8192 ? `${pages}MB` : part(6, 2048, 8192),
    wal_compression: 'off', // what it saves of the disk costs a quarter of the time of whoever writes
    fsync: safe,
    full_page_writes: safe,
    synchronous_commit: safe,
    jit: 'off',
    random_page_cost: '1.1',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    log_checkpoints: 'off',
    // The log stands outside every label, so it never quotes a statement, a parameter or a row.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    log_parameter_max_length: '0',
  }
}

/** A socket's path has little room, so a deep data folder gets a short private one. */
export async function socketFolder(folder: string, account: Account) {
  const near = join(folder, 'socket')
  if (isWindows) return { path: near, forget: async () => {} }
  const isShort = Buffer.byteLength(join(near, '.s.PGSQL.5432')) <= SOCKET_PATH_MAX
  await rm(near, { recursive: true, force: true }) // a killed Postgres leaves a note here too
  const path = isShort ? near : await mkdtemp(join(tmpdir(), 'konbit-'))
  await mkdir(path, { recursive: true, mode: 0o700 })
  await give(account, path)
  return { path, forget: () => rm(path, { recursive: true, force: true }) }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
