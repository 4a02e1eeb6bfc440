/**
 * What a log's key signs beside checkpoints and changes of keys: statements about what stands in it. Each kind has a first line
 * of its own, so that none can be taken for another.
 */
import { COUNTS, parseCheckpoint, signNote, TRANSFER } from '@konbit/proof'
import type { Keyring } from './keys.ts'
import { lockLog, readyToSign, type Signing, type Signs } from './sign.ts'

/** The note over the text, or why nothing is signed. */
export async function attest(
  signs: Signs,
  keyring: Keyring,
  mission: string,
  text: string,
): Promise<string | Signing> {
  if (![TRANSFER, COUNTS].some((one) => text.startsWith(`${one}\n`)) || parseCheckpoint(text))
    throw new Error('only what can be taken for nothing else is attested')
  return signs.pools.write(async (session) => {
    await lockLog(session, mission)
    const ready = await readyToSign(signs, keyring, session, mission)
    return 'does' in ready ? ready : signNote(text, ready.signer)
  })
}
