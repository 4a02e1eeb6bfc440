/**
 * From options to a working house: the database, the record, the mission, the app. Whoever opens it closes it, and
 * what was started last is stopped first.
 */
import { openLedger, whyNot } from '@konbit/ledger'
import { measures, registers } from '@konbit/registers'
import { createApp, type House, isLoopback, Kept } from '@konbit/server'
import { openDatabase } from './database.ts'
import { fillMission } from './fill.ts'
import { folderOf, missionIn } from './missions.ts'
import { type Given, webFolder } from './options.ts'
import { version } from './version.ts'

export type Opened = {
  house: House
  app: ReturnType<typeof createApp>
  /** Id of the mission asked for. */
  mission: string
  /** Where the data lies, in words. */
  data: string
  close: () => Promise<void>
}

type Telling = {
  say?: (line: string) => void
  warn?: (line: string) => void
  /** The caller brings the mission in by itself. */
  isFilled?: boolean
  /** A Postgres of ours that ends by itself is started again. */
  keepsUp?: boolean
}

export async function openHouse(
  given: Given,
  { say = () => {}, warn = console.error, isFilled = false, keepsUp = false }: Telling = {},
): Promise<Opened> {
  const folder = folderOf(given.mission ?? '')
  const mission = await missionIn(folder)
  const database = await openDatabase(given, say, { keepsUp })
  try {
    const ledger = await openLedger({ ...database.options, registers, measures, say }).catch(
      (failure) => {
        throw whyNot(failure, database.place)
      },
    )
    try {
      if (!isFilled) await fillMission(ledger, folder, mission, say)
      const host = given.host ?? '127.0.0.1'
      const isOpen = !isLoopback(host)
      const house: House = {
        ledger,
        registers,
        measures: new Map(measures.map((one) => [one.name, one])),
        kept: new Kept(),
        missions: new Map([[mission.id, mission]]),
        mayChoose: !isOpen || process.env.KONBIT_DEMO === '1',
        hosts: isOpen ? [] : ['localhost', '127.0.0.1', '[::1]', host],
        web: webFolder,
        version: await version(),
        note: (failure, route) =>
          warn(
            `${new Date().toISOString()} ${route}: ${failure instanceof Error ? failure.stack : String(failure)}`,
          ),
      }
      const close = async (): Promise<void> => {
        await ledger.close()
        await database.stop()
      }
      return { house, app: createApp(house), mission: mission.id, data: database.place, close }
    } catch (failure) {
      await ledger.close()
      throw failure
    }
  } catch (failure) {
    await database.stop()
    throw failure
  }
}
