/** What can be read of a mission, each by the reader it names, at the moment it names. */
import { isRefusal, type Measures, type Refusal, type Registers } from '@konbit/model'
import { poolsAs } from '../access/audited.ts'
import { type Due, type DueQuery, dueOf } from '../handling/due.ts'
import type { MissionFacts } from '../perform.ts'
import { LedgerFailure, type Pools, type ReadAs as Reader } from '../pool.ts'
import { carrying } from './carried.ts'
import { type Group, type GroupsQuery, groupsOf } from './groups.ts'
import { type EntryView, entryOf, type HistoryQuery, historyOf } from './history.ts'
import { type LinkGroup, type LinksQuery, linksOf } from './links.ts'
import { type ListPage, type ListQuery, listOf, PAGE_MAX } from './list.ts'
import { openMany } from './many.ts'
import {
  type MeasureAnswerView,
  measureOf,
  type Series,
  type SeriesQuery,
  seriesOf,
} from './measure.ts'
import { type Asked, type Moment, momentOf } from './moment.ts'
import { type Points, type PointsQuery, pointsOf } from './points.ts'
import { type Caption, captionsOf, recordOf, recordsOf } from './read.ts'
import { type Rest, type RestsQuery, restsOf } from './rests.ts'
import { type Hit, type SearchQuery, searchOf } from './search.ts'
import type { RecordView } from './view.ts'

type House = {
  pools: Pools
  registers: Registers
  measures: Measures
  factsOf: (mission: string) => Promise<MissionFacts>
}

export function readsOf({ pools, registers, measures, factsOf }: House) {
  const reads = {
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
    links: async (reader: Reader, query: LinksQuery): Promise<LinkGroup[] | Refusal> =>
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
    points: async (reader: Reader, query: PointsQuery): Promise<Points | Refusal> =>
      pointsOf(
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
    /** The registers touched after one size of the log and up to another; undefined: any may have been. */
    stirred: (
      mission: string,
      since: number,
      size: number,
    ): Promise<ReadonlySet<string> | undefined> => carrying(pools).stirred(mission, since, size),
    search: async (
      reader: Reader,
      query: Omit<SearchQuery, 'moment'> & { moment?: Moment },
    ): Promise<Hit[] | Refusal> => {
      const moment = query.moment ?? (await reads.moment(reader.mission))
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
        const page = await reads.list(reader, { ...query, limit: PAGE_MAX, cursor, total: 'none' })
        if (isRefusal(page)) throw new LedgerFailure('failed', page.why)
        if (page.items.length > 0) yield page.items
        cursor = page.next ?? undefined
      } while (cursor !== undefined)
    },
  }
  return reads
}
