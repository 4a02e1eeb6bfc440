/** The key that carried queues are sealed for: every secret gives one, and the phone's half fits the server's. */
import { expect, test } from 'vitest'
import type { House } from '../house.ts'
import { carryingPair } from './key.ts'

const houseOf = (secret: Buffer): House =>
  ({ sealer: { secretFor: () => secret } }) as unknown as House

test.each([0, 1, 2, 31])('a secret that begins with %s zeros gives a pair', async (zeros) => {
  const secret = Buffer.alloc(32, 7).fill(0, 0, zeros)
  const pair = await carryingPair(houseOf(secret), 'm')
  const phone = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, [
    'deriveBits',
  ])
  const server = await crypto.subtle.importKey(
    'raw',
    Buffer.from(pair?.point ?? '', 'base64'),
    { name: 'ECDH', namedCurve: 'P-256' },
    true,
    [],
  )
  const here = { name: 'ECDH', public: phone.publicKey }
  const there = { name: 'ECDH', public: server }
  expect(await crypto.subtle.deriveBits(here, pair?.mine as CryptoKey, 256)).toEqual(
    await crypto.subtle.deriveBits(there, phone.privateKey, 256),
  )
})
