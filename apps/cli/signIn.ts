/**
 * What a server is told about those who come to it: under which address, through how many proxies, how often, and by which
 * provider of identities. From the environment and the mission's folder; what does not fit together ends the start.
 */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Ledger } from '@konbit/ledger'
import {
  type AccountSettings,
  type House,
  isLoopback,
  jsonLog,
  Metrics,
  type MissionHere,
  openAccounts,
  type Provider,
  parseProvider,
  readLimits,
} from '@konbit/server'
import { fromHere } from './missions.ts'
import { type Given, UseFailure } from './options.ts'

type Environment = Readonly<Record<string, string | undefined>>
type Front = Pick<
  House,
  'url' | 'proxies' | 'limits' | 'metrics' | 'metricsToken' | 'log' | 'state'
>

/** The address that people type. Needed where others come to sign in, and then it is https. */
export function readUrl(env: Environment, host: string, signsIn: boolean): string | undefined {
  const text = env.KONBIT_URL
  if (!text) {
    if (signsIn && !isLoopback(host))
      throw new UseFailure(
        'On an address that others can reach, people sign in over https: name it in KONBIT_URL, such as https://konbit.example, and see docs/operating/behind-a-proxy.md.',
      )
    return undefined
  }
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPlain = url?.protocol === 'http:' && isLoopback(url.hostname)
  if (url?.pathname !== '/' || (url.protocol !== 'https:' && !isPlain))
    throw new UseFailure(`KONBIT_URL is no address such as https://konbit.example: ${text}`)
  return url.origin
}

/** Everything about the front of the house but accounts. */
export function readFront(
  env: Environment,
  { host = '127.0.0.1', log }: Given,
  signsIn: boolean,
): Front {
  const url = readUrl(env, host, signsIn)
  const limits = readLimits(env.KONBIT_LIMITS)
  if (!limits)
    throw new UseFailure(
      'KONBIT_LIMITS is off, or such as address=200/2000,account=100/1000,signIn=0.5/30.',
    )
  const proxies = Number(env.KONBIT_PROXIES ?? 0)
  if (!Number.isInteger(proxies) || proxies < 0 || proxies > 9)
    throw new UseFailure('KONBIT_PROXIES is how many proxies of your own stand in front: 0 to 9.')
  return {
    ...(url ? { url } : {}),
    ...(limits === 'off' ? {} : { limits }),
    ...(env.KONBIT_METRICS_TOKEN ? { metricsToken: env.KONBIT_METRICS_TOKEN } : {}),
    ...(log === 'json' ? { log: jsonLog((line) => console.log(line)) } : {}),
    proxies,
    metrics: new Metrics(),
    state: { isStopping: false },
  }
}

/** From KONBIT_OIDC_* or the folder's `provider`; its secret from the environment alone. */
export async function readProvider(
  env: Environment,
  folder: string,
): Promise<Provider | undefined> {
  const text = await readFile(join(folder, 'mission.json'), 'utf8')
  const { provider: told } = JSON.parse(text) as { provider?: object }
  const named = env.KONBIT_OIDC_DISCOVERY
    ? {
        discovery: env.KONBIT_OIDC_DISCOVERY,
        client: env.KONBIT_OIDC_CLIENT,
        ...(env.KONBIT_OIDC_TITLE ? { title: env.KONBIT_OIDC_TITLE } : {}),
        ...(env.KONBIT_OIDC_SCOPES ? { scopes: env.KONBIT_OIDC_SCOPES.split(/[ ,]+/) } : {}),
        ...(env.KONBIT_OIDC_CLAIM ? { claim: env.KONBIT_OIDC_CLAIM } : {}),
        ...(env.KONBIT_OIDC_GROUPS ? { groups: json(env.KONBIT_OIDC_GROUPS) } : {}),
        ...(env.KONBIT_OIDC_EVERY ? { every: Number(env.KONBIT_OIDC_EVERY) } : {}),
      }
    : told
  if (!named) return undefined
  const read = parseProvider(named)
  const secret = env.KONBIT_OIDC_SECRET
  if (typeof read === 'string' || !secret)
    throw new UseFailure(
      `The provider of identities cannot be used: ${typeof read === 'string' ? read : 'KONBIT_OIDC_SECRET is not set'}.`,
    )
  const { hostname, protocol } = new URL(read.discovery)
  if (protocol !== 'https:' && !isLoopback(hostname))
    throw new UseFailure('The provider of identities is asked over https only.')
  return { ...read, secret }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new UseFailure('KONBIT_OIDC_GROUPS is no JSON such as {"watch":{"roles":["watch"]}}.')
  }
}

export const keysFolder = ({ data = '' }: Given, env: Environment): string =>
  env.KONBIT_KEYS ? fromHere(env.KONBIT_KEYS) : join(fromHere(data), 'keys')

/** What seals the secrets of accounts, and what the files of documents: each its own, so that one may change alone. */
const secrets = {
  account: 'KONBIT_SECRET',
  document: 'KONBIT_DOCUMENT_SECRET',
} as const

/** From the environment, or a file beside the signing keys, made at the first start. */
export async function secretFor(
  what: keyof typeof secrets,
  given: Given,
  env: Environment,
): Promise<string> {
  const told = env[secrets[what]]
  if (told) {
    if (told.length < 32) throw new UseFailure(`${secrets[what]} is shorter than 32 characters.`)
    return told
  }
  const folder = keysFolder(given, env)
  const path = join(folder, `${what}.secret`)
  if (!existsSync(path)) {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(path, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' }).catch(
      (failure: NodeJS.ErrnoException) => {
        if (failure.code !== 'EEXIST') throw failure
      },
    )
  }
  return (await readFile(path, 'utf8')).trim()
}

type Wanted = {
  ledger: Ledger
  mission: MissionHere
  folder: string
  given: Given
  url: string | undefined
  note: House['note']
}

/** Accounts for the mission served; in a demonstration nobody signs in, and they are there and empty. */
export async function accountsFor({ ledger, mission, folder, given, url, note }: Wanted) {
  const provider = mission.demo ? undefined : await readProvider(process.env, folder)
  const settings: AccountSettings = {
    secret: await secretFor('account', given, process.env),
    url,
    provider,
  }
  return openAccounts({ ledger, settings, missions: mission.demo ? [] : [mission], note })
}
