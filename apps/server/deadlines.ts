/**
 * What binds next and which clocks have run over: the lists of packages/registers asked of the record at a moment.
 * What is said of each is a key of the word table with its values; the English beside it shows until the word is there.
 */
import type { Moment, RecordView } from '@konbit/ledger'
import { addDays, daysBetween, isRefusal, type Money, spanOf } from '@konbit/model'
import { binding, type Deadline, overdue } from '@konbit/registers'
import { isOff, offIn } from './day/off.ts'
import { type Listed, listOf, nearestOf, pastOf } from './gathered.ts'
import { keepOn } from './kept.ts'
import { stockDue } from './logistics/due.ts'
import { dayAt } from './moments.ts'
import { titleOf } from './registers.ts'
import type { Ask } from './route.ts'
import { allOf, type Ref, type Statements, sourcesOf, statementsAt } from './statements.ts'

export type Note = { key: string; values: Record<string, string | number>; text: string }
export type RecordRef = { register: string; id: string; caption: string }
export type Binding = {
  name: string
  title: Note
  /** The note in English; `words` is the same by key. */
  note: string
  words: Note
  until: string | null
  days: number | null
  now: boolean
  desk: string
  refs: Ref[]
  /** Null where many are told as one, which the list shows. */
  record: RecordRef | null
  list?: Listed
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
  list?: Listed
}

const records = (
  ask: Ask,
  moment: Moment,
  { register, state, where = {} }: Deadline,
): Promise<RecordView[]> => allOf(ask, register, moment, { state, ...where })

function dateOf(
  { fields }: Pick<RecordView, 'fields'>,
  { date, orAfter }: Deadline,
): string | undefined {
  const told = date ? (fields[date] as string | undefined) : undefined
  if (told !== undefined || !orAfter) return told
  const from = spanOf((fields[orAfter.date] as string | undefined) ?? '')?.last
  return from && addDays(from, orAfter.days)
}
const recordRef = ({ register, id, caption }: RecordView): RecordRef => ({ register, id, caption })
const title = (list: string, { name }: Deadline, count: number): Note => ({
  key: `${list}.${name}`,
  values: { count },
  text: titleOf(name),
})

export async function bindingAt(ask: Ask, moment: Moment): Promise<Binding[]> {
  const today = dayAt(ask, moment)
  const asked = await staffed(ask, binding)
  const one = async (deadline: Deadline): Promise<Binding[]> => {
    if (deadline.isOne) return nearestAt(ask, moment, deadline, today)
    const statements = await statementsAt(ask, moment)
    const list = (await records(ask, moment, deadline)).flatMap((record) => {
      const until = spanOf(dateOf(record, deadline) ?? '')?.last ?? null
      if (deadline.date && (until === null || until < today)) return []
      return [{ record, until }]
    })
    const nearest = list.sort((a, b) => ((a.until ?? '') < (b.until ?? '') ? -1 : 1)).slice(0, 3)
    return Promise.all(
      nearest.map(async ({ record, until }): Promise<Binding> => {
        const words = await said(ask, moment, deadline, record, statements)
        return {
          name: deadline.name,
          title: title('binding', deadline, 1),
          note: words.text,
          words,
          until,
          days: until === null ? null : daysBetween(today, until),
          now: until === null,
          desk: deadline.desk,
          refs: sourcesOf(
            { ...record, fields: { ...record.fields, claims: claimsOf(record) } },
            statements,
          ),
          record: recordRef(record),
        }
      }),
    )
  }
  const found = await Promise.all(
    asked.map((deadline) => keepOn(ask, moment, `binding ${deadline.name}`, () => one(deadline))),
  )
  return found.flat().sort((a, b) => (a.days ?? -1) - (b.days ?? -1))
}

const offOf = async (ask: Ask) => offIn(ask.house, ask.mission.id, (await ask.head()).size)
/** What the mission has switched off binds nobody and is never overdue. */
async function staffed(ask: Ask, list: readonly Deadline[]): Promise<Deadline[]> {
  const off = await offOf(ask)
  return list.filter(
    ({ register, desk }) =>
      !isOff(off, ask.house.registers, register) && !off.desks.includes(desk as never),
  )
}

const claimsOf = ({ register, id, fields }: RecordView): string[] =>
  register === 'claim' ? [id] : ((fields.claims ?? []) as string[])

