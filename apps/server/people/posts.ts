/**
 * Posts against persons: which are empty and since when, who of those in the area speaks French or Kreyòl, and how many are
 * women, by contributor, unit and base. A post is covered where its holder is in the area and speaks what it needs.
 */
import type { Group, Moment } from '@konbit/ledger'
import { daysBetween, type Refusal } from '@konbit/model'
import { keepTold } from '../kept.ts'
import { given, rowsOf, textIn } from '../logistics/reading.ts'
import { dayAt, momentOf } from '../moments.ts'
import type { Ask } from '../route.ts'
import { type Answer, ok } from '../wire.ts'
import { groupsAt, namesAt, ofContributor, stages } from './reading.ts'

/** Languages of the host, which cover is told of. */
export const hostLanguages = ['fr', 'ht'] as const
type Tongue = (typeof hostLanguages)[number]
const places = ['contributor', 'contingent', 'base'] as const
const vacantMost = 200

type Cover = { posts: number; covered: number; speakers: number }
type Row = {
  keys: (string | null)[]
  filled: number
  /** Filled by somebody who is in the area no more. */
  absent: number
  open: number
  days30: number
  days90: number
  older: number
  unsaid: number
  oldestOn: string | null
  persons: number
  women: number
  men: number
  sexUnsaid: number
  languageUnsaid: number
  languages: Record<Tongue, Cover>
}

export async function answerPosts(ask: Ask): Promise<Answer | Refusal> {
  const moment = await momentOf(ask)
  const day = dayAt(ask, moment)
  const filter = ofContributor(ask)
  return ok(
    await keepTold(ask, moment, `posts ${JSON.stringify(filter)}`, async () => {
      const [posts, held, persons] = await Promise.all([
        groupsAt(ask, moment, {
          register: 'post',
          by: [...places, 'state', 'needsLanguage', 'vacantSince'],
          filter: { ...filter, state: ['open'] },
        }),
        rowsOf(ask, moment, { register: 'post', state: ['filled'], where: filter as never }, [
          ...places,
          'needsLanguage',
          'holder',
        ]),
        groupsAt(ask, moment, {
          register: 'person',
          by: [...places, 'sex', 'workingLanguage', 'languages'],
          filter: { ...filter, state: [...stages.inArea] },
        }),
      ])
      const rows = new Map<string, Row>()
      const rowOf = (keys: readonly (string | null)[]): Row => {
        const own = keys.slice(0, places.length).map((key) => key || null)
        const found = rows.get(own.join(' ')) ?? emptyRow(own)
        rows.set(own.join(' '), found)
        return found
      }
      for (const group of posts) countOpen(rowOf(group.keys), group, day)
      for (const group of persons) countPersons(rowOf(group.keys), group)
      const holders = await holdersAt(ask, moment, held)
      for (const { fields } of held) {
        const row = rowOf(places.map((name) => textIn(fields[name])))
        const spoken = holders.get(textIn(fields.holder) ?? '')
        const needed = tongueOf(textIn(fields.needsLanguage))
        row.filled += 1
        if (!spoken) row.absent += 1
        if (!needed) continue
        row.languages[needed].posts += 1
        if (spoken?.has(needed)) row.languages[needed].covered += 1
      }
      return {
        day,
        ...(await told(ask, moment, [...rows.values()], filter, day)),
      }
    }),
  )
}

const emptyRow = (keys: (string | null)[]): Row => ({
  keys,
  ...{ filled: 0, absent: 0, open: 0, days30: 0, days90: 0, older: 0, unsaid: 0, oldestOn: null },
  ...{ persons: 0, women: 0, men: 0, sexUnsaid: 0, languageUnsaid: 0 },
  languages: {
    fr: { posts: 0, covered: 0, speakers: 0 },
    ht: { posts: 0, covered: 0, speakers: 0 },
  },
})

const tongueOf = (language: string | null | undefined): Tongue | undefined =>
  hostLanguages.find((one) => one === language)

