/**
 * Who may be given something: a counterpart that is vetted, and whose vetting has not run out. Asked before each release, each
 * opening of what was released and each request that goes out. Not a register.
 */
import { type Ask, type Beside, type Fields, spanOf } from '@konbit/model'

/** The question about the counterparts that stand in a field: one, or a list of them. */
export const aboutCounterparts = (field: string): Ask => ({
  register: 'counterpart',
  match: { $record: field },
  take: ['validUntil', 'level'],
})

export const lastDay = (value: unknown): string =>
  typeof value === 'string' ? (spanOf(value)?.last ?? '') : ''

/** Whether all of them are vetted today. */
export const allVetted = (rows: readonly Fields[], asked: number, day: string): boolean =>
  asked > 0 &&
  rows.filter(({ state, validUntil }) => state === 'vetted' && lastDay(validUntil) >= day).length >=
    asked

const lapsed =
  'A counterpart it is for is not vetted, or the vetting has run out: have it vetted first.'

/** What stands against giving something to those in a field: one sentence, or nothing. */
export function vettingStands(given: unknown, beside: Beside | undefined): string | undefined {
  if (!beside) return undefined
  const asked = [given ?? []].flat()
  return allVetted(beside.rows.counterparts ?? [], new Set(asked).size, beside.day)
    ? undefined
    : lapsed
}

/** Whether each of them is vetted for what it would be given. */
export const levelStands = (level: unknown, beside: Beside | undefined): string | undefined =>
  level === 'partner' && beside?.rows.counterparts?.some((row) => row.level !== 'partner')
    ? 'A counterpart it is for is vetted for what is public only.'
    : undefined
