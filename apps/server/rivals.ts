/**
 * Rival figures at a moment: the statements that may be seen, held against each other and against the mission's own
 * figures by the rules of packages/rivals. What people settled is read from the record: adopted and set-aside claims,
 * standing rulings. Nothing is settled here.
 */
import { isRefusal, type Measure, spanOf } from '@konbit/model'
import { findRivals, type OwnFigure, type OwnFigures, type Precision, type Rival, type RivalGroup, type Settlement, type Statement } from '@konbit/rivals'
import type { Moment } from './contract.ts'
import { keep } from './kept.ts'
import type { Ask } from './route.ts'
import { allOf, type ClaimView, type Statements, statementsAt } from './statements.ts'

const spaced: Record<string, Precision> = { atLeast: 'at least', atMost: 'at most' }

/** A claim as the rules read it: dates, places and words stand as text in its value. */
export const statementOf = (claim: ClaimView): Statement => ({
  id: claim.id,
  measure: claim.measure,
  subject: claim.subject,
  value: claim.value ?? claim.valueDate ?? claim.valueText,
  ...(claim.low === null ? {} : { low: claim.low }),
  ...(claim.high === null ? {} : { high: claim.high }),
  unit: claim.unit ?? '',
  asOf: claim.asOf ?? '',
  asOfBasis: (claim.asOfBasis ?? 'inferred') as Statement['asOfBasis'],
  ...(claim.periodFirst ? { periodStart: spanOf(claim.periodFirst)?.first } : {}),
  ...(claim.periodLast ? { periodEnd: spanOf(claim.periodLast)?.last } : {}),
  precision: spaced[claim.precision] ?? (claim.precision as Precision),
  source: claim.source?.code ?? '',
  ...(claim.source?.published ? { sourcePublished: claim.source.published } : {}),
  locator: claim.locator ?? '',
  ...(claim.raw ? { raw: claim.raw } : {}),
  ...(claim.attributedTo ? { attributedTo: claim.attributedTo } : {}),
})

export const rivalsAt = (ask: Ask, moment: Moment): Promise<readonly RivalGroup[]> =>
  keep(ask, moment, 'rivals', async () => {
    const statements = await statementsAt(ask, moment)
    const list = statements.list.map(statementOf)
    const own = await ownFigures(ask, moment, statements)
    const until = moment.atText.slice(0, 10)
    const first = findRivals({ statements: list, own, until })
    const settlements = await settlementsOf(ask, moment, statements, first)
    return settlements.length === 0 ? first : findRivals({ statements: list, own, until, settlements })
  })

/** The mission's own figure of every day, by claim measure and subject: one series for each measure, read beforehand. */
async function ownFigures(ask: Ask, moment: Moment, { list }: Statements): Promise<OwnFigures> {
  const days = list.flatMap(({ asOf, periodFirst }) => [spanOf(asOf ?? '')?.first, spanOf(periodFirst ?? '')?.first]).filter((day) => day !== undefined)
  const to = moment.atText.slice(0, 10)
  const oldest = `${Number(to.slice(0, 4)) - 6}${to.slice(4)}`
  const from = days.reduce((a, b) => (b < a && b > oldest ? b : a), to)
  const spoken = new Set(list.map(({ measure }) => measure))
  const found = new Map<string, Line[]>()
  for (const measure of ask.house.measures.values()) {
    const names = measure.claims?.measures.filter((name) => spoken.has(name)) ?? []
    if (names.length === 0 || 'ratio' in measure.of || 'until' in measure.of || 'overdue' in measure.of) continue
    const line = await lineOf(ask, moment, measure, from, to)
    for (const name of names) found.set(name, [...(found.get(name) ?? []), line])
  }
  const subjects = new Map(list.map((claim) => [claim.subject, claim]))
  return (measure, subject, day, since) => {
    const claim = subjects.get(subject)
    if (!claim) return undefined
    for (const line of found.get(measure) ?? []) {
      const figure = read(line, claim, day, since)
      if (figure) return { measure, subject, day, ...figure }
    }
    return undefined
  }
}

type Line = { measure: Measure; values: Map<string, Map<string | null, number>> }

