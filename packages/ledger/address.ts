/**
 * A Postgres by its address, as DATABASE_URL gives it: postgres://user:password@host:5432/database?sslmode=verify-full.
 * It answers "how do I connect?" and refuses, in one sentence, what it would otherwise have to guess.
 */
import { readFileSync } from 'node:fs'
import { StartFailure } from './account.ts'
import type { Connection } from './cluster.ts'

const known = ['host', 'sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'application_name']
const modes = ['disable', 'require', 'verify-ca', 'verify-full']
const isHere = (host: string): boolean =>
  host.startsWith('/') || /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/.test(host)

/** `variable` is where the address stood. A host elsewhere is verified unless the address says otherwise. */
export function readAddress(text: string, variable = 'DATABASE_URL'): Connection {
  const wrong = (why: string): StartFailure => new StartFailure(`${variable} ${why}`)
  if (!URL.canParse(text) || !/^postgres(ql)?:/.test(text))
    throw wrong('is no address such as postgres://user:password@host:5432/database.')
  const { hostname, port, username, password, pathname, searchParams: asked } = new URL(text)
  const odd = [...asked.keys()].find((name) => !known.includes(name))
  if (odd) throw wrong(`says ${odd}, which Konbit does not know; it knows ${known.join(', ')}.`)
  const host = asked.get('host') ?? decodeURIComponent(hostname)
  const mode = asked.get('sslmode') ?? (isHere(host) ? 'disable' : 'verify-full')
  if (!modes.includes(mode))
    throw wrong(
      `says sslmode=${mode}, which may end in plain text; write one of ${modes.join(', ')}.`,
    )
  const read = (name: string): string | undefined => {
    const path = asked.get(name)
    if (path === null) return undefined
    try {
      return readFileSync(path, 'utf8')
    } catch {
      throw wrong(`names ${path} as ${name}, which cannot be read.`)
    }
  }
  const [ca, cert, key] = ['sslrootcert', 'sslcert', 'sslkey'].map(read)
  const database = decodeURIComponent(pathname.slice(1))
  if (!host || !username || !database) throw wrong('has to name a user, a host and a database.')
  return {
    host: host.replace(/^\[|\]$/g, ''),
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    database,
    ...(password ? { password: decodeURIComponent(password) } : {}),
    ...(mode === 'disable' || host.startsWith('/')
      ? {}
      : {
          ssl: {
            // As in Postgres' own library: a root certificate is always held against, even under require.
            rejectUnauthorized: mode !== 'require' || ca !== undefined,
            ...(mode === 'verify-full' ? {} : { checkServerIdentity: () => undefined }),
            ...(ca ? { ca } : {}),
            ...(cert ? { cert } : {}),
            ...(key ? { key } : {}),
          },
        }),
  }
}

/** Why a database cannot be used, in one sentence where the reason is plain. */
export function whyNot(failure: Error & { code?: string }, place: string): Error {
  const { code = '', message } = failure
  if (/^(ECONN|ENOTFOUND|ETIMEDOUT|EAI|EHOST|ENET|ENOENT)/.test(code))
    return new StartFailure(`The database ${place} cannot be reached: ${message}.`)
  if (/does not support SSL/.test(message))
    return new StartFailure(
      `The database ${place} offers no TLS: let its administrator turn ssl on, or write sslmode=disable where nobody can listen.`,
    )
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return new StartFailure(
      `The certificate of the database ${place} bears another name: ${message}.`,
    )
  if (/CERT|SIGNATURE|SELF_SIGNED/.test(code))
    return new StartFailure(
      `The certificate of the database ${place} is not trusted (${code}): name the authority that issued it with sslrootcert.`,
    )
  if (code === '28000' && /no encryption|SSL off/.test(message))
    return new StartFailure(`The database ${place} asks for TLS: write sslmode=verify-full.`)
  if (code.startsWith('28'))
    return new StartFailure(`The database ${place} refuses this user or password.`)
  if (code === '3D000') return new StartFailure(`There is no database ${place}.`)
  if (message.startsWith('this database was made'))
    return new StartFailure(
      `The database ${place} was made by another Konbit: export with that one, then import here.`,
    )
  if (message.startsWith('this database was brought'))
    return new StartFailure(`The database ${place} is too new: ${message}.`)
  return failure
}
