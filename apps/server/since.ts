/**
 * Since when a record has counted in a figure without a break. A record that was amended later still counts from the
 * day it first did: its history is folded again, and the run of versions that counts is followed back.
 */
import type { EntryView, Moment, RecordView } from '@konbit/ledger'
import { isRefusal, type Measure, selects, steps, type Told } from '@konbit/model'
import type { Ask } from './route.ts'

const entriesMax = 200

export async function countsSince(
  ask: Ask,
  { of }: Measure,
  moment: Moment,
  record: RecordView,
): Promise<string> {
  if (!('total' in of)) return record.at
  const terms = of.total.filter(({ register }) => register === record.register)
  const { register, id } = record
  const found = await ask.house.ledger.history(ask.reader, {
    register,
    id,
    moment,
    limit: entriesMax,
  })
  if (isRefusal(found) || found.next !== null || found.items.length < 2) return record.at
  let since: number | undefined
  for (const { at, folded } of steps(found.items.map(toldOf).reverse(), moment.known)) {
    if (at > moment.at) break
    const version = { record: id, register, ...folded, from: at, to: at, knownFrom: 0 }
    const counts = terms.some((term) => selects(term, version))
    since = counts ? (since ?? at) : undefined
  }
  return since === undefined ? record.at : new Date(since).toISOString()
}

const toldOf = ({ seq, verb, at, from, to, set, corrects }: EntryView): Told => ({
  seq,
  verb,
  at: Date.parse(at),
  from,
  to,
  set,
  ...(corrects === undefined ? {} : { corrects }),
})
