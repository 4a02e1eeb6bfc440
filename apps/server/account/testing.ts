/** For tests only: a browser that keeps cookies, codes as a phone shows them, and a small provider of identities. */
import {
  createHmac,
  createPrivateKey,
  createSign,
  generateKeyPairSync,
  randomUUID,
} from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Hono } from 'hono'

// biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of every shape, and says what it expects there
type Loose = any
export type Visit = { status: number; body: Loose; text: string; headers: Headers }
export type Visitor = {
  cookies: Map<string, string>
  get: (path: string, headers?: Record<string, string>) => Promise<Visit>
  post: (path: string, body?: unknown, headers?: Record<string, string>) => Promise<Visit>
}

/** As a browser on this page would: it keeps cookies and says where its requests come from. */
export function visit(app: Hono, host = 'localhost:8787'): Visitor {
  const cookies = new Map<string, string>()
  const ask = async (path: string, init: RequestInit): Promise<Visit> => {
    const response = await app.request(`http://${host}${path}`, {
      ...init,
      headers: {
        host,
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(init.headers as Record<string, string>),
      },
    })
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ')
      const [name = '', value = ''] = pair.split(/=(.*)/s)
      if (attributes.some((one) => /^max-age=0$/i.test(one))) cookies.delete(name)
      else cookies.set(name, value)
    }
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    const body = isJson && text ? JSON.parse(text) : undefined
    return { status: response.status, body, text, headers: response.headers }
  }
  return {
    cookies,
    get: (path, headers = {}) => ask(path, { headers }),
    post: (path, body = {}, headers = {}) =>
      ask(path, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: {
          'content-type': 'application/json',
          origin: `http://${host}`,
          'sec-fetch-site': 'same-origin',
          ...headers,
        },
      }),
  }
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const fromBase32 = (text: string): Buffer => {
  let bits = ''
  for (const letter of text.replace(/=+$/, ''))
    bits += alphabet.indexOf(letter.toUpperCase()).toString(2).padStart(5, '0')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

/** The six digits that a phone shows for this address (RFC 6238). */
export function codeFor(uri: string, now = Date.now()): string {
  const secret = fromBase32(new URL(uri).searchParams.get('secret') ?? '')
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)))
  const hash = createHmac('sha1', secret).update(counter).digest()
  const at = (hash.at(-1) ?? 0) & 0xf
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

type Person = {
  sub: string
  email: string
  email_verified: boolean
  name: string
  groups: string[]
}
export type TestProvider = {
  discovery: string
  person: Person
  /** Refuses every refresh token from now on. */
  isRefusing: boolean
  /** Answers nothing but 503. */
  isAway: boolean
  asked: string[]
  /** What the browser does at the provider: agrees, and is sent back to this path. */
  agree: (authorize: string) => string
  close: () => Promise<void>
}

/** An OpenID provider on loopback: one person, RS256, no pages. */
export async function openTestProvider(client: string): Promise<TestProvider> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const codes = new Map<string, string>()
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  let issuer = ''
  const token = (nonce?: string): string => {
    const now = Math.floor(Date.now() / 1000)
    const claims = { iss: issuer, aud: client, iat: now, exp: now + 300, ...provider.person }
    const head = part({ alg: 'RS256', kid: 'one', typ: 'JWT' })
    const text = `${head}.${part({ ...claims, ...(nonce ? { nonce } : {}) })}`
    return `${text}.${createSign('RSA-SHA256').update(text).sign(key, 'base64url')}`
  }
  const server = createServer(async (request, response) => {
    const path = request.url ?? ''
    provider.asked.push(`${request.method} ${path.split('?')[0]}`)
    const say = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(body))
    }
    if (provider.isAway) return say(503, {})
    if (path.startsWith('/.well-known'))
      return say(200, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/me`,
        jwks_uri: `${issuer}/keys`,
        id_token_signing_alg_values_supported: ['RS256'],
      })
    if (path === '/keys')
      return say(200, {
        keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }],
      })
    if (path !== '/token') return say(404, {})
    let text = ''
    for await (const chunk of request) text += chunk
    const form = new URLSearchParams(text)
    const isRefresh = form.get('grant_type') === 'refresh_token'
    const nonce = codes.get(form.get('code') ?? '')
    if (isRefresh ? provider.isRefusing : nonce === undefined)
      return say(400, { error: 'invalid_grant' })
    return say(200, {
      access_token: randomUUID(),
      refresh_token: randomUUID(),
      token_type: 'Bearer',
      expires_in: 300,
      id_token: token(isRefresh ? undefined : nonce),
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider: TestProvider = {
    discovery: `${issuer}/.well-known/openid-configuration`,
    person: { sub: 'p1', email: 'p@example.org', email_verified: true, name: 'P', groups: [] },
    isRefusing: false,
    isAway: false,
    asked: [],
    agree: (authorize) => {
      const { searchParams } = new URL(authorize)
      const code = randomUUID()
      codes.set(code, searchParams.get('nonce') ?? '')
      const back = new URL(searchParams.get('redirect_uri') ?? '')
      back.searchParams.set('code', code)
      back.searchParams.set('state', searchParams.get('state') ?? '')
      return back.pathname + back.search
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return provider
}
