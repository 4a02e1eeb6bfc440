/**
 * A conflict, told field by field: what a refused author has to read before deciding anew. It is read as that author reads,
 * so it holds only what they may see, and nothing is in it that opening the record would not show.
 */
import type { EntryView, Moment, RecordView } from '@konbit/ledger'
import { type Command, type Conflict, isRefusal, type Refusal, type Register } from '@konbit/model'
import { momentAt } from './moments.ts'
import type { Ask } from './route.ts'

/** More entries than that since are not listed; the fields say what came of all of them. */
const entriesMax = 200

/** The refusal `stale` with its conflict; the plain refusal where the record is no longer there to be read. */
export async function withConflict(
  stale: Refusal,
  register: Register,
  { record: id, expects = 0, input = {} }: Pick<Command, 'record' | 'expects' | 'input'>,
  ask: Ask,
): Promise<Refusal> {
  const now = await momentAt(ask, {})
  const [theirs, was, entries] = await Promise.all([
    viewAt(ask, register, id, now),
    viewAt(ask, register, id, { ...now, known: Math.min(expects, now.known), isNow: false }),
    entriesSince(ask, register, id, expects),
  ])
  if (!theirs) return stale
  const conflict: Conflict = {
    seq: Math.max(theirs.seq, ...entries.map(({ seq }) => seq)),
    entries: entries.map(({ seq, verb, author, known }) => ({ seq, verb, author, known })),
    fields: ['state', ...Object.keys(register.fields)].flatMap((field) => {
      const [before, after] = [shown(was, field), shown(theirs, field)]
      if (JSON.stringify(before) === JSON.stringify(after)) return []
      const yours = Object.hasOwn(input, field) ? { yours: input[field] } : {}
      return [{ field, was: before, theirs: after, ...yours }]
    }),
  }
  return { ...stale, conflict }
}

async function viewAt(
  { house, reader }: Ask,
  register: Register,
  id: string,
  moment: Moment,
): Promise<RecordView | undefined> {
  const view = await house.ledger.get(reader, { register: register.name, id, moment })
  return isRefusal(view) ? undefined : view
}

async function entriesSince(
  { house, reader }: Ask,
  register: Register,
  id: string,
  expects: number,
): Promise<EntryView[]> {
  const found = await house.ledger.history(reader, {
    register: register.name,
    id,
    limit: entriesMax,
  })
  return isRefusal(found) ? [] : found.items.filter(({ seq }) => seq > expects).reverse()
}

/** Null where there is none, so that a field that was cleared, or erased, says so. */
const shown = (view: RecordView | undefined, field: string): unknown =>
  (field === 'state' ? view?.state : view?.fields[field]) ?? null
