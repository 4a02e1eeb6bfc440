/** A source statement as the API answers it, made ready for the charts; undefined where it bears no date. */
import type { ClaimView } from '../api/types.ts'
import { precisionOf, type Statement } from './statement.ts'

export function statementOf(claim: ClaimView): Statement | undefined {
  if (!claim.asOf) return undefined
  return {
    id: claim.id,
    code: claim.code,
    measure: claim.measure,
    subject: claim.subject,
    value: claim.value,
    low: claim.low,
    high: claim.high,
    unit: claim.unit ?? '',
    asOf: claim.asOf,
    precision: precisionOf(claim.precision),
    state: claim.state,
    source: {
      id: claim.source?.id ?? '',
      code: claim.source?.code ?? '',
      title: claim.source?.title ?? '',
      ...(claim.source?.publisher ? { publisher: claim.source.publisher } : {}),
      ...(claim.source?.published ? { published: claim.source.published } : {}),
    },
    ...(claim.raw ? { raw: claim.raw } : {}),
    ...(claim.note ? { note: claim.note } : {}),
    ...(claim.attributedTo ? { attributedTo: claim.attributedTo } : {}),
    ...(claim.periodFirst ? { periodFirst: claim.periodFirst } : {}),
    ...(claim.periodLast ? { periodLast: claim.periodLast } : {}),
  }
}
