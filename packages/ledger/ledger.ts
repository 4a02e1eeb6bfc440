/**
 * The ledger: the one door to the record. It knows the grammar and takes the words (registers, measures) as arguments.
 * Every read names its member; what that member may see the database decides.
 */
import { createSecretKey, randomBytes } from 'node:crypto'
import {
  type Actor,
  type Command,
  checkMeasures,
  type Measure,
  type Measures,
  type Registers,
} from '@konbit/model'
import { audited } from './access/audited.ts'
import { accessOf } from './access/door.ts'
import { StartFailure } from './account.ts'
import type { Connection } from './cluster.ts'
import { contentsOf } from './contents.ts'
import { devicesOf } from './device.ts'
import { durable } from './durable.ts'
import { type Following, type Handler, makeBell, startFollower } from './follow.ts'
import { type Applied, openErasures } from './handling/list.ts'
import { type Swept, sweepErased } from './handling/sweep.ts'
import { inboxOf } from './inbox/door.ts'
import { latelyOf } from './lately.ts'
import { migrate } from './migrate.ts'
import { ownOf } from './own.ts'
import { parcelsOf } from './parcels.ts'
import {
  type Answer,
  type MissionFacts,
  openPerform,
  type Perform,
  type PerformOptions,
} from './perform.ts'
import { LedgerFailure, openPools, type ReadAs } from './pool.ts'
import { type Log, type LogSettings, openLogs } from './proof/log.ts'
import { type Verified, verifyMission } from './proof/verify.ts'
import { readsOf } from './read/door.ts'
import { type Head, headOf } from './read/head.ts'
import { momentOf } from './read/moment.ts'
import { type Rebuilt, rebuildMission } from './rebuild.ts'
import { type ReplicaCounts, withReplica } from './replica.ts'
import { openSignInPool } from './signIn.ts'
import { openStock } from './stock.ts'
import { openStudies } from './study.ts'
import { openTogether } from './together.ts'

export type Mission = {
  id: string
  name: string
  clock: 'live' | 'replayed'
  zone: string
  exercise?: boolean
}
export type Reader = ReadAs
export type LedgerActor = Actor & { mission: string }
export type Options = {
  /** Brings the schema to shape, where it may. */
  connection: Connection
  /** Whom the pools sign in as; left out, what follows from `connection`. */
  server?: Connection | undefined
  /** A copy that follows the database, for reads that it has come far enough to answer. */
  replica?: Connection | undefined
  registers: Registers
  measures: readonly Measure[]
  say?: (line: string) => void
  /** What the logs are called, and where their witnesses are registered. */
  log?: LogSettings | undefined
  /** Called before a database that holds something is brought to a newer shape. */
  beforeUpgrade?: ((from: number, to: number) => Promise<void>) | undefined
  /** Folder outside the database for the list of erasures, which no backup holds. */
  keep?: string | undefined
  /** Folder outside the database for the keys that sign the log and what they signed last. */
  keys?: string | undefined
  /** The restore itself, which alone may open what is half restored. */
  isRestoring?: boolean
  /** For a long filling that reads no list: their orders are left out. MUST be opened once without this when it is done. */
  isFilling?: boolean
}

export type Ledger = Awaited<ReturnType<typeof openLedger>>

