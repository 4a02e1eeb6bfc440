/**
 * The key for which phones seal what is carried to this server on a stick: a pair on P-256, one for each mission, made from the
 * secret that also seals documents. So it is the same after a restart and gone when that secret is.
 */
import { createECDH } from 'node:crypto'
import { base64 } from '@konbit/proof'
import type { House } from '../house.ts'

export type Pair = { point: string; mine: CryptoKey }

const pairs = new WeakMap<House, Map<string, Promise<Pair>>>()

/** Undefined where the house keeps no secrets. */
export function carryingPair(house: House, mission: string): Promise<Pair> | undefined {
  if (!house.sealer) return undefined
  const all = pairs.get(house) ?? new Map<string, Promise<Pair>>()
  pairs.set(house, all)
  const found = all.get(mission) ?? made(house.sealer.secretFor, mission)
  all.set(mission, found)
  return found
}

async function made(secretFor: (purpose: string) => Buffer, mission: string): Promise<Pair> {
  const ecdh = createECDH('prime256v1')
  // Kept as it was given: what the curve gives back has lost its leading zeros.
  let secret: Buffer
  // One in four billion numbers is none of the curve's: then the next is.
  for (let round = 0; ; round += 1) {
    secret = secretFor(`carried ${mission} ${round}`)
    try {
      ecdh.setPrivateKey(secret)
      break
    } catch (error) {
      if (round > 8) throw error
    }
  }
  const point = ecdh.getPublicKey()
  const part = (from: number, to: number): string => point.subarray(from, to).toString('base64url')
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: part(1, 33),
    y: part(33, 65),
    d: secret.toString('base64url'),
  }
  const mine = await crypto.subtle.importKey(
    'jwk',
    jwk,
    { name: 'ECDH', namedCurve: 'P-256' },
    false,
    ['deriveBits'],
  )
  return { point: base64(new Uint8Array(point)), mine }
}
