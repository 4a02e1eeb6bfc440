/** konbit intake: the page for complaints alone, run by an independent body. It needs no ledger and holds no secret key. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serveIntake } from '@konbit/intake'
import { fromHere } from './missions.ts'
import { type Given, UseFailure, webFolder } from './options.ts'

/** A page that anybody might have open. */
const usualLeaveTo = 'https://ht.wikipedia.org/'

export async function intake(given: Given): Promise<void> {
  const { mission, keys, folder = 'konbit-intake' } = given
  const passTo = given['pass-to']
  if (!keys || !passTo || !/^https?:\/\//.test(passTo) || !mission || !/^[\w-]+$/.test(mission))
    throw new UseFailure(
      'Say for which mission, with which keys and where to: konbit intake --mission ours --keys keys.json --pass-to https://record.example.',
    )
  const port = Number(given.port)
  if (!/^\d+$/.test(given.port ?? '') || port > 65_535)
    throw new UseFailure(`A port is a number from 0 to 65535, not ${given.port}.`)
  const served = await serveIntake({
    port,
    host: given.host ?? '127.0.0.1',
    keysFile: fromHere(keys),
    passTo,
    mission,
    folder: join(fromHere(folder), 'spool'),
    script: () => readFile(join(webFolder, 'complain', 'seal.js')).catch(() => undefined),
    leaveTo: process.env.KONBIT_LEAVE_TO || usualLeaveTo,
    note: (sentence) => console.error(sentence),
  })
  console.log(
    `\n  The intake is at ${served.address}\n  Sealed parcels wait: ${await served.waiting()}\n  Ctrl-C stops it\n`,
  )
  await new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => done())
  })
  await served.stop()
}
