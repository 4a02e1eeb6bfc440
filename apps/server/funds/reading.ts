/** What the pages of funds read of the record: whole lists within a bound, dates as days, sums, references. */

import type { Sum } from '@konbit/force'
import { converter, type StatedRate } from '@konbit/force'
import type { Filter, Moment, RecordView } from '@konbit/ledger'
import { type Refusal, refuse, spanOf } from '@konbit/model'
import { keep } from '../kept.ts'
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

export const textOf = (record: RecordView, field: string): string | undefined => {
  const value = record.fields[field]
  return typeof value === 'string' ? value : undefined
}
/** The last day of a date as it is written. */
export const dayIn = (record: RecordView, field: string): string | undefined => {
  const text = textOf(record, field)
  return text === undefined ? undefined : spanOf(text)?.last
}
export const sumIn = (record: RecordView, field: string): Sum | undefined => {
  const value = record.fields[field] as Sum | null | undefined
  return value ?? undefined
}

/** Every rate that stands at the moment, behind the one rule of conversion. */
export const ratesAt = (ask: Ask, moment: Moment): Promise<StatedRate[]> =>
  keep(ask, moment, 'rates', async () => {
    const found = await recordsOf(ask, moment, 'exchangeRate', { state: ['stated'] })
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
export async function isPartial(ask: Ask, moment: Moment): Promise<boolean> {
  const answer = await ask.house.ledger.measure(ask.reader, { name: 'funds.paid', moment })
  return 'refusal' in answer || answer.partial
}