/** `isBare`: the values are missing, and another sentence stands for it. */
type Said = { values: Note['values']; text: string; isBare?: true }
type Saying = (
  ask: Ask,
  moment: Moment,
  record: RecordView,
  statements: Statements,
) => Promise<Said>

/** What is said of each binding date, from the record and those beside it. */
const sayings: Record<string, Saying> = {
  base: async (ask, moment): Promise<Said> => {
    const waiting = await ask.house.ledger.measure(ask.reader, { name: 'people.waiting', moment })
    const value = isRefusal(waiting) ? null : waiting.value
    if (!value) return { values: {}, text: 'Cannot be extended', isBare: true }
    return { values: { waiting: value }, text: `Cannot be extended; ${value} wait` }
  },
  tours: async (_, __, { caption, fields }) => ({
    values: { contingent: caption, months: Number(fields.tourMonths ?? 0) },
    text: `${caption}: tours of ${fields.tourMonths ?? '–'} months end`,
  }),
  fund: async (_, __, { id }, { byId }) => {
    const claim = byId.get(id)
    const by = claim?.attributedTo ?? claim?.source?.publisher ?? ''
    return {
      values: { by },
      text: by ? `Said to last until then: ${by}` : 'Said to last until then',
    }
  },
  mandate: async (ask, moment, { caption, fields }): Promise<Said> => {
    const votes = await allOf(ask, 'vote', moment)
    const council = votes
      .filter((vote) => vote.fields.votesNeeded !== undefined && vote.fields.seats !== undefined)
      .sort((a, b) => (String(a.fields.heldOn) < String(b.fields.heldOn) ? 1 : -1))[0]
    const code = String(fields.code ?? caption)
    if (!council) return { values: { code }, text: `${code} ends`, isBare: true }
    const { votesNeeded: needed, seats } = council.fields as { votesNeeded: number; seats: number }
    return {
      values: { code, needed, seats },
      text: `${code} ends; renewal needs ${needed} of ${seats} and no veto`,
    }
  },
}

async function said(
  ask: Ask,
  moment: Moment,
  { name }: Deadline,
  record: RecordView,
  statements: Statements,
): Promise<Note> {
  const saying = await sayings[name]?.(ask, moment, record, statements)
  const { values, text, isBare } = saying ?? {
    values: { title: record.caption },
    text: record.caption,
  }
  return { key: `binding.${name}.note${isBare ? '.none' : ''}`, values, text }
}

export async function overdueAt(ask: Ask, moment: Moment): Promise<Overdue[]> {
  const today = dayAt(ask, moment)
  const [asked, off] = [await staffed(ask, overdue), await offOf(ask)]
  const one = async (deadline: Deadline): Promise<Overdue[]> => {
    if (deadline.isOne)
      return deadline.orAfter
        ? gatheredAt(ask, moment, deadline, today)
        : pastAt(ask, moment, deadline, today)
    const statements = await statementsAt(ask, moment)
    const bySince = new Map<string, RecordView[]>()
    for (const record of await records(ask, moment, deadline)) {
      const since = dateOf(record, deadline) ?? ''
      const last = spanOf(since)?.last
      if (last !== undefined && last >= today) continue
      bySince.set(since, [...(bySince.get(since) ?? []), record])
    }
    return Promise.all(
      [...bySince].map(async ([since, list]): Promise<Overdue> => {
        const told = await Promise.all(list.slice(0, 4).map((one) => nameOf(ask, moment, one)))
        const refs = list.flatMap((record) => sourcesOf(record, statements))
        const found = { day: since === '' ? null : since, count: list.length }
        return overdueOf(deadline, found, today, {
          told,
          records: list.slice(0, 10).map(recordRef),
          refs: [...new Map(refs.map((one) => [one.id, one])).values()],
        })
      }),
    )
  }
  const found = await Promise.all([
    isOff(off, ask.house.registers, 'stockItem')
      ? []
      : keepOn(ask, moment, 'overdue stock', () => stockDue(ask, moment, today)),
    ...asked.map((deadline) =>
      keepOn(ask, moment, `overdue ${deadline.name}`, () => one(deadline)),
    ),
  ])
  return found.flat().sort((a, b) => (b.days ?? -1) - (a.days ?? -1))
}

