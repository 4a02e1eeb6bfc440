/** Pay worked out: how far each sum has come, so that every unit of money stands at one step only. Pure. */
import { type Arrear, type PayRow, type PayStep, paySteps } from '../../api/people.ts'

/** How much stands at each step and no further; `open` is due and not even funded. */
export type Standing = Record<PayStep, number>

export const standingOf = (row: Record<PayStep, number>): Standing =>
  Object.fromEntries(
    paySteps.map((step, i) => {
      const next = paySteps[i + 1]
      return [step, Math.max(0, row[step] - (next ? row[next] : 0))]
    }),
  ) as Standing

export const currenciesOf = (rows: readonly { currency: string }[]): string[] => {
  const count = new Map<string, number>()
  for (const { currency } of rows) count.set(currency, (count.get(currency) ?? 0) + 1)
  return [...count].sort((a, b) => b[1] - a[1]).map(([currency]) => currency)
}

export type PayLine = {
  key: string
  month: string
  payPart: string | null
  persons: number | null
  disputed: number
} & Record<PayStep, number>

/** Rows of one currency added up by month, or by month and part; the latest month first. */
export function linesOf(rows: readonly PayRow[], currency: string, byPart: boolean): PayLine[] {
  const lines = new Map<string, PayLine>()
  for (const row of rows) {
    if (row.currency !== currency) continue
    const key = byPart ? `${row.month} ${row.payPart}` : row.month
    const line = lines.get(key) ?? {
      key,
      month: row.month,
      payPart: byPart ? row.payPart : null,
      persons: null,
      disputed: 0,
      due: 0,
      funded: 0,
      sent: 0,
      paid: 0,
      confirmed: 0,
    }
    for (const step of paySteps) line[step] += row[step]
    line.disputed += row.disputed
    if (row.persons !== null) line.persons = (line.persons ?? 0) + row.persons
    lines.set(key, line)
  }
  return [...lines.values()].sort(
    (a, b) => b.month.localeCompare(a.month) || (a.payPart ?? '').localeCompare(b.payPart ?? ''),
  )
}

export const worstArrear = (arrears: readonly Arrear[]): Arrear | undefined =>
  [...arrears]
    .filter(({ oldestOn }) => oldestOn !== null)
    .sort((a, b) => String(a.oldestOn).localeCompare(String(b.oldestOn)))[0]
