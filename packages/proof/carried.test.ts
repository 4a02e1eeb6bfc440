/** A queue as a file: what goes in comes out, only for whom it is sealed, and no byte of it can be another. */
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  base64,
  CARRIED_MAX_BYTES,
  type Carried,
  carry,
  isSignedBy,
  openCarried,
  pointOf,
  readCarried,
} from './index.ts'

const head = {
  mission: 'ours',
  device: '0b8f2c1e-0000-4000-8000-000000000001',
  made: '2026-01-14T10:00:00.000Z',
}
const commands = [{ id: 'a', input: { title: 'É' } }, { id: 'b' }]
const pairFor = (name: string, uses: KeyUsage[]) =>
  crypto.subtle.generateKey(
    { name, namedCurve: 'P-256' },
    true,
    uses,
  ) as unknown as Promise<CryptoKeyPair>

let device: CryptoKeyPair
let server: CryptoKeyPair
let file: Uint8Array
beforeAll(async () => {
  device = await pairFor('ECDSA', ['sign', 'verify'])
  server = await pairFor('ECDH', ['deriveBits'])
  file = await carry({ ...head, to: await pointOf(server.publicKey) }, commands, device.privateKey)
})
const readable = (one: Uint8Array = file): Carried => {
  const read = readCarried(one)
  if ('wrong' in read) throw new Error(read.wrong)
  return read
}

describe('a queue as a file', () => {
  test('opens for the server it is sealed for, and shows nobody else what is in it', async () => {
    const read = readable()
    expect(await isSignedBy(read, await pointOf(device.publicKey))).toBe(true)
    expect(await openCarried(read, server.privateKey)).toEqual(commands)
    const other = await pairFor('ECDH', ['deriveBits'])
    expect(await openCarried(read, other.privateKey)).toEqual({ wrong: 'content' })
    expect(new TextDecoder().decode(file)).not.toMatch(/title|É/)
  })

  test('another device did not sign it', async () => {
    const other = await pairFor('ECDSA', ['sign', 'verify'])
    expect(await isSignedBy(readable(), await pointOf(other.publicKey))).toBe(false)
    expect(await isSignedBy(readable(), 'nonsense')).toBe(false)
    expect(await isSignedBy(readable(), base64(new Uint8Array(65)))).toBe(false)
  })

  test('of which any byte was changed is not read, or was not signed so', async () => {
    const key = await pointOf(device.publicKey)
    await fc.assert(
      fc.asyncProperty(
        fc.nat(file.length - 2),
        fc.integer({ min: 1, max: 255 }),
        async (at, by) => {
          const changed = file.slice()
          changed[at] = (changed[at] as number) ^ by
          const read = readCarried(changed)
          if ('wrong' in read) return
          expect(await isSignedBy(read, key)).toBe(false)
        },
      ),
      { numRuns: 150 },
    )
  })

  test.each<[string, (value: Record<string, unknown>) => unknown, string]>([
    ['of another format', (one) => ({ ...one, format: 'konbit/queue/2' }), 'format'],
    ['with something more', (one) => ({ ...one, more: 'x' }), 'format'],
    ['that is a list', () => [1], 'format'],
    ['without a mission', (one) => ({ ...one, mission: '../etc' }), 'mission'],
    ['with a number for a device', (one) => ({ ...one, device: 7 }), 'device'],
    ['with a short key', (one) => ({ ...one, to: 'AAAA' }), 'to'],
    ['with a short signature', (one) => ({ ...one, signature: 'AAAA' }), 'signature'],
  ])('one %s is told from the outside', (_, change, wrong) => {
    const value = JSON.parse(new TextDecoder().decode(file)) as Record<string, unknown>
    const bytes = new TextEncoder().encode(JSON.stringify(change(value)))
    expect(readCarried(bytes)).toEqual({ wrong })
  })

  test('bytes that are no text, and too many of them, are refused unread', () => {
    expect(readCarried(Uint8Array.of(0xff, 0xfe))).toEqual({ wrong: 'format' })
    expect(readCarried(new Uint8Array(CARRIED_MAX_BYTES + 1))).toEqual({ wrong: 'content' })
  })
})
