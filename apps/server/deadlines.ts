/**
 * What binds next and which clocks have run over: the lists of packages/registers asked of the record at a moment.
 * Titles are keys of the word table; what stands here in English is what a page shows until it has the word.
 */

import type { Moment, RecordView } from '@konbit/ledger'
import { addDays, daysBetween, spanOf } from '@konbit/model'
import { binding, type Deadline, overdue } from '@konbit/registers'
import { dayAt } from './moments.ts'
import { titleOf } from './registers.ts'
import type { Ask } from './route.ts'
import { allOf, type Ref, type Statements, sourcesOf } from './statements.ts'

export type Note = { key: string; values: Record<string, string | number>; text: string }
export type RecordRef = { register: string; id: string; caption: string }
export type Binding = {
  name: string
  title: Note
  note: string
  until: string | null
  days: number | null
  now: boolean
  desk: string
  refs: Ref[]
  record: RecordRef
}
export type Overdue = {
  name: string
  title: Note
  note: string
  days: number | null
  since: string | null
  desk: string
  count: number
  refs: Ref[]
  records: RecordRef[]
}

const records = (
  ask: Ask,
  moment: Moment,
  { register, state, where = {} }: Deadline,
): Promise<RecordView[]> => allOf(ask, register, moment, { state, ...where })

const dateOf = ({ fields }: RecordView, { date }: Deadline): string | undefined =>
  date ? (fields[date] as string | undefined) : undefined
const recordRef = ({ register, id, caption }: RecordView): RecordRef => ({ register, id, caption })
const title = (list: string, { name }: Deadline, count: number): Note => ({
  key: `${list}.${name}`,
  values: { count },
  text: titleOf(name),
})

/** A claim is told by its words; any other record by its caption. */
function noteOf(record: RecordView, { byId }: Statements): string {
  const claim = byId.get(record.id)
  return claim
    ? (claim.note ?? claim.raw ?? claim.valueText ?? claim.valueDate ?? record.caption)
    : record.caption
}

export async function bindingAt(
  ask: Ask,
  moment: Moment,
  statements: Statements,
): Promise<Binding[]> {
  const today = dayAt(ask, moment)
  const found = await Promise.all(
    binding.map(async (deadline) => {
      const list = (await records(ask, moment, deadline)).flatMap((record) => {
        const until = spanOf(dateOf(record, deadline) ?? '')?.last ?? null
        if (deadline.date && (until === null || until < today)) return []
        return [{ record, until }]
      })
      const nearest = list.sort((a, b) => ((a.until ?? '') < (b.until ?? '') ? -1 : 1)).slice(0, 3)
      return nearest.map(
        ({ record, until }): Binding => ({
          name: deadline.name,
          title: title('binding', deadline, 1),
          note: noteOf(record, statements),
          until,
          days: until === null ? null : daysBetween(today, until),
          now: until === null,
          desk: deadline.desk,
          refs: sourcesOf(
            { ...record, fields: { ...record.fields, claims: claimsOf(record) } },
            statements,
          ),
          record: recordRef(record),
        }),
      )
    }),
  )
  return found.flat().sort((a, b) => (a.days ?? -1) - (b.days ?? -1))
}

const claimsOf = ({ register, id, fields }: RecordView): string[] =>
  register === 'claim' ? [id] : ((fields.claims ?? []) as string[])

export async function overdueAt(
  ask: Ask,
  moment: Moment,
  statements: Statements,
): Promise<Overdue[]> {
  const today = dayAt(ask, moment)
  const found = await Promise.all(
    overdue.map(async (deadline) => {
      const bySince = new Map<string, RecordView[]>()
      for (const record of await records(ask, moment, deadline)) {
        const since = dateOf(record, deadline) ?? ''
        const last = spanOf(since)?.last
        if (last === undefined || last < today)
          bySince.set(since, [...(bySince.get(since) ?? []), record])
      }
      return [...bySince].map(
        ([since, list]): Overdue => ({
          name: deadline.name,
          title: title('overdue', deadline, list.length),
          note:
            list
              .slice(0, 4)
              .map((record) => noteOf(record, statements))
              .join(', ') + (list.length > 4 ? ' …' : ''),
          days: since === '' ? null : daysBetween(spanOf(since)?.last as string, today),
          since: since === '' ? null : since,
          desk: deadline.desk,
          count: list.length,
          refs: [
            ...new Map(
              list.flatMap((record) => sourcesOf(record, statements)).map((one) => [one.id, one]),
            ).values(),
          ],
          records: list.slice(0, 10).map(recordRef),
        }),
      )
    }),
  )
  return found.flat().sort((a, b) => (b.days ?? -1) - (a.days ?? -1))
}

export const yearBefore = (day: string): string => addDays(day, -365)
