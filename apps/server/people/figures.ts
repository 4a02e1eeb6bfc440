/** Several measures in one answer, all by the same breakdown. By capability what lies in a contingent counts under that of the contingent. */
import type { Moment } from '@konbit/ledger'
import { isRefusal, type Measure, type Refusal, refuse } from '@konbit/model'
import { describeMeasure } from '../measures.ts'
import { momentOf } from '../moments.ts'
import type { Ask } from '../route.ts'
import { type Answer, ok } from '../wire.ts'

const namesMax = 24

export async function answerFigures(ask: Ask): Promise<Answer | Refusal> {
  const { names, by } = ask.query as { names: string; by?: string }
  const asked = [...new Set(names.split(',').filter(Boolean))]
  if (asked.length > namesMax)
    return refuse('too-many', `At most ${namesMax} figures are told at once.`)
  const found = asked.map((name) => ask.house.measures.get(name))
  if (found.length === 0 || found.includes(undefined)) return refuse('unknown-measure')
  const moment = await momentOf(ask)
  const items = await Promise.all(
    (found as Measure[]).map((measure) => figureAt(ask, moment, measure, by)),
  )
  const captions = await captionsOf(ask, moment, items)
  return ok({
    at: moment.atText,
    known: moment.knownText,
    isNow: moment.isNow,
    items: items.map(({ rows, ...item }) => ({
      ...item,
      rows: rows.map((row) => {
        const caption = captions.get(row.key ?? '')
        return caption === undefined ? row : { ...row, caption }
      }),
    })),
  })
}

async function figureAt(ask: Ask, moment: Moment, measure: Measure, by: string | undefined) {
  const { name } = measure
  const has = (part: string): boolean => measure.by?.includes(part) ?? false
  const isFolded = by === 'capability' && !has(by) && has('contingent')
  const part = isFolded ? 'contingent' : by && has(by) ? by : undefined
  const found = await ask.house.ledger.measure(ask.reader, {
    name,
    moment,
    ...(part ? { by: part } : {}),
  })
  if (isRefusal(found)) throw new Error(`measure ${name}: ${found.why}`)
  const rows = isFolded ? await byCapability(ask, moment, found.rows) : found.rows
  const bound = await boundOf(ask, moment, found.spoke)
  return {
    ...describeMeasure(ask.house, measure),
    value: found.value,
    rows: part ? rows : [],
    partial: found.partial,
    ...(bound && found.value !== null ? { bound } : {}),
  }
}

const bounds = ['atLeast', 'over', 'atMost', 'below', 'about'] as const

/** How surely an adopted statement says it. */
async function boundOf(ask: Ask, moment: Moment, spoke: string): Promise<string | undefined> {
  const of = ask.house.measures.get(spoke)?.of
  if (!of || !('latest' in of) || of.latest.register !== 'claim') return undefined
  const rests = await ask.house.ledger.rests(ask.reader, { name: spoke, moment, limit: 1 })
  const precision = isRefusal(rests) ? undefined : rests.items[0]?.fields.precision
  return bounds.find((one) => one === precision)
}

type Row = { key: string | null; value: number; records: number }

async function byCapability(ask: Ask, moment: Moment, rows: readonly Row[]): Promise<Row[]> {
  const found = await ask.house.ledger.records(ask.reader, {
    register: 'contingent',
    ids: rows.flatMap(({ key }) => (key ? [key] : [])),
    moment,
  })
  const folded = new Map<string, Row>()
  for (const { key, value, records } of rows) {
    const capability = String(found.get(key ?? '')?.fields.capability ?? '')
    const row = folded.get(capability) ?? { key: capability, value: 0, records: 0 }
    folded.set(capability, { ...row, value: row.value + value, records: row.records + records })
  }
  return [...folded.values()].sort((a, b) => ((a.key ?? '') < (b.key ?? '') ? -1 : 1))
}

const captionsOf = async (
  ask: Ask,
  moment: Moment,
  items: readonly { rows: readonly Row[] }[],
): Promise<Map<string, string>> => {
  const keys = items.flatMap(({ rows }) => rows.flatMap(({ key }) => key ?? []))
  const ids = [...new Set(keys)].filter((key) => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(key))
  if (ids.length === 0) return new Map()
  const found = await ask.house.ledger.captions(ask.reader, ids, moment)
  return new Map([...found].map(([id, { caption }]) => [id, caption]))
}
