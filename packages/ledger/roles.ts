/**
 * Who is who in the database. Nobody serves as the owner or as a superuser: the server signs in as `konbit_server`, which
 * may do nothing until it takes on a role for one transaction. This list makes the roles where we may, and prints the
 * script for an administrator where we may not.
 */
import { createHmac } from 'node:crypto'
import pg from 'pg'
import { StartFailure } from './account.ts'
import type { Connection } from './cluster.ts'
import { SERVER_ROLE, type Session } from './pool.ts'

/** Signs in to bring the schema to shape, to back up and to restore; never to serve. */
const KEEPER_ROLE = 'konbit_keeper'
/** Signs in on machines that play long studies and do nothing else. */
const WORKER_ROLE = 'konbit_worker'

type DatabaseRole = { name: string; about: string; isLogin?: true; takes?: readonly string[] }

/** In the order in which they are made. A login inherits nothing it could use by mistake. */
const databaseRoles: readonly DatabaseRole[] = [
  { name: 'konbit_owner', about: 'owns the schema; bound by its policies like everybody' },
  { name: 'konbit_writer', about: 'adds entries, closes versions, moves heads' },
  { name: 'konbit_reader', about: 'reads what a named member may see' },
  { name: 'konbit_auditor', about: 'reads who read what' },
  { name: 'konbit_account', about: 'sign-in: accounts, sessions, keys' },
  { name: 'konbit_queue', about: 'long studies and the queue of their pieces' },
  { name: 'konbit_backup', about: 'reads every table, for a backup' },
  {
    name: SERVER_ROLE,
    about: 'the server signs in with it',
    isLogin: true,
    takes: ['konbit_writer', 'konbit_reader', 'konbit_auditor', 'konbit_account', 'konbit_queue'],
  },
  {
    name: WORKER_ROLE,
    about: 'workers of long studies sign in with it; it reaches no record',
    isLogin: true,
    takes: ['konbit_queue'],
  },
  {
    name: KEEPER_ROLE,
    about: 'upgrades, backups and restores sign in with it',
    isLogin: true,
    takes: ['konbit_owner', 'konbit_writer', 'konbit_backup'],
  },
]

const attributes = ({ name, isLogin }: DatabaseRole): string => {
  if (!isLogin) return 'nologin'
  return name === KEEPER_ROLE ? 'login' : 'login noinherit'
}
const grants = databaseRoles.flatMap(({ name, takes }) =>
  takes ? [`grant ${takes.join(', ')} to ${name}`] : [],
)

/** The encoding and collation without which texts would sort otherwise, and policies be slow. */
const madeWith = `template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`

/** What an administrator runs once with psql, in our stead. */
export function rolesScript(database: string): string {
  const name = pg.escapeIdentifier(database)
  const width = Math.max(...databaseRoles.map((one) => one.name.length))
  return `-- Konbit's roles and its database. An administrator runs this once, and again where a newer Konbit names a role that is missing:
--   konbit roles | psql --set ON_ERROR_STOP=1 "host=... user=postgres dbname=postgres"
-- and then sets two passwords: psql's \\password ${SERVER_ROLE} and \\password ${KEEPER_ROLE}; and that of ${WORKER_ROLE}
-- where other machines play long studies. What is there already stays as it is.
--
-- The server runs with    DATABASE_URL=postgres://${SERVER_ROLE}:...@host:5432/${database}
-- upgrades, backups and restores also need    KONBIT_OWNER_URL=postgres://${KEEPER_ROLE}:...@host:5432/${database}
-- a worker runs with    konbit work --database postgres://${WORKER_ROLE}:...@host:5432/${database}
-- No superuser is needed after this, and no role below may make roles or pass by row-level security.

${databaseRoles
  .map(
    (one) =>
      `select 'create role ${one.name} ${attributes(one)} nosuperuser nocreatedb nocreaterole nobypassrls' where to_regrole('${one.name}') is null \\gexec\n-- ${one.name.padEnd(width)} ${one.about}`,
  )
  .join('\n')}

${grants.map((one) => `${one};`).join('\n')}
grant pg_read_all_stats to konbit_owner; -- tells how far a synchronous standby has come

select $$create database ${name} owner konbit_owner ${madeWith}$$ where not exists (select from pg_database where datname = '${database}') \\gexec
revoke all on database ${name} from public;
grant connect on database ${name} to ${SERVER_ROLE}, ${KEEPER_ROLE}, ${WORKER_ROLE};
grant temporary on database ${name} to konbit_writer;
\\connect ${name}
revoke create on schema public from public;
`
}

export type Place = {
  /** What the pools sign in as. */
  server: Connection
  /** Whether this login may change the schema. */
  isKeeper: boolean
}

/**
 * Sees that the roles are there, makes them where this login may, and says what it may do. Throws a `StartFailure` where
 * an administrator has to come first. `server` is what the pools were told to sign in as, if anything.
 */