function countOpen(row: Row, { keys, records }: Group, day: string): void {
  const [, , , , needed, since] = keys
  const tongue = tongueOf(needed)
  const days = since ? daysBetween(since, day) : null
  row.open += records
  row[days === null ? 'unsaid' : days <= 30 ? 'days30' : days <= 90 ? 'days90' : 'older'] += records
  if (since && (row.oldestOn === null || since < row.oldestOn)) row.oldestOn = since
  if (tongue) row.languages[tongue].posts += records
}

function countPersons(row: Row, { keys, records }: Group): void {
  const [, , , sex, working, more] = keys
  const spoken = spokenOf(working ?? null, more ?? null)
  row.persons += records
  row[sex === 'female' ? 'women' : sex === 'male' ? 'men' : 'sexUnsaid'] += records
  if (spoken.size === 0) row.languageUnsaid += records
  for (const one of hostLanguages) if (spoken.has(one)) row.languages[one].speakers += records
}

/** What somebody speaks: the working language is one of them, whether it is said twice or not. */
const spokenOf = (working: string | null, more: string | null): ReadonlySet<string> =>
  new Set([...(working ? [working] : []), ...(more ? ((JSON.parse(more) ?? []) as string[]) : [])])

/** What those who hold posts speak, as far as they are in the area. */
async function holdersAt(
  ask: Ask,
  moment: Moment,
  held: Awaited<ReturnType<typeof rowsOf>>,
): Promise<Map<string, ReadonlySet<string>>> {
  if (held.length === 0) return new Map()
  const persons = given(
    await ask.house.ledger.rows(ask.reader, {
      register: 'person',
      state: stages.inArea,
      records: held.flatMap(({ fields }) => textIn(fields.holder) ?? []),
      moment,
      take: ['workingLanguage', 'languages'],
    }),
  )
  return new Map(
    persons.map(({ record, fields }) => [
      record,
      spokenOf(textIn(fields.workingLanguage), textIn(fields.languages)),
    ]),
  )
}

async function told(
  ask: Ask,
  moment: Moment,
  rows: readonly Row[],
  filter: ReturnType<typeof ofContributor>,
  day: string,
) {
  const registers = ['organisation', 'contingent', 'site'] as const
  const [empty, ...named] = await Promise.all([
    ask.house.ledger.list(ask.reader, {
      register: 'post',
      moment,
      filter: { ...filter, state: ['open'] },
      sort: 'vacantSince',
      limit: vacantMost,
      total: 'none',
    }),
    ...registers.map((register, at) =>
      namesAt(
        ask,
        moment,
        register,
        rows.map(({ keys }) => keys[at] ?? null),
      ),
    ),
  ])
  if ('refusal' in empty) throw new Error(empty.why)
  const [organisation, contingent, site] = named
  return {
    rows: rows
      .map(({ keys: [contributor, unit, base], ...row }) => ({
        contributor: organisation?.(contributor ?? null) ?? null,
        contingent: contingent?.(unit ?? null) ?? null,
        base: site?.(base ?? null) ?? null,
        ...row,
      }))
      .sort((a, b) => captionsOf(a).localeCompare(captionsOf(b))),
    vacant: empty.items.map(({ id, caption, fields }) => ({
      id,
      caption,
      code: textIn(fields.code),
      needsLanguage: textIn(fields.needsLanguage),
      contingent: contingent?.(textIn(fields.contingent)) ?? null,
      base: site?.(textIn(fields.base)) ?? null,
      vacantSince: textIn(fields.vacantSince),
      days: textIn(fields.vacantSince) ? daysBetween(String(fields.vacantSince), day) : null,
    })),
    vacantMore: empty.next !== null && empty.next !== undefined,
  }
}

const captionsOf = (row: Record<(typeof places)[number], { caption: string } | null>): string =>
  places.map((name) => row[name]?.caption ?? '~').join(' ')
