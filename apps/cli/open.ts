/**
 * From options to a working house: the database, the record, the mission, the app. Whoever opens it closes it, and
 * what was started last is stopped first.
 */
import { type Ledger, openLedger, whyNot } from '@konbit/ledger'
import { measures, registers } from '@konbit/registers'
import {
  createApp,
  type House,
  isLoopback,
  Kept,
  kindOf,
  type MissionHere,
  openStudies,
  sealerWith,
} from '@konbit/server'
import { openDatabase } from './database.ts'
import { fillMission } from './fill.ts'
import { folderOf, missionIn } from './missions.ts'
import { type Given, UseFailure, webFolder } from './options.ts'
import { accountsFor, readFront, secretFor } from './signIn.ts'
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

/** What origins begin with, and which register says whose cosignatures are taken. */
const log = {
  origin: process.env.KONBIT_ORIGIN || undefined,
  witness: { register: 'witness', label: 'public', key: 'verifierKey', state: 'active' },
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
  const host = given.host ?? '127.0.0.1'
  const front = readFront(process.env, given, !mission.demo)
  const database = await openDatabase(given, say, { keepsUp })
  try {
    const ledger = await openLedger({ ...database.options, registers, measures, say, log }).catch(
      (failure) => {
        throw whyNot(failure, database.place)
      },
    )
    try {
      await belongs(ledger, mission)
      if (!isFilled) await fillMission(ledger, folder, mission, say)
      const isOpen = !isLoopback(host)
      const { url, log: line } = front
      const names = url ? [new URL(url).hostname] : []
      const note: House['note'] = (failure, route) => {
        front.metrics?.failed()
        if (line) line({ level: 'error', event: 'failure', route, failure: kindOf(failure) })
        else
          warn(
            `${new Date().toISOString()} ${route}: ${failure instanceof Error ? failure.stack : String(failure)}`,
          )
      }
      const accounts = await accountsFor({ ledger, mission, folder, given, url, note })
      const studies = openStudies({ connection: ledger.queueConnection, note })
      const house: House = {
        ledger,
        registers,
        measures: new Map(measures.map((one) => [one.name, one])),
        kept: new Kept(),
        missions: new Map([[mission.id, mission]]),
        mayChoose: !isOpen || process.env.KONBIT_DEMO === '1',
        hosts: isOpen ? names : ['localhost', '127.0.0.1', '[::1]', host, ...names],
        web: webFolder,
        version: await version(),
        ...front,
        // A demonstration has nobody's address, and anybody may choose to be anybody.
        tells: { mail: !mission.demo && Boolean(process.env.KONBIT_SMTP), web: !mission.demo },
        accounts,
        studies,
        sealer: sealerWith(await secretFor('document', given, process.env)),
        note,
      }
      const close = async (): Promise<void> => {
        await studies.close()
        await accounts.close()
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

/** A restored record has no folder of its mission beside it: the usual demonstration is not put into it instead. */
async function belongs(ledger: Ledger, { id, name, demo }: MissionHere): Promise<void> {
  const there = (await ledger.missions()).map((one) => one.id)
  if (demo && there.length > 0 && !there.includes(id))
    throw new UseFailure(
      `This record is of ${there.join(', ')}, and ${name} is a demonstration. Name the folder of its mission with --mission, or put it beside the data as "mission": a restore puts it there from a backup that holds it (docs/operating/backup.md).`,
    )
}
