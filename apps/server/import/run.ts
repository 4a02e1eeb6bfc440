/**
 * An import: what would come of it, what came of it, or all of it or none. Every row is told of; the ledger decides each
 * as it decides a single command, and says how far it is.
 */
import type { RecordView } from '@konbit/ledger'
import {
  type Command,
  type Detail,
  isRefusal,
  type Refusal,
  type Register,
  refuse,
} from '@konbit/model'
import type { Ask } from '../route.ts'
import { detailTold, toldOf } from '../told.ts'
import type { Given } from './file.ts'
import { type Asked, type Planned, plan } from './plan.ts'

/** So many go to the ledger at once; after each the importer says how far it is. */
const slice = 512
/** Of rows that are well not more are listed; those that are not are all listed. */
const listedMax = 500

export type How = { dry: boolean; all: boolean }
export type Outcome = 'lands' | 'landed' | 'same' | 'refused' | 'held'
export type Item = {
  row: number
  verb: string
  outcome: Outcome
  record?: string
  caption?: string
  seq?: number
  problem?: string
  why?: string
  wrong?: (Detail & { column?: string })[]
  /** As they stood in the file, so that the row can be mended and sent again. */
  cells?: readonly string[]
}
export type Report = {
  dry: boolean
  all: boolean
  columns: { column: string; field: string | null; samples: string[] }[]
  unknown: readonly Detail[]
  rows: number
  counts: Record<Outcome, number>
  /** Those that were refused, then the others; of these at most 500. */
  items: Item[]
}
export type Step = { step: 'look' | 'decide' | 'land'; done: number; of: number }

type Decided = { planned: Planned; outcome: Outcome; seq?: number; refusal?: Refusal }

/** Steps as they are made, and at the end the report or why there is none. */
export async function* run(
  ask: Ask,
  register: Register,
  given: Given,
  asked: Asked,
  how: How,
): AsyncGenerator<Step, Report | Refusal> {
  const of = given.rows.length
  if (!how.dry && given.unknown.length > 0)
    return refuse(
      'invalid-input',
      'The file has columns that nobody has told of. Say what they are, or leave them out.',
      given.unknown.slice(0, 50),
    )
  yield { step: 'look', done: 0, of }
  const planned = await plan(
    ask,
    register,
    given.rows.map(({ read }) => read),
    asked,
  )
  const decided = yield* decide(ask, register, planned, how)
  return reportOf(given, register, decided, how)
}

async function* decide(
  ask: Ask,
  register: Register,
  planned: readonly Planned[],
  how: How,
): AsyncGenerator<Step, Decided[]> {
  const of = planned.length
  const decided = planned.map((one): Decided => {
    if (one.command) return { planned: one, outcome: 'held' }
    if (one.problem === 'stale')
      return { planned: one, outcome: 'refused', refusal: refuse('stale') }
    if (one.wrong.length === 0) return { planned: one, outcome: 'same' }
    return {
      planned: one,
      outcome: 'refused',
      refusal: refuse('invalid-input', undefined, one.wrong),
    }
  })
  const waiting = decided.filter(({ planned: { command } }) => command)
  const commands = waiting.map(({ planned: { command } }) => command as Command)
  const isWhole = waiting.length === decided.filter(({ outcome }) => outcome !== 'same').length
  const { ledger } = ask.house

  if (how.dry || how.all) {
    yield { step: 'decide', done: 0, of }
    const dry = how.dry || !isWhole
    const { answers, landed } = await ledger.performTogether(ask.actor, commands, { dry })
    for (const [index, one] of waiting.entries()) take(one, answers[index] as object, landed)
    const isHeld = how.all && decided.some(({ outcome }) => outcome === 'refused')
    if (isHeld) for (const one of decided) if (one.outcome === 'lands') one.outcome = 'held'
    return told(register, decided)
  }
  for (let from = 0; from < commands.length; from += slice) {
    yield { step: 'land', done: from, of: commands.length }
    const answers = await ledger.performAll(ask.actor, commands.slice(from, from + slice))
    for (const [index, answer] of answers.entries())
      take(waiting[from + index] as Decided, answer, true)
  }
  return told(register, decided)
}

function take(one: Decided, answer: object, landed: boolean): void {
  if (isRefusal(answer)) {
    one.outcome = 'refused'
    one.refusal = answer
    return
  }
  const { seq, repeated } = answer as { seq: number; repeated?: true }
  one.outcome = repeated ? 'same' : landed ? 'landed' : 'lands'
  if (landed || repeated) one.seq = seq
}

/** Says of a refusal what can be said better with the whole file in sight. */
function told(register: Register, decided: Decided[]): Decided[] {
  const first = new Map<string, number>()
  for (const { planned, refusal } of decided) {
    for (const name of Object.keys(register.fields)) {
      const value = planned.command?.input?.[name]
      if (!register.fields[name]?.unique || value === undefined) continue
      const key = `${name} ${value}`
      const before = first.get(key)
      first.set(key, before ?? planned.row)
      if (refusal?.refusal === 'not-unique' && before !== undefined)
        planned.wrong.push({
          field: name,
          needs: `a value that stands once in the file: row ${before} has it too`,
        })
    }
  }
  return decided
}

const detailsOf = (register: Register, { planned, refusal }: Decided): Detail[] => {
  if (planned.wrong.length > 0) return planned.wrong
  return (refusal?.details ?? []).map(({ field, needs }) => {
    const to = register.fields[field]?.to
    const isReference = refusal?.refusal === 'no-such-record' && to !== undefined
    return { field, needs: isReference ? `a record of ${to} that is there` : needs }
  })
}

function reportOf(given: Given, register: Register, decided: Decided[], how: How): Report {
  const counts: Report['counts'] = { lands: 0, landed: 0, same: 0, refused: 0, held: 0 }
  const columnOf = new Map(
    given.columns.flatMap(({ column, field }) => (field ? [[field, column] as const] : [])),
  )
  const items = decided.map((one, index): Item => {
    const { planned, outcome, refusal, seq } = one
    counts[outcome] += 1
    const { row, verb, record } = planned
    const caption = planned.caption ?? calledIn(register, planned.command?.input)
    const item: Item = {
      row,
      verb,
      outcome,
      ...(record && outcome !== 'refused' ? { record } : {}),
      ...(caption ? { caption } : {}),
      ...(seq === undefined ? {} : { seq }),
    }
    if (!refusal) return item
    const wrong = detailsOf(register, one).map((detail) => {
      const column = columnOf.get(detail.field)
      return detailTold(column === undefined ? detail : { ...detail, column })
    })
    return {
      ...item,
      problem: refusal.refusal,
      why: refusal.why,
      ...toldOf(refusal),
      ...(wrong.length > 0 ? { wrong } : {}),
      cells: given.rows[index]?.cells ?? [],
    }
  })
  const isBad = ({ outcome }: Item): boolean => outcome === 'refused'
  return {
    ...how,
    columns: given.columns.map((one, at) => ({ ...one, samples: given.samples[at] ?? [] })),
    unknown: given.unknown,
    rows: decided.length,
    counts,
    items: [...items.filter(isBad), ...items.filter((one) => !isBad(one)).slice(0, listedMax)],
  }
}

const calledIn = (
  register: Register,
  input: RecordView['fields'] | undefined,
): string | undefined => {
  const texts = register.caption.flatMap((name) => {
    const field = register.fields[name]
    const value = input?.[name]
    return field && !field.to && value !== undefined && value !== null
      ? [field.kind.print(value as never)]
      : []
  })
  return texts.join(' ').slice(0, 200) || undefined
}
