/**
 * The ledger: the one door to the record. It knows the grammar and takes the words (registers, measures) as arguments.
 * Every read names its member; what that member may see the database decides.
 */
import { createSecretKey, randomBytes } from 'node:crypto'
import {
  type Actor,
  type Command,
  checkMeasures,
  isRefusal,
  type Measure,
  type Measures,
  type Refusal,
  type Registers,
} from '@konbit/model'
import { audited, poolsAs } from './access/audited.ts'
import { accessOf } from './access/door.ts'
import type { Connection } from './cluster.ts'
import { contentsOf } from './contents.ts'
import { devicesOf } from './device.ts'
import { durable } from './durable.ts'
import { type Following, type Handler, makeBell, startFollower } from './follow.ts'
import { type Due, type DueQuery, dueOf } from './handling/due.ts'
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
import { type Group, type GroupsQuery, groupsOf } from './read/groups.ts'
import { type Head, headOf } from './read/head.ts'
import { type EntryView, entryOf, type HistoryQuery, historyOf } from './read/history.ts'
import { type ListPage, type ListQuery, listOf, PAGE_MAX } from './read/list.ts'
import { openMany } from './read/many.ts'
import {
  type MeasureAnswerView,
  measureOf,
  type Series,
  type SeriesQuery,
  seriesOf,
} from './read/measure.ts'
import { type Asked, type Moment, momentOf } from './read/moment.ts'
import {
  type Caption,
  captionsOf,
  type Link,
  type LinksQuery,
  linksOf,
  recordOf,
  recordsOf,
} from './read/read.ts'
import { type Rest, type RestsQuery, restsOf } from './read/rests.ts'
import { type Hit, type SearchQuery, searchOf } from './read/search.ts'
import type { RecordView } from './read/view.ts'
import { type Rebuilt, rebuildMission } from './rebuild.ts'
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
}

export type Ledger = Awaited<ReturnType<typeof openLedger>>

/** Returns when the database has the shape this program needs. The caller MUST call `close`. */
export async function openLedger({
  connection,
  server: asked,
  registers,
  measures: list,
  say = () => {},
  keep,
  keys,
  log = {},
  beforeUpgrade,
  isRestoring = false,
}: Options) {
  const measures: Measures = checkMeasures(registers, list)
  const { editions, server } = await migrate({
    connection,
    server: asked,
    registers,
    say,
    beforeUpgrade,
    isRestoring,
  })
  const pools = audited(openPools(server))
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

    moment: async (mission: string, asked: Asked = {}): Promise<Moment | Refusal> =>
      momentOf(pools, await factsOf(mission), asked),
    list: async (reader: Reader, query: ListQuery): Promise<ListPage | Refusal> =>
      listOf(
        poolsAs(pools, reader),
        registers,
        await factsOf(reader.mission),
        reader.member,
        query,
      ),
    get: (
      reader: Reader,
      query: { register: string; id: string; moment: Moment },
    ): Promise<RecordView | Refusal> =>
      recordOf(poolsAs(pools, reader), registers, reader.mission, reader.member, query),
    /** Several records at once, by id; those that the reader may not see are left out. */
    records: (
      reader: Reader,
      query: { register: string; ids: readonly string[]; moment: Moment },
    ): Promise<Map<string, RecordView>> =>
      recordsOf(poolsAs(pools, reader), registers, reader.mission, reader.member, query),
    captions: (
      reader: Reader,
      ids: readonly string[],
      moment: Moment,
    ): Promise<Map<string, Caption>> =>
      captionsOf(poolsAs(pools, reader), registers, reader.mission, reader.member, ids, moment),
    links: async (
      reader: Reader,
      query: LinksQuery,
    ): Promise<{ items: Link[]; next: string | null } | Refusal> =>
      linksOf(
        poolsAs(pools, reader),
        registers,
        await factsOf(reader.mission),
        reader.member,
        query,
      ),
    history: async (
      reader: Reader,
      query: HistoryQuery,
    ): Promise<{ items: EntryView[]; next: string | null } | Refusal> =>
      historyOf(
        poolsAs(pools, reader),
        registers,
        await factsOf(reader.mission),
        reader.member,
        query,
      ),
    /** Records whose retention has run out, as far as the reader sees them. */
    due: async (
      reader: Reader,
      query: DueQuery,
    ): Promise<{ items: Due[]; next: string | null } | Refusal> =>
      dueOf(poolsAs(pools, reader), registers, await factsOf(reader.mission), reader.member, query),
    entry: (reader: Reader, seq: number): Promise<EntryView | Refusal> =>
      entryOf(poolsAs(pools, reader), reader.mission, reader.member, seq),

    measure: async (
      reader: Reader,
      query: { name: string; moment: Moment; by?: string | undefined },
    ): Promise<MeasureAnswerView | Refusal> =>
      measureOf(
        poolsAs(pools, reader),
        registers,
        measures,
        await factsOf(reader.mission),
        reader.member,
        query,
      ),
    /** Records counted and added up by several fields at once. */
    groups: async (reader: Reader, query: GroupsQuery): Promise<Group[] | Refusal> =>
      groupsOf(
        poolsAs(pools, reader),
        registers,
        await factsOf(reader.mission),
        reader.member,
        query,
      ),
    series: async (reader: Reader, query: SeriesQuery): Promise<Series | Refusal> =>
      seriesOf(
        poolsAs(pools, reader),
        registers,
        measures,
        await factsOf(reader.mission),
        reader.member,
        query,
      ),
    rests: async (
      reader: Reader,
      query: RestsQuery,
    ): Promise<{ items: Rest[]; next: string | null } | Refusal> =>
      restsOf(
        poolsAs(pools, reader),
        registers,
        measures,
        await factsOf(reader.mission),
        reader.member,
        query,
      ),
    ...openMany(pools, registers, factsOf),
    search: async (
      reader: Reader,
      query: Omit<SearchQuery, 'moment'> & { moment?: Moment },
    ): Promise<Hit[] | Refusal> => {
      const moment = query.moment ?? (await ledger.moment(reader.mission))
      if ('refusal' in moment) return moment
      const asked = { ...query, moment }
      return searchOf(poolsAs(pools, reader), registers, reader.mission, reader.member, asked)
    },

    /** Every record of a list, page by page, all of one moment. Throws rather than end early. */
    pages: async function* (
      reader: Reader,
      query: Omit<ListQuery, 'limit' | 'cursor' | 'total'>,
    ): AsyncGenerator<RecordView[]> {
      let cursor: string | undefined
      do {
        const page = await ledger.list(reader, { ...query, limit: PAGE_MAX, cursor, total: 'none' })
        if (isRefusal(page)) throw new LedgerFailure('failed', page.why)
        if (page.items.length > 0) yield page.items
        cursor = page.next ?? undefined
      } while (cursor !== undefined)
    },

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