export async function prepareRoles(
  session: Session,
  connection: Connection,
  server: Connection | undefined,
): Promise<Place> {
  const [login] = await session.query<{ mayMake: boolean; missing: string[] }>(
    `select rolsuper or rolcreaterole as "mayMake",
       array(select name from unnest($1::text[]) as name where not exists (select from pg_roles where rolname = name)) as missing
     from pg_roles where rolname = current_user`,
    [databaseRoles.map(({ name }) => name)],
  )
  if (login?.mayMake) await makeRoles(session)
  else if (login?.missing.length)
    throw new StartFailure(
      `The database has no role ${login.missing.join(', ')} and ${connection.user} may not make any: let an administrator run what konbit roles prints.`,
    )
  // Without one it makes konbit_server and serves as that.
  if (server || !login?.mayMake) await checkServer(session, server ?? connection)
  const [keeper] = await session.query<{ is: boolean }>(
    `select pg_has_role(current_user, 'konbit_owner', 'member') and pg_has_role(current_user, 'konbit_writer', 'member') as is`,
  )
  const isKeeper = keeper?.is ?? false
  if (server) return { server, isKeeper }
  if (!login?.mayMake) return { server: connection, isKeeper }
  const own = serverOf(connection)
  if (own.password) await setPassword(session, own.password)
  return { server: own, isKeeper }
}

/** Roles belong to the cluster and not to the database, so another database may have made them, even just now. */
async function makeRoles(session: Session): Promise<void> {
  for (const role of databaseRoles) {
    await session.query(`do $$ begin
      if not exists (select from pg_roles where rolname = '${role.name}') then create role ${role.name} ${attributes(role)}; end if;
    exception when duplicate_object or unique_violation then null; end $$`)
  }
  const memberships = [
    ...grants,
    'grant konbit_owner, konbit_writer, konbit_backup to current_user',
  ].join('; ')
  // Two databases of one cluster may be granting the same at the same time.
  for (let tries = 0; ; tries++) {
    try {
      await session.query(memberships)
      break
    } catch (error) {
      if (tries > 5 || !/concurrently|duplicate/.test(String(error))) throw error
    }
  }
  await session
    .query('grant pg_read_all_stats to konbit_owner')
    .catch((error: { code?: string }) => {
      if (error.code !== '42501' && !/concurrently/.test(String(error))) throw error
    })
}

/** With an administrator's address alone, the server gets a password that follows from the administrator's and is another. */
export function serverOf({ password: given, ...rest }: Connection): Connection {
  if (!given) return { ...rest, user: SERVER_ROLE }
  const password = createHmac('sha256', given).update(SERVER_ROLE).digest('base64url')
  return { ...rest, user: SERVER_ROLE, password }
}

async function setPassword(session: Session, password: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await session.query(`alter role ${SERVER_ROLE} password ${pg.escapeLiteral(password)}`)
      return
    } catch (error) {
      if (tries > 5 || !/concurrently/.test(String(error))) throw error
    }
  }
}

/** Row-level security binds neither a superuser nor who may pass it by, so neither may serve. */
async function checkServer(session: Session, server: Connection): Promise<void> {
  const [role] = await session.query<{ passes: boolean }>(
    'select rolsuper or rolbypassrls as passes from pg_roles where rolname = $1',
    [server.user],
  )
  if (role?.passes)
    throw new StartFailure(
      `The server may not sign in as ${server.user}, which no row-level security binds: name ${SERVER_ROLE} in DATABASE_URL (konbit roles says how).`,
    )
}

/** Makes the database of that name where the login may; what it must be made with is said in one place. */
export const createDatabase = (name: string): string =>
  `create database ${pg.escapeIdentifier(name)} ${madeWith}`

/** Refuses a server that is too old and a database that sorts or stores texts otherwise. */
export async function checkDatabase(session: Session): Promise<void> {
  const [found] = await session.query<{
    version: number
    name: string
    encoding: string
    collate: string
    ctype: string
  }>(
    `select current_setting('server_version_num')::int as version, datname as name, pg_encoding_to_char(encoding) as encoding,
       datcollate as collate, datctype as ctype from pg_database where datname = current_database()`,
  )
  if (!found) return
  if (found.version < 150_000)
    throw new StartFailure(
      `The server runs Postgres ${Math.floor(found.version / 10_000)}, and Konbit needs 15 or newer.`,
    )
  const plain = ['C', 'POSIX', 'C.UTF-8', 'C.utf8']
  if (found.encoding !== 'UTF8' || !plain.includes(found.collate) || !plain.includes(found.ctype))
    throw new StartFailure(
      `The database ${found.name} is ${found.encoding}, sorted by ${found.collate}, and Konbit needs UTF8 sorted by C: make one with ${createDatabase(found.name)}.`,
    )
}
