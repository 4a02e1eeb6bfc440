/** konbit serve: everything up, the address printed, and everything down again on a signal. */

import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  isLoopback,
  listen,
  startMarks,
  startNotices,
  startTeller,
  startWorker,
  tryPort,
} from '@konbit/server'
import { fromHere } from './missions.ts'
import { openHouse } from './open.ts'
import { type Given, UseFailure } from './options.ts'
import { setUpPath } from './setUp.ts'
import { sweepHourly } from './upkeep.ts'
import { version } from './version.ts'

/** How long to go on answering when told to stop, so that a proxy sends the next request elsewhere. */
const drainSeconds = Math.min(30, Number(process.env.KONBIT_DRAIN ?? 0) || 0)

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
    const { house, mission } = opened
    const server = await listen(opened.app, { port, host, url: house.url })
    const signing = house.ledger.signing(mission)
    const endSweeping = sweepHourly(
      () => Promise.all([house.ledger.sweep(), house.ledger.letGoOfContents()]),
      (failure) => house.note(failure, 'sweep'),
    )
    // One core at most, and behind everything else: whoever needs more starts konbit work beside it.
    const worker =
      process.env.KONBIT_WORKER === 'off'
        ? undefined
        : await startWorker({
            connection: house.ledger.queueConnection,
            threads: 1,
            isMeek: true,
            note: house.note,
          })
    const notices = startNotices({
      ledger: opened.house.ledger,
      mission: opened.mission,
      smtp: process.env.KONBIT_SMTP,
      from: process.env.KONBIT_MAIL_FROM,
      note: opened.house.note,
    })
    const marks = startMarks({ ledger: house.ledger, mission, note: house.note })
    const here = house.missions.get(mission)
    const teller =
      here &&
      (await startTeller({
        ...house,
        mission: here,
        smtp: process.env.KONBIT_SMTP,
        from: process.env.KONBIT_MAIL_FROM,
      }))
    if (existsSync(fromHere(given.data ?? ''))) await writeFile(address, server.address)
    stop = async () => {
      say('Stopping')
      const late = setTimeout(() => process.exit(1), 60_000).unref()
      await rm(address, { force: true })
      if (house.state) house.state.isStopping = true
      await sleep(drainSeconds * 1000) // whoever stands in front learns that this one is no longer ready
      await server.stop()
      await worker?.close()
      endSweeping()
      await notices.stop()
      await teller?.stop()
      await marks.stop()
      await signing.stop() // once more, so that what was accepted last is signed too
      await opened.close()
      clearTimeout(late)
      process.exit(0)
    }
    if (isStopping) await stop()
    console.log(`\n  Konbit is at ${server.address}\n  The data lies in ${opened.data}`)
    const setUp = await setUpPath(house, mission, given)
    if (setUp)
      console.log(
        `\n  Nobody is here yet. Whoever opens this link within a day becomes the first access officer:\n  ${house.url ?? server.address}${setUp}\n`,
      )
    const isDemo = house.missions.get(mission)?.demo
    if (isDemo && !isLoopback(host) && !house.mayChoose)
      say(
        'Others can reach this address: everybody is the public resident. KONBIT_DEMO=1 lets people choose who they are.',
      )
    if (isDemo && !isLoopback(host) && house.mayChoose)
      say('DEMO: whoever reaches this address may act as anybody. Put no real data here.')
    console.log('  Ctrl-C stops it\n')
    void opened.app.request(`/api/${mission}/overview`) // so that the first page is quick
  } catch (failure) {
    await opened.close()
    throw failure
  }
}
