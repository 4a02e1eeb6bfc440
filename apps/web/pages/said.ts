/** What a statement record says, in words, as the drawer says it of a statement beside a figure. */
import type { ClaimView, RecordView } from '../api/types.ts'
import { saidOf } from '../figure/SpreadAxis.tsx'
import type { Format } from '../format.ts'
import type { Translate } from '../words.tsx'

export function saidOfRecord(
  { id, state, fields }: RecordView,
  format: Format,
  t: Translate,
): string {
  const text = (name: string): string | null => (fields[name] as string | undefined) ?? null
  const number = (name: string): number | null => (fields[name] as number | undefined) ?? null
  const view: ClaimView = {
    id,
    state,
    code: String(fields.code),
    measure: String(fields.measure),
    subject: String(fields.subject),
    speaksFor: text('speaksFor'),
    key: text('party') ?? text('pcode'),
    value: number('value'),
    valueText: text('valueText') ?? text('valueDate'),
    low: number('low'),
    high: number('high'),
    unit: text('unit'),
    asOf: text('asOf'),
    periodFirst: text('periodFirst'),
    periodLast: text('periodLast'),
    precision: String(fields.precision),
    raw: text('valueRaw'),
    note: text('note'),
    locator: text('locator'),
    attributedTo: text('attributedTo'),
    source: null,
  }
  const unit = text('unit')
  const said = saidOf(view, format, t)
  return view.value !== null && unit && unit !== 'date' ? `${said} ${unit}` : said
}
