/** konbit serve: everything up, the address printed, and everything down again on a signal. */

import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isLoopback, listen, tryPort } from '@konbit/server'
import { fromHere } from './missions.ts'
import { openHouse } from './open.ts'
import { type Given, UseFailure } from './options.ts'
import { version } from './version.ts'

export async function serve(given: Given): Promise<void> {
  const port = Number(given.port)
  if (!/^\d+$/.test(given.port ?? '') || port > 65_535)
    throw new UseFailure(`A port is a number from 0 to 65535, not ${given.port}.`)
  const host = given.host ?? '127.0.0.1'
  const say = (line: string): void => console.log(`  ${line}`)
  console.log(`Konbit ${await version()}`)

  let isStopping = false
  let stop = async (): Promise<void> => process.exit(0)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (isStopping) return
      isStopping = true
      void stop()
    })
  }

  await tryPort({ port, host })
  const opened = await openHouse(given, { say, keepsUp: true })
  const address = join(fromHere(given.data ?? ''), 'address')
  try {
    const server = await listen(opened.app, { port, host })
    if (existsSync(fromHere(given.data ?? ''))) await writeFile(address, server.address)
    stop = async () => {
      say('Stopping')
      const late = setTimeout(() => process.exit(1), 60_000).unref()
      await rm(address, { force: true })
      await server.stop()
      await opened.close()
      clearTimeout(late)
      process.exit(0)
    }
    if (isStopping) await stop()
    console.log(`\n  Konbit is at ${server.address}\n  The data lies in ${opened.data}`)
    if (!isLoopback(host) && !opened.house.mayChoose)
      say(
        'Others can reach this address: everybody is the public resident. KONBIT_DEMO=1 lets people choose who they are.',
      )
    if (!isLoopback(host) && opened.house.mayChoose)
      say('DEMO: whoever reaches this address may act as anybody. Put no real data here.')
    console.log('  Ctrl-C stops it\n')
    void opened.app.request(`/api/${opened.mission}/overview`) // so that the first page is quick
  } catch (failure) {
    await opened.close()
    throw failure
  }
}
