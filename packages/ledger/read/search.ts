/**
 * Search: all words, folded, the last as the beginning of one. The table of words says which records ever held a word; the
 * version of the moment, as the reader may see it, decides. So no word of a later day, and none of a hidden facet, is found.
 */
import { type Refusal, type Registers, wordsOf } from '@konbit/model'
import { facetWords } from '../append/project.ts'
import type { Pools, ReadSession } from '../pool.ts'
import { afterPrefix } from './filter.ts'
import type { Moment } from './moment.ts'
import { atMost, type RecordView, tell, values, viewsOf } from './view.ts'

const WORDS_MAX = 8
const CANDIDATES_MAX = 2000

export type SearchQuery = {
  text: string
  moment: Moment
  registers?: readonly string[] | undefined
  limit?: number | undefined
}
export type Hit = Pick<RecordView, 'id' | 'register' | 'caption' | 'state'>

export const wordsAsked = (text: string): string[] =>
  wordsOf(text.isWellFormed() ? text.replaceAll('\u0000', ' ') : '', WORDS_MAX)

type Add = (value: unknown) => string

/**
 * Conditions on `term t` that pick the records holding every word. The longest whole word is looked up first: it is the
 * rarest, as far as one can tell without looking.
 */
function wordConditions(
  words: readonly string[],
  add: Add,
  mission: string,
  record: string,
): string[] {
  const one = (word: string, isLast: boolean): string =>
    isLast
      ? `(t.word >= ${add(word)}::text and t.word < ${add(afterPrefix(word))}::text)`
      : `t.word = ${add(word)}::text`
  const order = words.map((word, index) => ({ word, isLast: index === words.length - 1 }))
  order.sort((a, b) => Number(a.isLast) - Number(b.isLast) || b.word.length - a.word.length)
  return order.map(({ word, isLast }, index) =>
    index === 0
      ? one(word, isLast)
      : `${record} in (select t.record from term t where t.mission = ${mission} and ${one(word, isLast)})`,
  )
}

async function candidates(
  session: ReadSession,
  mission: string,
  words: readonly string[],
  registers: readonly string[] | undefined,
  limit: number,
): Promise<string[]> {
  const { list, add } = values()
  const missionAt = add(mission)
  const conditions = [
    `t.mission = ${missionAt}`,
    ...wordConditions(words, add, missionAt, 't.record'),
  ]
  if (registers) conditions.push(`t.register = any (${add(registers)}::text[])`)
  const rows = await session.query<{ record: string }>(
    `select distinct t.record from term t where ${conditions.join(' and ')} limit ${limit}`,
    list,
  )
  return rows.map(({ record }) => record)
}

/** Whether what the reader sees of the record holds all the words. */
function holds(registers: Registers, view: RecordView, words: readonly string[]): boolean {
  const found = viewWords(registers, view)
  return words.every((word, index) =>
    index === words.length - 1 ? found.some((one) => one.startsWith(word)) : found.includes(word),
  )
}

const viewWords = (registers: Registers, view: RecordView): string[] => {
  const register = registers.get(view.register)
  return register
    ? register.facets.flatMap((label) => facetWords(register, label, view.fields))
    : []
}

/** A condition on `record`, for a list narrowed by words. Beyond 2,000 records the words of all times are taken. */
export async function recordsWith(
  session: ReadSession,
  registers: Registers,
  mission: string,
  register: string,
  words: readonly string[],
  moment: Moment,
  record: string,
  add: Add,
): Promise<string> {
  const found = await candidates(session, mission, words, [register], CANDIDATES_MAX + 1)
  if (found.length > CANDIDATES_MAX) {
    const missionAt = add(mission)
    const [first, ...others] = wordConditions(words, add, missionAt, record)
    return [
      `${record} in (select t.record from term t where t.mission = ${missionAt} and ${first})`,
      ...others,
    ].join(' and ')
  }
  const views = await viewsOf(session, registers, mission, found, moment, 'nothing')
  const ids = [...views.values()]
    .filter((view) => holds(registers, view, words))
    .map(({ id }) => id)
  return `${record} = any (${add(ids)}::uuid[])`
}

/** Records whose caption holds the words come first, then by register and caption. */
export async function searchOf(
  pools: Pools,
  registers: Registers,
  mission: string,
  member: string,
  query: SearchQuery,
): Promise<Hit[] | Refusal> {
  const words = wordsAsked(query.text)
  const limit = atMost(query.limit, 20, 50)
  if (words.length === 0) return []
  return pools.read({ mission, member }, async (session) => {
    const found = await candidates(session, mission, words, query.registers, CANDIDATES_MAX)
    const views = await viewsOf(session, registers, mission, found, query.moment, 'nothing')
    const hits = [...views.values()]
      .filter((view) => holds(registers, view, words))
      .map((view) => ({ view, rank: rankOf(view, words) }))
      .sort((a, b) => a.rank - b.rank || (a.view.caption < b.view.caption ? -1 : 1))
      .slice(0, limit)
      .map(({ view }) => view)
    // That a record is found tells that its words stand in it, under whichever label they do.
    tell(session, registers, hits, 'whole')
    return hits.map(({ id, register, caption, state }) => ({ id, register, caption, state }))
  })
}

function rankOf(view: RecordView, words: readonly string[]): number {
  const caption = wordsOf(view.caption)
  const missing = words.filter((word, index) =>
    index === words.length - 1
      ? !caption.some((one) => one.startsWith(word))
      : !caption.includes(word),
  )
  const isWhole =
    missing.length === 0 && caption.length === words.length && caption.at(-1) === words.at(-1)
  return isWhole ? 0 : missing.length + 1
}