/** How many fall on the nearest day, as one line. */
async function nearestAt(
  ask: Ask,
  moment: Moment,
  deadline: Deadline,
  today: string,
): Promise<Binding[]> {
  const found = await nearestOf(ask, moment, deadline, today)
  if (!found) return []
  const { name, desk } = deadline
  const words = {
    key: `binding.${name}.note`,
    values: { count: found.count },
    text: `${found.count} on that day`,
  }
  return [
    {
      name,
      title: title('binding', deadline, found.count),
      note: words.text,
      words,
      until: found.day,
      days: daysBetween(today, found.day),
      now: false,
      desk,
      refs: [],
      record: null,
      list: listOf(deadline, { from: found.day, to: found.day }),
    },
  ]
}

/** The same of those that have run over. */
async function pastAt(
  ask: Ask,
  moment: Moment,
  deadline: Deadline,
  today: string,
): Promise<Overdue[]> {
  const found = await pastOf(ask, moment, deadline, today)
  if (!found) return []
  const told = await Promise.all(found.records.slice(0, 4).map((one) => nameOf(ask, moment, one)))
  const records = found.records.map(recordRef)
  const list = listOf(deadline, { to: addDays(today, -1) })
  return [overdueOf(deadline, found, today, { told, records, list })]
}

type Named = { told: readonly string[]; records: RecordRef[]; refs?: Ref[]; list?: Listed }

const overdueOf = (
  deadline: Deadline,
  { day, count }: { day: string | null; count: number },
  today: string,
  { told, records, refs = [], list }: Named,
): Overdue => ({
  name: deadline.name,
  title: title('overdue', deadline, count),
  note: told.join(', ') + (told.length > 0 && count > told.length ? ' …' : ''),
  days: day === null ? null : daysBetween(spanOf(day)?.last as string, today),
  since: day,
  desk: deadline.desk,
  count,
  refs,
  records,
  ...(list && { list }),
})

/** All of a deadline's records that are past their date, as one line: how many, and since when the oldest is. */
async function gatheredAt(
  ask: Ask,
  moment: Moment,
  deadline: Deadline,
  today: string,
): Promise<Overdue[]> {
  const { register, state, date, orAfter } = deadline
  const where = Object.fromEntries(
    Object.entries(deadline.where ?? {}).filter((one): one is [string, string] => one[1] !== null),
  )
  const take = [date, orAfter?.date].filter((one) => one !== undefined)
  const rows = await ask.house.ledger.rows(ask.reader, { register, state, where, moment, take })
  if (isRefusal(rows)) return []
  const past = rows
    .map(({ record, fields }) => ({ id: record, since: dateOf({ fields }, deadline) ?? '' }))
    .filter(({ since }) => since !== '' && since < today)
    .sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : a.id < b.id ? -1 : 1))
  const [oldest] = past
  if (!oldest) return []
  const first = past.slice(0, 10).map(({ id }) => id)
  const names = await ask.house.ledger.captions(ask.reader, first, moment)
  const records = first.map((id) => ({ register, id, caption: names.get(id)?.caption ?? '' }))
  const told = records.slice(0, 4).map(({ caption }) => caption)
  const found = { day: oldest.since, count: past.length }
  return [overdueOf(deadline, found, today, { told, records, list: listOf(deadline, {}) })]
}

/** A record in a line: by what happened where its caption is only a token, and with its amount where it has one. */
async function nameOf(ask: Ask, moment: Moment, record: RecordView): Promise<string> {
  const { fields, caption } = record
  const incident = fields.incident as string | undefined
  const names = incident && (await ask.house.ledger.captions(ask.reader, [incident], moment))
  const name = (names ? names.get(incident as string)?.caption : undefined) ?? caption
  const amount = (fields.amountFrozen ?? fields.amount) as Money | undefined
  const bound = fields.precision === 'atLeast' || fields.precision === 'over' ? '≥ ' : ''
  return amount ? `${name}: ${bound}${moneyOf(amount)}` : name
}

const moneyOf = ({ minor, currency }: Money): string => {
  const major = minor / 100
  return major >= 1e6
    ? `${(major / 1e6).toFixed(1)} million ${currency}`
    : `${major.toLocaleString('en')} ${currency}`
}

export const yearBefore = (day: string): string => addDays(day, -365)
