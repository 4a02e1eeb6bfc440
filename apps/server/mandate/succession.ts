/**
 * A succession item by item: what the mission carries that another would have to carry on, which item of the list names it, and
 * who answers for it. What no item names is left without an owner, and is told first. A compartment is counted for its own unit.
 */
import type { Moment, RecordView } from '@konbit/ledger'
import { isRefusal, type Refusal, refuse, spanOf } from '@konbit/model'
import { carried, type Unit } from '@konbit/registers'
import { keep } from '../kept.ts'
import { dayAt, momentAt, momentOf } from '../moments.ts'
import type { Ask } from '../route.ts'
import { allOf } from '../statements.ts'
import { type Answer, ok } from '../wire.ts'

const UNOWNED_MAX = 200
export const PAGE_MAX = 500

export type Open = {
  kind: string
  register: string
  record: string
  state: string
  dueOn: string | null
  item: string | null
  standing: string
  /** What is said of its owner, as where the sources name none. */
  note: string | null
}
type Wanted = { unit?: Unit; limit?: number; cursor?: string }

export async function answerSuccession(ask: Ask): Promise<Answer | Refusal> {
  const { unit = 'chain' } = ask.query as Wanted
  const moment = await momentOf(ask)
  const found = await accountAt(ask, moment, unit)
  if (isRefusal(found)) return found
  const { record, open, items, partial } = found
  const kinds = [...new Set([...open.map(({ kind }) => kind), ...items.map(kindOf)])].sort()
  const of = (kind?: string) => {
    const mine = items.filter((one) => kind === undefined || kindOf(one) === kind)
    const state = (name: string): number => mine.filter((one) => one.state === name).length
    const here = open.filter((one) => kind === undefined || one.kind === kind)
    return {
      open: here.length,
      accepted: state('accepted'),
      listed: state('listed'),
      refused: state('refused'),
      over: state('over'),
      unlisted: here.filter(({ standing }) => standing === 'unlisted').length,
    }
  }
  const total = of()
  const unowned = open.filter(isUnowned).sort(byClock)
  return ok({
    at: moment.atText,
    known: moment.knownText,
    id: record.id,
    caption: record.caption,
    unit,
    partial,
    isComplete: !partial && total.listed + total.refused + total.unlisted === 0,
    kinds: kinds.map((kind) => ({
      kind,
      sealed: items
        .filter((one) => kindOf(one) === kind)
        .reduce(
          (sum, { fields }) => sum + (typeof fields.items === 'number' ? fields.items : 0),
          0,
        ),
      ...of(kind),
    })),
    total,
    unowned: await captioned(ask, moment, unowned.slice(0, UNOWNED_MAX)),
  })
}

export async function answerCarried(ask: Ask): Promise<Answer | Refusal> {
  const { unit = 'chain', limit = PAGE_MAX, cursor = '' } = ask.query as Wanted
  const moment = await momentOf(ask)
  const found = await accountAt(ask, moment, unit)
  if (isRefusal(found)) return found
  const left = found.open.filter((one) => keyOf(one) > cursor)
  const page = left.slice(0, limit)
  const last = page.at(-1)
  return ok({
    at: moment.atText,
    known: moment.knownText,
    items: await captioned(ask, moment, page),
    total: found.open.length,
    next: last && left.length > page.length ? keyOf(last) : null,
  })
}

const noteOf = (item: RecordView | undefined): string | null =>
  typeof item?.fields.note === 'string' ? item.fields.note : null
const kindOf = ({ fields }: RecordView): string => String(fields.kind)
const isUnowned = ({ standing }: Open): boolean => !['accepted', 'over'].includes(standing)
const keyOf = ({ kind, register, record }: Open): string => `${kind}.${register}.${record}`
const byClock = (a: Open, b: Open): number =>
  (a.dueOn ?? '9999') < (b.dueOn ?? '9999') ? -1 : a.dueOn === b.dueOn ? 0 : 1

type Account = { record: RecordView; open: Open[]; items: RecordView[]; partial: boolean }

