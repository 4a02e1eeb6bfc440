/**
 * From options to a working house: the database, the record, the mission, the app. Whoever opens it closes it, and
 * what was started last is stopped first.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Connection, openLedger, startCluster } from '@konbit/ledger'
import { measures, registers } from '@konbit/registers'
import { createApp, type House, isLoopback, Kept } from '@konbit/server'
import { fillMission } from './fill.ts'
import { folderOf, fromHere, missionIn } from './missions.ts'
import { type Given, UseFailure, webFolder } from './options.ts'

export type Opened = {
  house: House
  app: ReturnType<typeof createApp>
  /** Id of the mission asked for. */
  mission: string
  /** Where the data lies, in words. */
  data: string
  close: () => Promise<void>
}

export const version = async (): Promise<string> =>
  JSON.parse(await readFile(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')).version

type Telling = {
  say?: (line: string) => void
  warn?: (line: string) => void
  /** The caller brings the mission in by itself. */
  isFilled?: boolean
}

export async function openHouse(
  given: Given,
  { say = () => {}, warn = console.error, isFilled = false }: Telling = {},
): Promise<Opened> {
  const folder = folderOf(given.mission ?? '')
  const mission = await missionIn(folder)
  const database = await openDatabase(given, say)
  try {
    const ledger = await openLedger({ ...database, registers, measures, say }).catch((failure) => {
      throw inWords(failure, database.place)
    })
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

/** Why a database cannot be used, in one sentence where the reason is plain. */
function inWords(failure: Error & { code?: string }, place: string): Error {
  const { code = '', message } = failure
  if (/^(ECONN|ENOTFOUND|ETIMEDOUT|EAI)/.test(code))
    return new UseFailure(`The database ${place} cannot be reached: ${message}.`)
  if (code.startsWith('28'))
    return new UseFailure(`The database ${place} refuses this user or password.`)
  if (code === '3D000') return new UseFailure(`There is no database ${place}.`)
  if (message.startsWith('this database was made'))
    return new UseFailure(
      `The database ${place} was made by another Konbit: export with that one, then import here.`,
    )
  return failure
}

type Database = { connection: Connection; place: string; stop: () => Promise<void> }

/** Ours in the data folder, unless DATABASE_URL names another. */
export async function openDatabase(
  { data = '' }: Given,
  say: (line: string) => void,
): Promise<Database> {
  const named = process.env.DATABASE_URL
  if (named) {
    if (!URL.canParse(named))
      throw new UseFailure(
        'DATABASE_URL is no address such as postgres://user:password@host:5432/database.',
      )
    const { hostname, port, username, password, pathname, searchParams } = new URL(named)
    const connection = {
      host: searchParams.get('host') ?? hostname,
      port: Number(port || 5432),
      user: decodeURIComponent(username),
      database: pathname.slice(1),
      ...(password ? { password: decodeURIComponent(password) } : {}),
    }
    return {
      connection,
      place: `${connection.database} on ${connection.host}`,
      stop: async () => {},
    }
  }
  const folder = fromHere(data)
  const { connection, stop } = await startCluster({ folder, say })
  return { connection, place: folder, stop }
}