async function lineOf(ask: Ask, moment: Moment, measure: Measure, from: string, to: string): Promise<Line> {
  const query = { name: measure.name, moment, from, to, step: 'day' as const }
  const [by] = measure.by ?? []
  const [whole, parts] = await Promise.all([
    ask.house.ledger.series(ask.reader, query),
    by ? ask.house.ledger.series(ask.reader, { ...query, by }) : undefined,
  ])
  const values = new Map<string, Map<string | null, number>>()
  const put = (day: string, key: string | null, value: number | null): void => {
    if (value === null) return
    const ofDay = values.get(day) ?? new Map<string | null, number>()
    values.set(day, ofDay.set(key, value))
  }
  for (const { day, value } of whole.points) put(day, null, value)
  for (const { day, rows } of parts?.points ?? []) for (const { key, value } of rows ?? []) if (key !== null) put(day, key, value)
  return { measure, values }
}

/** `since` asks for a count over days: a total that only grows answers by difference, an adopted figure does not. */
function read({ measure, values }: Line, claim: ClaimView, day: string, since?: string): Pick<OwnFigure, 'value' | 'basis'> | undefined {
  const isWhole = claim.speaksFor === measure.claims?.subject
  const key = isWhole ? null : claim.key
  if (key === null && !isWhole) return undefined
  const value = values.get(day)?.get(key)
  if (value === undefined) return undefined
  const isRecord = 'total' in measure.of || ('latest' in measure.of && measure.of.latest.register !== 'claim')
  const basis = isRecord && 'total' in measure.of ? 'record' : 'adopted'
  if (since === undefined) return { value, basis }
  if (basis !== 'record') return undefined
  const before = new Date(Date.parse(`${since}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
  return { value: value - (values.get(before)?.get(key) ?? 0), basis }
}

/** Adopted and set-aside claims, and standing rulings, as decisions about the groups that the rules find. */
async function settlementsOf(ask: Ask, moment: Moment, { list }: Statements, groups: readonly RivalGroup[]): Promise<Settlement[]> {
  const settled: Settlement[] = []
  for (const { fields, seq } of await allOf(ask, 'ruling', moment, { state: ['standing'] })) {
    const group = String(fields.rivals)
    const reason = await reasonOf(ask, seq)
    if (fields.decides === 'merge') settled.push({ verb: 'merge', groups: [group, String(fields.joins)], reason })
    if (fields.decides === 'split') settled.push({ verb: 'split', group, statements: (fields.claims ?? []) as string[], reason })
    if (fields.decides === 'noDisagreement') settled.push({ verb: 'setAside', group, reason })
  }
  const groupsOf = new Map<string, string[]>()
  for (const { id, statements } of groups) for (const one of statements) groupsOf.set(one.id, [...(groupsOf.get(one.id) ?? []), id])
  const decided = list.filter(({ id, state }) => state !== 'stated' && groupsOf.has(id))
  for (const { id, state, seq } of decided.sort((a, b) => (`${a.asOf}${a.code}` < `${b.asOf}${b.code}` ? -1 : 1))) {
    const reason = await reasonOf(ask, seq)
    const verb = state === 'adopted' ? 'adopt' : 'setAside'
    for (const group of groupsOf.get(id) ?? []) settled.push({ verb, group, statement: id, reason })
  }
  return settled
}

/** The reason that stands with the entry which last changed a record. */
async function reasonOf({ house, reader }: Ask, seq: number): Promise<string> {
  const entry = await house.ledger.entry(reader, seq)
  return isRefusal(entry) ? '' : (entry.because ?? '')
}

/** A group as it is answered: each statement with its code and what it says, so that no second request is needed. */
export type RivalAnswer = Omit<RivalGroup, 'statements'> & { statements: (Rival & { code: string; claim: ClaimView })[] }

export async function answerRivals(ask: Ask, moment: Moment): Promise<RivalAnswer[]> {
  const [groups, { byId }] = await Promise.all([rivalsAt(ask, moment), statementsAt(ask, moment)])
  return groups.map((group) => ({
    ...group,
    statements: group.statements.flatMap((one) => {
      const claim = byId.get(one.id)
      return claim ? [{ ...one, code: claim.code, claim }] : []
    }),
  }))
}
