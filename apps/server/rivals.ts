/**
 * Rival figures at a moment: the statements that may be seen, held against each other and against the mission's own
 * figures by the rules of packages/rivals. What people settled is read from the record: adopted and set-aside claims,
 * standing rulings. Nothing is settled here.
 */

import type { Moment } from '@konbit/ledger'
import { addDays, isRefusal, type Measure, spanOf } from '@konbit/model'
import {
  findRivals,
  type OwnFigure,
  type OwnFigures,
  type Precision,
  type Rival,
  type RivalGroup,
  type Settlement,
  type Statement,
} from '@konbit/rivals'
import { keepOn } from './kept.ts'
import { dayAt, momentAt } from './moments.ts'
import type { Ask } from './route.ts'
import { allOf, type ClaimView, type Statements, spokenAt, statementsAt } from './statements.ts'

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
  keepOn(ask, moment, 'rivals', async () => {
    const statements = await spokenAt(ask, moment)
    const list = statements.list.map(statementOf)
    const own = await ownFigures(ask, moment, statements)
    const until = dayAt(ask, moment)
    const first = findRivals({ statements: list, own, until })
    const settlements = await settlementsOf(ask, moment, statements, first)
    return settlements.length === 0
      ? first
      : findRivals({ statements: list, own, until, settlements })
  })

/**
 * The mission's own figure of every day, by claim measure and subject. Own records are read as one series for each
 * measure; where a measure speaks by adopted statements, those are here already.
 */
async function ownFigures(ask: Ask, moment: Moment, { list }: Statements): Promise<OwnFigures> {
  const lines = await linesOf(ask)
  const today = dayAt(ask, moment)
  const subjects = new Map(list.map((claim) => [claim.subject, claim]))
  const adopted = list.filter(({ state, value }) => state === 'adopted' && value !== null)
  return (measure, subject, day, since) => {
    if (day > today) return undefined
    const claim = subjects.get(subject)
    for (const line of (claim && lines.get(measure)) ?? []) {
      const figure = read(line, claim as ClaimView, day, since)
      if (figure) return { measure, subject, day, ...figure }
    }
    if (since !== undefined || lines.has(measure)) return undefined
    const value = latestOf(adopted, measure, subject, day)
    return value === undefined ? undefined : { measure, subject, day, value, basis: 'adopted' }
  }
}

type Line = { measure: Measure; values: Map<string, Map<string | null, number>> }

/**
 * The series of own records by the claim measures they answer to, over all days that statements speak of, as known at
 * the request's `known`. They do not depend on `at`, so moving along the time machine reads them once.
 */
async function linesOf(ask: Ask): Promise<ReadonlyMap<string, readonly Line[]>> {
  const { known } = ask.query as { known?: string }
  const later = await momentAt(ask, { known })
  return keepOn(ask, later, 'lines', async () => {
    const { list } = await statementsAt(ask, later)
    const to = dayAt(ask, later)
    const spoken = new Set(list.map(({ measure }) => measure))
    const lines = new Map<string, Line[]>()
    await Promise.all(
      [...ask.house.measures.values()].map(async (measure) => {
        const names = measure.claims?.measures.filter((name) => spoken.has(name)) ?? []
        const isAdopted = 'latest' in measure.of && measure.of.latest.register === 'claim'
        const isRead = !isAdopted && ('total' in measure.of || 'latest' in measure.of)
        if (names.length === 0 || !isRead) return
        const line = await lineOf(ask, later, measure, firstDay(list, names, to), to)
        for (const name of names) lines.set(name, [...(lines.get(name) ?? []), line])
      }),
    )
    return lines
  })
}

const daysMax = 366 * 6
/** The first day that a statement on these measures speaks of, not more than six years back. */
function firstDay(list: readonly ClaimView[], names: readonly string[], to: string): string {
  const oldest = addDays(to, -daysMax)
  return list
    .filter(({ measure }) => names.includes(measure))
    .map(({ periodFirst, asOf }) => spanOf(periodFirst ?? asOf ?? '')?.first)
    .reduce(
      (first: string, day) =>
        day !== undefined && day < first && day >= oldest ? addDays(day, -1) : first,
      to,
    )
}

function latestOf(
  adopted: readonly ClaimView[],
  measure: string,
  subject: string,
  day: string,
): number | undefined {
  let found: { last: string; value: number } | undefined
  for (const claim of adopted) {
    if (claim.measure !== measure || claim.subject !== subject || claim.periodFirst !== null)
      continue
    const last = spanOf(claim.asOf ?? '')?.last
    if (last !== undefined && last <= day && (!found || last >= found.last))
      found = { last, value: claim.value as number }
  }
  return found?.value
}

