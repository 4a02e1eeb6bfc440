/**
 * Search: all words, folded, the last as the beginning of one. The table of words says which records ever held a word; the
 * version of the moment, as the reader may see it, decides. So no word of a later day, and none of a hidden facet, is found.
 */
import { type Refusal, type Registers, wordsOf } from '@konbit/model'
import { facetWords } from '../append/project.ts'
import type { Pools, ReadSession } from '../pool.ts'
import { afterPrefix } from './filter.ts'
import type { Moment } from './moment.ts'
import { type Add, atMost, type RecordView, tell, values, viewsOf } from './view.ts'

const WORDS_MAX = 8
const CANDIDATES_MAX = 2000
/** Of words that more records hold, as many are looked at together until enough are found. */
const BATCH = 500

export type SearchQuery = {
  text: string
  moment: Moment
  registers?: readonly string[] | undefined
  limit?: number | undefined
}
export type Hit = Pick<RecordView, 'id' | 'register' | 'caption' | 'state'>

export const wordsAsked = (text: string): string[] =>
  wordsOf(text.isWellFormed() ? text.replaceAll('\u0000', ' ') : '', WORDS_MAX)

/** A word as a condition on `term t`; the last of those asked may go on. */
type Word = { word: string; isLast: boolean }
const wordCondition = ({ word, isLast }: Word, add: Add): string =>
  isLast
    ? `t.word >= ${add(word)}::text and t.word < ${add(afterPrefix(word))}::text`
    : `t.word = ${add(word)}::text`

/** Conditions that pick the records holding every word. */
const everyWord = (words: readonly Word[], add: Add, mission: string, record: string): string =>
  words
    .map((one) => {
      const holding = `select t.record from term t where t.mission = ${mission} and ${wordCondition(one, add)}`
      return `${record} in (${holding})`
    })
    .join(' and ')

const inOrder = (words: readonly string[]): Word[] =>
  words.map((word, index) => ({ word, isLast: index === words.length - 1 }))

type Candidates = { records: string[]; isMany: boolean }

/** The records that hold the rarest of the words; where each is held by many, those that hold all of them. */
async function candidates(
  session: ReadSession,
  mission: string,
  words: readonly Word[],
  registers: readonly string[] | undefined,
): Promise<Candidates> {
  const holding = (one: Word, add: Add): string =>
    [
      `t.mission = ${add(mission)}`,
      wordCondition(one, add),
      ...(registers ? [`t.register = any (${add(registers)}::text[])`] : []),
    ].join(' and ')
  const counted = values()
  const parts = words.map(
    (one) =>
      `(select count(*) from (select from term t where ${holding(one, counted.add)} limit ${CANDIDATES_MAX + 1}) w)`,
  )
  const [row] = await session.query<{ counts: string[] }>(
    `select array[${parts}] as counts`,
    counted.list,
  )
  const counts = (row?.counts ?? []).map(Number)
  const least = Math.min(...counts)
  const isMany = least > CANDIDATES_MAX
  const { list, add } = values()
  const rarest = holding(words[counts.indexOf(least)] as Word, add)
  const all =
    isMany && words.length > 1 ? ` and ${everyWord(words, add, add(mission), 't.record')}` : ''
  const rows = await session.query<{ record: string }>(
    `select distinct record from (
       select t.record from term t where ${rarest}${all} limit ${2 * CANDIDATES_MAX}) found
     limit ${CANDIDATES_MAX}`,
    list,
  )
  return { records: rows.map(({ record }) => record), isMany }
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
  const { records, isMany } = await candidates(session, mission, inOrder(words), [register])
  if (isMany) return everyWord(inOrder(words), add, add(mission), record)
  const views = await viewsOf(session, registers, mission, records, moment, 'nothing')
  const ids = [...views.values()]
    .filter((view) => holds(registers, view, words))
    .map(({ id }) => id)
  return `${record} = any (${add(ids)}::uuid[])`
}

/** Records whose caption holds the words come first, then by register and caption; of very many, among those looked at. */
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
    const { records, isMany } = await candidates(session, mission, inOrder(words), query.registers)
    const found: RecordView[] = []
    const step = isMany ? BATCH : CANDIDATES_MAX
    for (let from = 0; from < records.length && found.length < limit; from += step) {
      const some = records.slice(from, from + step)
      const views = await viewsOf(session, registers, mission, some, query.moment, 'nothing')
      for (const view of views.values()) if (holds(registers, view, words)) found.push(view)
    }
    const hits = found
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
