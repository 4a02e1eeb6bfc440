/** What a bundle is made of: the commands that wait, in the form in which they would be sent, and the key this phone signs with. */
import { boxNow, items } from './box.ts'
import type { Command } from './order.ts'

/** Undefined where the outbox is not open. */
export async function signingKey(): Promise<{ device: string; key: CryptoKey } | undefined> {
  const box = boxNow()
  return box && { device: box.person.device, key: box.person.sign.privateKey }
}

/** Everything that waits, in order; what was refused stays here until its author has mended it. */
export async function queued(): Promise<Command[]> {
  const box = boxNow()
  if (!box) return []
  const all = await items(box)
  return all
    .filter(({ state, attached }) => state === 'waiting' && !attached)
    .map(({ command }) => command)
}
