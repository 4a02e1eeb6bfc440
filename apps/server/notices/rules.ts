/** Alert rules as their records say them: on what they fire, on which days, when they are quiet, whom they tell. Pure. */
import type { RecordStanding } from '@konbit/ledger'
import { type Fields, labelOf, type Register, type Role } from '@konbit/model'
import { quietUntil, weekdayOf } from './hours.ts'

export const RULES = 'alertRule'

export type AlertRule = {
  id: string
  toRoles: readonly Role[]
  register?: string
  /** None: any. */
  verbs: readonly string[]
  only?: { field: string; values: readonly string[] }
  figure?: { measure: string; crosses: 'above' | 'below'; threshold: number; checkedAt?: string }
  /** None: every day. */
  weekdays: readonly string[]
  quiet: { from: string | null; to: string | null }
  breaksQuiet: boolean
  minutes: number | undefined
  escalateTo: readonly Role[]
}

/** Verbs that handle what is kept and tell nothing of the world. */
const handling = new Set(['correct', 'void', 'erase', 'raise', 'lower'])

const words = (text: unknown): string[] =>
  typeof text === 'string' ? text.split(',').filter(Boolean) : []
const list = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/** The rule of a record, where it stands. */
export function ruleOf({
  record,
  state,
  fields,
}: Pick<RecordStanding, 'record' | 'state' | 'fields'>): AlertRule | undefined {
  if (state !== 'standing') return undefined
  const { inRegister, measure, crosses, threshold, onlyField, onlyValue } = fields
  const register = text(inRegister)
  const checkedAt = text(fields.checkedAt)
  const only = text(onlyField)
  const figure = text(measure) &&
    (crosses === 'above' || crosses === 'below') &&
    typeof threshold === 'number' && {
      measure: text(measure) as string,
      crosses: crosses as 'above' | 'below',
      threshold,
      ...(checkedAt ? { checkedAt } : {}),
    }
  if (!register && !figure) return undefined
  return {
    id: record,
    toRoles: list(fields.toRoles) as Role[],
    ...(register ? { register } : {}),
    ...(figure ? { figure } : {}),
    verbs: words(fields.onVerbs),
    ...(only ? { only: { field: only, values: words(onlyValue) } } : {}),
    weekdays: list(fields.weekdays),
    quiet: { from: text(fields.quietFrom) ?? null, to: text(fields.quietTo) ?? null },
    breaksQuiet: fields.breaksQuiet === true,
    minutes:
      typeof fields.escalateAfterMinutes === 'number' ? fields.escalateAfterMinutes : undefined,
    escalateTo: list(fields.escalateToRoles) as Role[],
  }
}

/** Whether the rule is on such an act; whether its field stands is asked of `fields`, what the record is after it. */
export function isOn(
  rule: AlertRule,
  entry: { register: string; verb: string },
  register: Register,
  fields: Fields | undefined,
): boolean {
  if (rule.register !== entry.register) return false
  if (rule.verbs.length > 0 ? !rule.verbs.includes(entry.verb) : handling.has(entry.verb))
    return false
  if (!rule.only) return true
  const { field, values } = rule.only
  // Of what is more closely held than its record a notice would tell those who may not see it.
  if (!register.fields[field] || labelOf(register, field) !== register.label) return false
  const value = fields?.[field]
  return [value].flat().some((one) => values.includes(String(one)))
}

export const isOnDay = ({ weekdays }: AlertRule, instant: number, zone: string): boolean =>
  weekdays.length === 0 || weekdays.includes(weekdayOf(instant, zone))

/** Until when what the rule tells waits on the page. */
export const heldUntil = (rule: AlertRule, now: number, zone: string): number | undefined =>
  rule.breaksQuiet ? undefined : quietUntil(now, rule.quiet, zone)
