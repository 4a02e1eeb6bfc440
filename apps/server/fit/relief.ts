/**
 * Tour ends by themselves: how many of a unit end by each day, against those planned to arrive in it by then. Whoever ends on
 * purpose with nobody in relief is not counted; a tour past its end counts from today.
 */
import { bindsOf } from '@konbit/force'
import type { Moment } from '@konbit/ledger'
import { numberIn, rowsOf, textIn } from '../logistics/reading.ts'
import { groupsAt } from '../people/reading.ts'
import type { Ask } from '../route.ts'
import type { RecordStep } from './balance.ts'
import type { Passage } from './passage.ts'

export type Relief = Omit<Passage, 'resource'> & { resource: 'relief' }

export async function reliefsAt(
  ask: Ask,
  moment: Moment,
  today: string,
  until: string,
): Promise<Relief[]> {
  const running = { state: ['running', 'extended'], endsOn: { to: until } }
  const [ends, onPurpose, coming] = await Promise.all([
    groupsAt(ask, moment, {
      register: 'tour',
      by: ['contingent', 'contributor', 'endsOn'],
      filter: running,
    }),
    groupsAt(ask, moment, {
      register: 'tour',
      by: ['contingent', 'contributor', 'endsOn'],
      filter: { ...running, withoutRelief: true },
    }),
    rowsOf(ask, moment, { register: 'movement', state: ['planned'], where: { kind: 'arrival' } }, [
      'contingent',
      'contributor',
      'plannedOn',
      'personsPlanned',
    ]),
  ])
  const found = new Map<string, Relief>()
  const of = (contingent: string | null, contributor: string | null): Relief => {
    const record = contingent || contributor || ''
    const register = contingent ? 'contingent' : 'organisation'
    const one: Relief = found.get(record) ?? {
      resource: 'relief',
      place: { record, register },
      ...{ supply: [], demand: [], binds: [] },
    }
    found.set(record, one)
    return one
  }
  const add = (groups: typeof ends, sign: 1 | -1): void => {
    for (const { keys, records } of groups) {
      const [contingent, contributor, endsOn] = keys
      const day = notBefore(endsOn ?? today, today)
      const { demand } = of(contingent ?? null, contributor ?? null)
      demand.push({ day, amount: sign * records, record: null, register: null })
    }
  }
  add(ends, 1)
  add(onPurpose, -1)
  for (const { record, fields } of coming) {
    const on = textIn(fields.plannedOn)
    if (!on) continue
    const step = { day: notBefore(on, today), record, register: 'movement' }
    const one = of(textIn(fields.contingent), textIn(fields.contributor))
    one.supply.push({ ...step, amount: numberIn(fields.personsPlanned) ?? 0 })
  }
  return [...found.values()].flatMap((one) =>
    one.demand.reduce((sum, { amount }) => sum + amount, 0) > 0
      ? [{ ...one, binds: bindsOf<RecordStep>(one, today, until) }]
      : [],
  )
}

const notBefore = (day: string, today: string): string => (day < today ? today : day)
