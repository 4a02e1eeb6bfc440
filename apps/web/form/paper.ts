/** What a clerk adds who enters from paper: on whose behalf, and when it was, as it stands on the sheet. Pure. */
import { isWhen } from '@konbit/model'
import { dayIn } from '../format.ts'
import { whenOf } from './read.ts'

export type Paper = { onBehalfOf: string; at: string }
export const noPaper: Paper = { onBehalfOf: '', at: '' }

/** A date as anywhere, or with the time of day in the mission's zone: `14:30`, `14 May 2025 14:30`. */
export function paperWhen(text: string, zone: string, now: number): string | undefined {
  const whole = whenOf(text)
  if (whole) return whole
  const found = /^(?:(.*?)[\s,T]+)?(\d{1,2})[:.h](\d{2})$/i.exec(text.trim())
  if (!found) return undefined
  const [, before, hour = '', minute = ''] = found
  const day = before ? whenOf(before) : dayIn(now, zone)
  if (day?.length !== 10 || Number(hour) > 23 || Number(minute) > 59) return undefined
  const clock = `${day}T${hour.padStart(2, '0')}:${minute}`
  const made = `${clock}:00${offsetIn(zone, Date.parse(`${clock}:00Z`))}`
  return isWhen(made) ? made : undefined
}

function offsetIn(zone: string, instant: number): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' })
  const name = parts.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value
  return /[+-]\d{2}:\d{2}/.exec(name?.replace('−', '-') ?? '')?.[0] ?? 'Z'
}

export const isPaperWrong = ({ at }: Paper, zone: string): boolean =>
  at.trim() !== '' && !paperWhen(at, zone, Date.now())

/** As a command bears it; what is left empty is not in it. */
export function paperOf({ onBehalfOf, at }: Paper, zone: string) {
  const who = onBehalfOf.trim()
  const when = at.trim() ? paperWhen(at, zone, Date.now()) : undefined
  return { ...(who ? { onBehalfOf: who } : {}), ...(when ? { at: when } : {}) }
}
