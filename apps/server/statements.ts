/**
 * What sources say, as pages show it: every claim that may be seen at a moment, with its source beside it. Read once
 * per moment and reader, since measures, rivals and the overview all ask for it.
 */

import type { Filter, Moment, RecordView } from '@konbit/ledger'
import { type Place, spanOf } from '@konbit/model'
import { keep, keepOn } from './kept.ts'
import { dayAt } from './moments.ts'
import type { Ask } from './route.ts'

export type ClaimView = {
  id: string
  code: string
  measure: string
  subject: string
  /** What it speaks for: the mission, the host, an organisation… */
  speaksFor: string | null
  /** Under which key of a breakdown it falls: an organisation's id, a P-code, or null. */
  key: string | null
  value: number | null
  valueText: string | null
  valueDate: string | null
  low: number | null
  high: number | null
  unit: string | null
  asOf: string | null
  asOfBasis: string | null
  periodFirst: string | null
  periodLast: string | null
  precision: string
  /** As printed, where its form matters. */
  raw: string | null
  state: string
  /** The last entry that changed it, to be sent as `expects`. */
  seq: number
  note: string | null
  locator: string | null
  attributedTo: string | null
  source: SourceView | null
}
export type SourceView = {
  id: string
  code: string
  title: string
  publisher: string | null
  kind: string
  published: string | null
  reliability: string | null
}
export type Statements = {
  list: readonly ClaimView[]
  byId: ReadonlyMap<string, ClaimView>
  sources: ReadonlyMap<string, SourceView>
}

/** Every record of a register at a moment, through all its pages. */
export async function allOf(
  ask: Ask,
  register: string,
  moment: Moment,
  filter: Filter = {},
): Promise<RecordView[]> {
  const found: RecordView[] = []
  for await (const page of ask.house.ledger.pages(ask.reader, { register, moment, filter }))
    found.push(...page)
  return found
}

export const statementsAt = (ask: Ask, moment: Moment): Promise<Statements> =>
  keepOn(ask, moment, 'statements', async () => {
    const [claims, sources] = await Promise.all([
      allOf(ask, 'claim', moment),
      allOf(ask, 'source', moment),
    ])
    const bySource = new Map(sources.map((one) => [one.id, sourceView(one)]))
    const list = claims.map((one) => claimView(one, bySource))
    return { list, byId: new Map(list.map((one) => [one.id, one])), sources: bySource }
  })

/** Later than any date that the record takes. */
const forEver = Date.UTC(2200, 0, 1)

/**
 * What speaks of the days up to a moment: the statements that stand then, and those of a year or a month that has begun
 * and not ended. Such a one counts from its last day, so nobody has adopted it yet.
 */
export const spokenAt = (ask: Ask, moment: Moment): Promise<Statements> =>
  keep(ask, moment, 'spoken', async () => {
    const standing = await statementsAt(ask, moment)
    if (moment.isNow) return standing
    const today = dayAt(ask, moment)
    const { list } = await statementsAt(ask, { ...moment, at: forEver })
    const begun = list
      .filter(
        ({ id, asOf }) => !standing.byId.has(id) && (spanOf(asOf ?? '')?.first ?? today) < today,
      )
      .map((claim) => ({ ...claim, state: 'stated' }))
    const all = [...standing.list, ...begun]
    return { ...standing, list: all, byId: new Map(all.map((one) => [one.id, one])) }
  })

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null)

const sourceView = ({ id, fields }: RecordView): SourceView => ({
  id,
  code: String(fields.code),
  title: String(fields.title),
  publisher: text(fields.publisher),
  kind: String(fields.kind),
  published: text(fields.publishedOn),
  reliability: text(fields.reliability),
})

const claimView = (
  { id, state, seq, fields }: RecordView,
  sources: ReadonlyMap<string, SourceView>,
): ClaimView => ({
  id,
  code: String(fields.code),
  measure: String(fields.measure),
  subject: String(fields.subject),
  speaksFor: text(fields.speaksFor),
  key: text(fields.party) ?? text(fields.pcode),
  value: number(fields.value),
  valueText: text(fields.valueText),
  valueDate: text(fields.valueDate),
  low: number(fields.low),
  high: number(fields.high),
  unit: text(fields.unit),
  asOf: text(fields.asOf),
  asOfBasis: text(fields.asOfBasis),
  periodFirst: text(fields.periodFirst),
  periodLast: text(fields.periodLast),
  precision: String(fields.precision),
  raw: text(fields.valueRaw),
  state,
  seq,
  note: text(fields.note),
  locator: text(fields.locator),
  attributedTo: text(fields.attributedTo),
  source: sources.get(String(fields.source)) ?? null,
})

/** The place fields of a record, for maps. */
export const placeOf = (value: unknown): Place | null =>
  typeof value === 'object' && value !== null ? (value as Place) : null

/** `{ code, id, register }` for each claim a record rests on that may be seen, to be shown and opened. */
export type Ref = { code: string; id: string; register: string }
export const restsOn = (record: RecordView, statements: Statements): Ref[] =>
  ((record.fields.claims ?? []) as string[]).flatMap((id) => {
    const claim = statements.byId.get(id)
    return claim ? [{ code: claim.code, id, register: 'claim' }] : []
  })
/** The sources that stand behind a record: the sources of its claims, and its own. */
export const sourcesOf = (record: RecordView, statements: Statements): Ref[] => {
  const found = new Map<string, Ref>()
  const add = (source: SourceView | null | undefined): void => {
    if (source) found.set(source.id, { code: source.code, id: source.id, register: 'source' })
  }
  add(statements.sources.get(String(record.fields.source)))
  for (const id of (record.fields.claims ?? []) as string[]) add(statements.byId.get(id)?.source)
  return [...found.values()]
}