async function lineOf(
  ask: Ask,
  moment: Moment,
  measure: Measure,
  from: string,
  to: string,
): Promise<Line> {
  const [by] = measure.by ?? []
  const series = await ask.house.ledger.series(ask.reader, {
    name: measure.name,
    moment,
    from,
    to,
    step: 'day',
    ...(by ? { by } : {}),
  })
  const values = new Map<string, Map<string | null, number>>()
  const { points, partial: isPartial } = isRefusal(series) ? { points: [], partial: true } : series
  for (const { day, value, rows = [] } of points) {
    const ofDay = new Map<string | null, number>(rows.map((row) => [row.key, row.value]))
    if (value !== null && !isPartial) ofDay.set(null, value) // a part is no rival of a whole
    values.set(day, ofDay)
  }
  return { measure, values }
}

/** `since` asks for a count over days, which a total answers by difference. */
function read(
  { measure, values }: Line,
  claim: ClaimView,
  day: string,
  since?: string,
): Pick<OwnFigure, 'value' | 'basis'> | undefined {
  const isWhole = claim.speaksFor === measure.claims?.subject
  if (!isWhole && claim.key === null) return undefined
  const key = isWhole ? null : claim.key
  const value = values.get(day)?.get(key)
  if (value === undefined) return undefined
  const isRecord = 'total' in measure.of
  if (since === undefined) return { value, basis: isRecord ? 'record' : 'adopted' }
  return isRecord
    ? { value: value - (values.get(addDays(since, -1))?.get(key) ?? 0), basis: 'record' }
    : undefined
}

/**
 * Adopted and set-aside claims, and standing rulings, as decisions about the groups that the rules find. As its reason
 * each bears the number of its entry: the words are read only when they are answered.
 */
async function settlementsOf(
  ask: Ask,
  moment: Moment,
  { list }: Statements,
  groups: readonly RivalGroup[],
): Promise<Settlement[]> {
  const rulings = await allOf(ask, 'ruling', moment, { state: ['standing'] })
  const settled = rulings.flatMap(({ fields, seq }): Settlement[] => {
    const [group, reason] = [String(fields.rivals), String(seq)]
    const statements = (fields.claims ?? []) as string[]
    if (fields.decides === 'merge')
      return [{ verb: 'merge', groups: [group, String(fields.joins)], reason }]
    if (fields.decides === 'split') return [{ verb: 'split', group, statements, reason }]
    return [{ verb: 'setAside', group, reason }]
  })
  const groupsOf = new Map<string, string[]>()
  for (const { id, statements } of groups)
    for (const one of statements) groupsOf.set(one.id, [...(groupsOf.get(one.id) ?? []), id])
  const decided = list
    .filter(({ id, state }) => state !== 'stated' && groupsOf.has(id))
    .sort((a, b) => (dated(a) < dated(b) ? -1 : 1))
  for (const { id, state, seq } of decided) {
    const verb = state === 'adopted' ? 'adopt' : 'setAside'
    for (const group of groupsOf.get(id) ?? [])
      settled.push({ verb, group, statement: id, reason: String(seq) })
  }
  return settled
}

/** Of two adopted statements in one group the later one is in use. */
const dated = ({ asOf, code }: ClaimView): string => `${asOf} ${code}`

/** A group as it is answered: the codes of its claims as in the sources, and what each says, so that no second request is needed. */
export type RivalAnswer = Omit<RivalGroup, 'statements'> & {
  claims: string[]
  statements: (Rival & { code: string; claim: ClaimView })[]
}

export const answerRivals = (ask: Ask, moment: Moment): Promise<RivalAnswer[]> =>
  keepOn(ask, moment, 'rivals answered', async () => {
    const [groups, { byId }] = await Promise.all([rivalsAt(ask, moment), spokenAt(ask, moment)])
    const entries = groups.flatMap(({ inUse, statements }) => [
      inUse?.reason,
      ...statements.map(({ setAside }) => setAside),
    ])
    const reasons = await reasonsOf(ask, new Set(entries.filter((one) => one !== undefined)))
    return groups.map(({ inUse, ...group }) => ({
      ...group,
      ...(inUse ? { inUse: { ...inUse, ...said('reason', reasons, inUse.reason) } } : {}),
      claims: group.statements.flatMap(({ id }) => byId.get(id)?.code ?? []),
      statements: group.statements.flatMap((one) => {
        const claim = byId.get(one.id)
        if (!claim) return []
        return [{ ...one, ...said('setAside', reasons, one.setAside), code: claim.code, claim }]
      }),
    }))
  })

const said = (name: 'reason' | 'setAside', reasons: ReadonlyMap<string, string>, entry?: string) =>
  entry === undefined ? {} : { [name]: reasons.get(entry) ?? '' }

/** The reasons that stand with entries, by their numbers. */
async function reasonsOf(
  { house, reader }: Ask,
  entries: ReadonlySet<string>,
): Promise<Map<string, string>> {
  const found = await Promise.all(
    [...entries].map(async (seq) => {
      const entry = await house.ledger.entry(reader, Number(seq))
      return [seq, isRefusal(entry) ? '' : (entry.because ?? '')] as const
    }),
  )
  return new Map(found)
}
