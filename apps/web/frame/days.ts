/** Civil days as the track counts them. No zone, no clock: a day is a number. */
const DAY = 86_400_000

export const dayNumber = (day: string): number =>
  Math.round(Date.parse(`${day.slice(0, 10)}T00:00:00Z`) / DAY)
export const dayText = (number: number): string =>
  new Date(Math.round(number) * DAY).toISOString().slice(0, 10)
export const addDays = (day: string, count: number): string => dayText(dayNumber(day) + count)
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from)

export function addMonths(day: string, count: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + count, Math.min(date, last)))
    .toISOString()
    .slice(0, 10)
}

/** The last civil day of a year, a month, a day or an instant as written. */
export function lastDay(text: string): string {
  if (/^\d{4}$/.test(text)) return `${text}-12-31`
  if (/^\d{4}-\d{2}$/.test(text)) return addDays(addMonths(`${text}-01`, 1), -1)
  return text.slice(0, 10)
}

export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) &&
  dayText(dayNumber(text)) === text
