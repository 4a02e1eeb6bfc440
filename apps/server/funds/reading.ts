/** What the pages of funds read of the record: whole lists within a bound, dates as days, sums, references. */

import type { Sum } from '@konbit/force'
import { converter, type StatedRate } from '@konbit/force'
import type { Filter, Moment, RecordView } from '@konbit/ledger'
import { labelOf, type Refusal, refuse, spanOf } from '@konbit/model'
import { keepOn } from '../kept.ts'
import { dayAt } from '../moments.ts'
import type { Ask } from '../route.ts'

/** More records of one register than these are not added up in one answer. */
const recordsMax = 50_000

export type Ref = { register: string; id: string; caption: string }
export const refTo = ({ register, id, caption }: RecordView): Ref => ({ register, id, caption })

/** Every record of a register at a moment, or that there are too many. */
export async function recordsOf(
  ask: Ask,
  moment: Moment,
  register: string,
  filter: Filter = {},
  most = recordsMax,
): Promise<RecordView[] | Refusal> {
  const found: RecordView[] = []
  for await (const page of ask.house.ledger.pages(ask.reader, { register, moment, filter })) {
    found.push(...page)
    if (found.length > most)
      return refuse('too-many', `More than ${most} records would be added up. Ask for the export.`)
  }
  return found
}

/** A record without its caption: what many of are added up. */
export type Row = Pick<RecordView, 'id' | 'register' | 'state' | 'fields'>

/** Every record of a register as it stands at a moment, in one statement; only the fields named are read. */
export async function rowsOf(
  ask: Ask,
  moment: Moment,
  register: string,
  take: readonly string[],
  state?: readonly string[],
): Promise<Row[] | Refusal> {
  const isPlain = take.every((field) => hasColumn(ask, register, field))
  const found = isPlain
    ? await ask.house.ledger.rows(ask.reader, {
        register,
        moment,
        take,
        ...(state ? { state } : {}),
      })
    : await spelled(ask, moment, register, take, state)
  if ('refusal' in found) return found
  return found.map(({ record, state: stands, fields }) => ({
    id: record,
    register,
    state: stands,
    fields,
  }))
}

/** Whether a field stands in the register's own table, which is read far more quickly than what was entered. */
function hasColumn({ house }: Ask, name: string, field: string): boolean {
  const register = house.registers.get(name)
  const kind = register?.fields[field]?.kind
  return (
    register !== undefined &&
    kind !== undefined &&
    kind.columns.length > 0 &&
    labelOf(register, field) === register.label
  )
}

async function spelled(
  ask: Ask,
  moment: Moment,
  register: string,
  take: readonly string[],
  state?: readonly string[],
) {
  const day = dayAt(ask, moment)
  const spells = await ask.house.ledger.spells(ask.reader, {
    register,
    moment,
    from: day,
    to: day,
    take,
    ...(state ? { state } : {}),
  })
  return 'refusal' in spells ? spells : spells.filter(({ to }) => to === null)
}

/** References to rows, with the captions that the asker may see. */
export async function refsTo(
  ask: Ask,
  moment: Moment,
  rows: Iterable<Row>,
): Promise<Map<string, Ref>> {
  const byId = new Map([...rows].map((row) => [row.id, row]))
  const captions =
    byId.size > 0
      ? await ask.house.ledger.captions(ask.reader, [...byId.keys()], moment)
      : new Map<string, { caption: string }>()
  return new Map(
    [...byId].map(([id, { register }]) => [
      id,
      { register, id, caption: captions.get(id)?.caption ?? '' },
    ]),
  )
}

export const textOf = (record: Pick<RecordView, 'fields'>, field: string): string | undefined => {
  const value = record.fields[field]
  return typeof value === 'string' ? value : undefined
}
/** The last day of a date as it is written. */
export const dayIn = (record: Pick<RecordView, 'fields'>, field: string): string | undefined => {
  const text = textOf(record, field)
  return text === undefined ? undefined : spanOf(text)?.last
}
export const sumIn = (record: Pick<RecordView, 'fields'>, field: string): Sum | undefined => {
  const value = record.fields[field] as Sum | null | undefined
  return value ?? undefined
}

/** Every rate that stands at the moment, behind the one rule of conversion. */
export const ratesAt = (ask: Ask, moment: Moment): Promise<StatedRate[]> =>
  keepOn(ask, moment, 'rates', async () => {
    const take = ['currency', 'toCurrency', 'rate', 'statedOn', 'publisher']
    const found = await rowsOf(ask, moment, 'exchangeRate', take, ['stated'])
    return ('refusal' in found ? [] : found).flatMap((record): StatedRate[] => {
      const statedOn = dayIn(record, 'statedOn')
      return statedOn === undefined
        ? []
        : [
            {
              record: record.id,
              currency: String(record.fields.currency),
              toCurrency: String(record.fields.toCurrency),
              rate: Number(record.fields.rate),
              statedOn,
              source: String(record.fields.publisher),
            },
          ]
    })
  })

export const convertAt = async (ask: Ask, moment: Moment) => converter(await ratesAt(ask, moment))

/** Whether the reader holds less than the whole of what the Funds desk adds up; told by the clearance, never by the data. */
export const isPartial = (ask: Ask, moment: Moment): Promise<boolean> =>
  keepOn(ask, moment, 'funds in part', async () => {
    const answer = await ask.house.ledger.measure(ask.reader, { name: 'funds.paid', moment })
    return 'refusal' in answer || answer.partial
  })