export const accountAt = (ask: Ask, moment: Moment, unit: Unit): Promise<Account | Refusal> =>
  keep(ask, moment, `succession ${ask.params.id} ${unit}`, async () => {
    const id = ask.params.id ?? ''
    const record = await ask.house.ledger.get(ask.reader, { register: 'succession', id, moment })
    if (isRefusal(record)) return record
    const items = await allOf(ask, 'successionItem', moment, { succession: [id] })
    const byRecord = new Map(items.map((one) => [String(one.fields.aboutRecord ?? ''), one]))
    const open: Open[] = []
    const before = await handedAt(ask, moment, record)
    // What came from another record is in its list: what the successor opened itself is its own from the start.
    const carrying = record.fields.side === 'takes' ? [] : carried[unit]
    for (const { kind, register, state, where, clock } of carrying) {
      if (!ask.house.registers.has(register)) continue
      const rows = await ask.house.ledger.rows(ask.reader, {
        register,
        state,
        where: where ?? {},
        moment,
        take: clock ? [clock] : [],
      })
      if (isRefusal(rows)) return refuse('too-many')
      const then =
        before &&
        (await ask.house.ledger.rows(ask.reader, {
          register,
          state,
          where: where ?? {},
          moment: before,
          take: [],
        }))
      if (then && isRefusal(then)) return refuse('too-many')
      const handed = then && new Set(then.map((row) => row.record))
      for (const row of rows) {
        if (handed && !handed.has(row.record)) continue
        const item = byRecord.get(row.record)
        const due = clock ? row.fields[clock] : null
        open.push({
          kind,
          register,
          record: row.record,
          state: row.state,
          dueOn: typeof due === 'string' ? due : null,
          item: item?.id ?? null,
          standing: item?.state ?? 'unlisted',
          note: noteOf(item),
        })
      }
    }
    open.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    const mine = items.filter((one) => isOf(one, unit))
    if (unit !== 'chain') bySeal(open, mine)
    return { record, open, items: mine, partial: await isPartial(ask, moment, unit) }
  })

const sealedKinds: Readonly<Record<Unit, string | undefined>> = {
  chain: undefined,
  conduct: 'complaints',
  custody: 'custody',
  care: 'care',
}
/** Where both keep one record, what was opened after the change is the successor's own: its day says what was carried. */
async function handedAt(
  ask: Ask,
  moment: Moment,
  { state, fields }: RecordView,
): Promise<Moment | undefined> {
  const day = spanOf(String(fields.startsOn ?? ''))?.last
  const isShared = fields.side === 'within' && state !== 'planned'
  if (!isShared || !day || day >= dayAt(ask, moment)) return undefined
  const { known } = ask.query as { known?: string }
  return momentAt(ask, { at: day, ...(known ? { known } : {}) })
}

/** What is handed over sealed is named by number: as many as the unit's items count are on its list, the rest on none. */
function bySeal(open: Open[], items: readonly RecordView[]): void {
  const left = items.flatMap(({ id, state, fields }) =>
    Array.from({ length: Math.min(open.length, Number(fields.items ?? 0)) }, () => ({ id, state })),
  )
  for (const [at, one] of open.entries()) {
    const item = left[at]
    one.item = item?.id ?? null
    one.standing = item?.state ?? 'unlisted'
  }
}

/** The account of the whole mission holds every item, those that are sealed as one each; a unit's only its own. */
const isOf = (item: RecordView, unit: Unit): boolean =>
  unit === 'chain' || kindOf(item) === sealedKinds[unit]

/** From the clearance and never from the data: told by any measure that needs the same one. */
async function isPartial(ask: Ask, moment: Moment, unit: Unit): Promise<boolean> {
  const label = unit === 'chain' ? 'mission' : unit
  const measure = [...ask.house.measures.values()].find((one) => one.label === label)
  if (!measure) return true
  const told = await ask.house.ledger.measure(ask.reader, { name: measure.name, moment })
  return isRefusal(told) || told.partial
}

async function captioned(ask: Ask, moment: Moment, list: readonly Open[]) {
  const names = await ask.house.ledger.captions(
    ask.reader,
    list.map(({ record }) => record),
    moment,
  )
  return list.map((one) => ({ ...one, caption: names.get(one.record)?.caption ?? '' }))
}
