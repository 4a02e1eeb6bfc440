/** A Postgres server of somebody else's: what the printed roles may do, and how a connection is refused. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { StartFailure } from './account.ts'
import { readAddress, whyNot } from './address.ts'
import { openLedger } from './ledger.ts'
import { rolesScript } from './roles.ts'
import { testRegisters } from './testRegisters.ts'
import { runScript, startServer, type TestServer } from './testServer.ts'

let home: string
let server: TestServer
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'konbit-address-'))
  server = await startServer({ folder: join(home, 'postgres') })
  await runScript(server.admin, rolesScript('konbit'))
  await server.run(
    `alter role konbit_server password 'serving'`,
    `alter role konbit_keeper password 'keeping'`,
    `create database latin template template0 encoding 'LATIN1' lc_collate 'C' lc_ctype 'C'`,
  )
}, 600_000)
afterAll(async () => {
  await server.stop()
  await rm(home, { recursive: true, force: true })
})

const open = async (url: string, owner?: string): Promise<string> => {
  const named = readAddress(url)
  const connection = owner ? readAddress(owner) : named
  try {
    const ledger = await openLedger({
      connection,
      ...(owner ? { server: named } : {}),
      registers: testRegisters,
      measures: [],
    })
    await ledger.missions()
    await ledger.close()
    return 'open'
  } catch (failure) {
    const told = whyNot(failure as Error, named.database)
    expect(told, String((failure as Error).stack)).toBeInstanceOf(StartFailure)
    expect(told.message).not.toContain('\n')
    return told.message
  }
}
const serving = (more = '', database = 'konbit'): string =>
  server.address('konbit_server', 'serving', database, more)
const keeping = (database = 'konbit'): string =>
  server.address('konbit_keeper', 'keeping', database)

describe('the roles of the printed script', () => {
  test('serve without a superuser, once the owner’s login has made the schema', async () => {
    expect(await open(serving())).toMatch(/start it once with KONBIT_OWNER_URL/)
    expect(await open(serving(), keeping())).toBe('open')
    expect(await open(serving())).toBe('open')
  })

  test('may not make roles or databases, nor pass by the policies; and the server alone does nothing', async () => {
    const client = new pg.Client(readAddress(serving()))
    await client.connect()
    const { rows } = await client.query<{ passes: boolean }>(
      `select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as passes from pg_roles where rolname like 'konbit%'`,
    )
    expect(rows.length).toBeGreaterThan(6)
    expect(rows.every(({ passes }) => !passes)).toBe(true)
    for (const statement of [
      'select * from konbit.entry',
      'select * from account.session',
      'create table konbit.mine (n int)',
      'create table public.mine (n int)',
      'create temporary table mine (n int)',
      'set role konbit_owner',
      'set role konbit_backup',
    ])
      await expect(client.query(statement), statement).rejects.toThrow(/permission denied/)
    await client.end()
  })

  test('are asked for where they are missing and may not be made', async () => {
    const other = await startServer({ folder: join(home, 'other') })
    try {
      await other.run(
        `create role plain login password 'p'`,
        "create database konbit template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'",
      )
      expect(await open(other.address('plain', 'p', 'konbit'))).toMatch(
        /has no role konbit_owner, .* run what konbit roles prints/,
      )
    } finally {
      await other.stop()
    }
  })

  test('are made by an administrator’s login, which then does not serve itself', async () => {
    const admin = server.address('postgres', 'administrator', 'mine')
    expect(await open(admin)).toBe('open')
    const look = new pg.Client({ ...server.admin, database: 'mine' })
    await look.connect()
    const { rows } = await look.query(
      `select pg_encoding_to_char(encoding) as encoding, datcollate from pg_database where datname = 'mine'`,
    )
    expect(rows).toEqual([{ encoding: 'UTF8', datcollate: 'C' }])
    await look.end()
    expect(await open(admin, admin)).toMatch(
      /may not sign in as postgres, which no row-level security binds/,
    )
    await server.run(`alter role konbit_server password 'serving'`)
  })
})

describe('an address', () => {
  const why = (text: string): string => {
    try {
      readAddress(text)
      return 'read'
    } catch (failure) {
      return (failure as Error).message
    }
  }

  test('that leaves room for a guess is refused', () => {
    expect(why('mysql://a@b/c')).toMatch(/is no address such as/)
    expect(why('postgres://h/d')).toMatch(/has to name a user/)
    expect(why('postgres://a@h/d?sslmode=prefer')).toMatch(/may end in plain text/)
    expect(why('postgres://a@h/d?sslmod=require')).toMatch(
      /says sslmod, which Konbit does not know/,
    )
    expect(why('postgres://a@h/d?sslrootcert=/none')).toMatch(/cannot be read/)
  })

  test('elsewhere is verified unless it says otherwise, and one on this machine is not', () => {
    expect(readAddress('postgres://a@db.example/d').ssl).toEqual({ rejectUnauthorized: true })
    expect(readAddress('postgres://a@db.example/d?sslmode=require').ssl).toMatchObject({
      rejectUnauthorized: false,
    })
    for (const host of ['localhost', '127.0.0.1', '[::1]', '%2Frun%2Fpostgresql'])
      expect(readAddress(`postgres://a@${host}/d`).ssl).toBeUndefined()
    expect(readAddress('postgres://a%40b:p%2Fw@localhost:6000/my%20db')).toEqual({
      host: 'localhost',
      port: 6000,
      user: 'a@b',
      password: 'p/w',
      database: 'my db',
    })
  })

  test('where nothing can be had says why', async () => {
    expect(await open(server.address('konbit_server', 'wrong', 'konbit'))).toMatch(
      /refuses this user or password/,
    )
    expect(await open(serving('', 'none'))).toMatch(/There is no database none/)
    expect(await open(server.address('postgres', 'administrator', 'latin'))).toMatch(
      /is LATIN1, sorted by C, and Konbit needs UTF8 sorted by C/,
    )
    expect(await open('postgres://a:b@127.0.0.1:1/c')).toMatch(/cannot be reached/)
  })

  test('with TLS is verified by authority and name, and refused in a sentence', async (context) => {
    const { certificate, port } = server
    if (!certificate) return context.skip('there is no openssl to make a certificate with')
    expect(await open(serving(`?sslmode=verify-full&sslrootcert=${certificate}`))).toBe('open')
    expect(await open(serving('?sslmode=require'))).toBe('open')
    expect(await open(serving('?sslmode=verify-full'))).toMatch(/is not trusted .*sslrootcert/)
    const byNumber = `postgres://konbit_server:serving@127.0.0.1:${port}/konbit?sslrootcert=${certificate}`
    expect(await open(`${byNumber}&sslmode=verify-full`)).toMatch(/bears another name/)
    expect(await open(`${byNumber}&sslmode=verify-ca`)).toBe('open')
    await server.run('alter system set ssl = off', 'select pg_reload_conf()')
  })
})