/** Returns when the database has the shape this program needs. The caller MUST call `close`. */
export async function openLedger({
  connection,
  server: asked,
  replica,
  registers,
  measures: list,
  say = () => {},
  keep,
  keys,
  log = {},
  beforeUpgrade,
  isRestoring = false,
  isFilling = false,
}: Options) {
  const measures: Measures = checkMeasures(registers, list)
  const { editions, server } = await migrate({
    connection,
    server: asked,
    registers,
    say,
    beforeUpgrade,
    isRestoring,
    isFilling,
  })
  if (replica && replica.user !== server.user)
    throw new StartFailure(
      `KONBIT_REPLICA_URL has to sign in as ${server.user}, as the server does, not as ${replica.user}.`,
    )
  const primary = openPools(server)
  const copied = replica && withReplica(primary, server, replica, say)
  const pools = audited(copied ?? primary)
  const bell = makeBell()
  const stock = openStock(pools)
  const logs = openLogs(pools, bell, () => durable(pools), { ...log, keys }, say)
  const known = new Map<string, Promise<MissionFacts | undefined>>()

  async function readFacts(id: string): Promise<MissionFacts | undefined> {
    const [row] = await pools.write((session) =>
      session.query<{ zone: string; secret: Buffer; clock: string }>(
        'select zone, secret, clock from mission where id = $1',
        [id],
      ),
    )
    if (!row) known.delete(id)
    return (
      row && {
        id,
        zone: row.zone,
        secret: row.secret,
        key: createSecretKey(row.secret),
        isReplayed: row.clock === 'replayed',
        scopeIds: new Map(),
      }
    )
  }

  /** One promise for all who ask, so that commands sent together stay in their order. */
  function missionFacts(id: string): Promise<MissionFacts | undefined> {
    let found = known.get(id)
    if (!found) {
      found = readFacts(id).catch((error: unknown) => {
        known.delete(id)
        throw error
      })
      known.set(id, found)
    }
    return found
  }

  /** A mission that is not there is refused once here; callers below have its facts. */
  async function factsOf(id: string): Promise<MissionFacts> {
    const facts = await missionFacts(id)
    if (!facts) throw new LedgerFailure('failed', `there is no mission ${id}`)
    return facts
  }

  const appending: PerformOptions = {
    pools,
    registers,
    editions,
    missionFacts,
    told: (mission, accepted) => {
      bell.ring(mission)
      stock.grew(accepted.length, new Set(accepted.map(({ item }) => item.register.name)))
    },
  }
  const performAll = openPerform(appending)

  const erasures = openErasures(pools, performAll, keep)
  const contents = contentsOf(pools)
  const performTogether = openTogether(appending)
  const parcels = parcelsOf(pools, performTogether)
  await erasures.catchUp()

  /** An erasure is acknowledged when the list apart from the database holds it too. */
  const performListed: Perform = async (actor, commands) => {
    const answers = await performAll(actor, commands)
    if (commands.some(({ verb }) => verb === 'erase'))
      await Promise.all([
        erasures.catchUp(actor.mission),
        contents.letGoOfContents(actor.mission),
        parcels.letGoOfParcels(actor.mission),
      ])
    return answers
  }

  const follow = (name: string, mission: string, handler: Handler): Following =>
    startFollower(pools, bell, name, mission, handler)

  const ledger = {
    /** Making a mission that is there changes nothing. */
    createMission: async ({ id, name, clock, zone, exercise = false }: Mission): Promise<void> => {
      new Intl.DateTimeFormat('en', { timeZone: zone }) // throws on a zone that does not exist
      await pools.write(async (session) => {
        await session.query(
          `insert into mission (id, name, clock, zone, exercise, secret) values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
          [id, name, clock, zone, exercise, randomBytes(32)],
        )
        await session.query('insert into head (mission) values ($1) on conflict do nothing', [id])
        await session.commit()
      })
    },

    missions: (): Promise<Mission[]> =>
      pools.write((session) =>
        session.query<Mission>(
          'select id, name, clock, zone, exercise from mission order by made, id',
        ),
      ),

    ...accessOf({
      pools,
      registers,
      factsOf,
      momentOf: async (mission) => momentOf(pools, await factsOf(mission), {}),
      follow,
    }),
    ...inboxOf({ pools, factsOf, follow }),

    /** Returns after commit: what is acknowledged is durable and readable. Sending again is harmless. */
    perform: async (actor: LedgerActor, command: Command): Promise<Answer> =>
      (await performListed(actor, [command]))[0] as Answer,
    performAll: performListed,
    /** All of them in one transaction or none; or, `dry`, only what would come of them. */
    performTogether,
    /** Lets the files of the database go of what was erased since the last sweep; whole: writes every table anew. */
    sweep: (options?: { isWhole?: boolean }): Promise<Swept> => sweepErased(connection, options),
    /** Erases again what the list of erasures holds and this database, restored from an older backup, does not. */
    applyErasures: async (path: string): Promise<Applied> => {
      const applied = await erasures.apply(path)
      await Promise.all([contents.letGoOfContents(), parcels.letGoOfParcels()])
      return applied
    },

    ...readsOf({ pools, registers, measures, factsOf }),
    /** The end of the log, as it stands. */
    head: (mission: string): Promise<Head> => headOf(pools, mission),

    /** Makes the mission's projections anew from its entries. */
    rebuild: (mission: string): Promise<Rebuilt> => rebuildMission(pools, registers, mission),
    /** Recomputes every leaf and the edge of the tree; names the first entry that is wrong. */
    verify: async (mission: string): Promise<Verified> =>
      verifyMission(pools, mission, await logs.of(mission).kept()),

    /** The log of a mission as outsiders see it. */
    log: (mission: string): Log => logs.of(mission),
    /** Signs the log as it grows, until it is stopped. */
    signing: (mission: string): Following => logs.follow(mission),

    /** Returns when what could be read before is as durable as the deployment promises: what is signed rests on it. */
    durable: (): Promise<void> => durable(pools),

    follow,
    /** How many reads a replica answered; undefined where there is none. */
    replicaCounts: (): ReplicaCounts | undefined => copied?.counts,
    /** Connections for sign-in, apart from all the others. */
    signInPool: () => openSignInPool(server),
    ...openStudies(pools, server),
    ...latelyOf(pools, registers),
    ...contents,
    ...parcels,
    ...devicesOf(pools),
    ...ownOf(pools),
    close: async (): Promise<void> => {
      await stock.settled()
      await pools.close()
    },
  }
  return ledger
}
