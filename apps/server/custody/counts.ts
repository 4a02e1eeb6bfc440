/**
 * Counts that leave custody or care: made by whoever sees the whole of a compartment, signed by this log's key, and taken in
 * elsewhere from the signed text alone. The mission that takes them in never sees what they rest on.
 */
import { createHash } from 'node:crypto'
import { addDays, isDay, isRefusal, type Refusal, refuse } from '@konbit/model'
import {
  type CountCell,
  type Counts,
  hideSmall,
  openCounts,
  parseVerifier,
  printCounts,
  SMALLEST_CELL,
} from '@konbit/proof'
import { PUBLISHED_AFTER_DAYS } from '@konbit/registers'
import { dayAt, momentAt } from '../moments.ts'
import type { Ask } from '../route.ts'
import { type Answer, ok } from '../wire.ts'

type Figure = { measure: string; by?: string }
const figures: Readonly<Record<string, readonly Figure[]>> = {
  custody: [
    { measure: 'custody.held' },
    { measure: 'custody.over48h' },
    { measure: 'custody.handOverLate' },
    { measure: 'custody.transfersRefused' },
  ],
  care: [
    { measure: 'care.participants', by: 'programme' },
    { measure: 'care.completed', by: 'programme' },
    { measure: 'care.afterTwelve', by: 'outcome' },
    { measure: 'care.weaponsHeld' },
    { measure: 'care.weaponsDestroyed' },
  ],
}

/** Refused to whoever sees less than the whole, in the words of what is not there. */
export async function answerCounts(ask: Ask): Promise<Answer | Refusal> {
  const today = dayAt(ask, await momentAt(ask, {}))
  const last = addDays(today, -PUBLISHED_AFTER_DAYS)
  const { at = last, known } = ask.query as { at?: string; known?: string }
  if (!isDay(at) || at > last)
    return refuse('invalid-query', undefined, [
      { field: 'at', needs: `a day, at least ${PUBLISHED_AFTER_DAYS} days ago` },
    ])
  const asOn = at
  const moment = await momentAt(ask, { at, known })
  const cells: CountCell[] = []
  for (const { measure, by } of figures[ask.params.of as string] ?? []) {
    const found = await ask.house.ledger.measure(ask.reader, {
      name: measure,
      moment,
      ...(by ? { by } : {}),
    })
    if (isRefusal(found)) return found
    if (found.partial) return refuse('not-found')
    const parts = new Map(
      by
        ? found.rows.flatMap(({ key, value }) => (key === null ? [] : [[key || 'none', value]]))
        : [],
    )
    cells.push(...hideSmall(measure, found.value ?? 0, parts, SMALLEST_CELL))
  }
  if (cells.length === 0) return refuse('not-found')
  const log = ask.house.ledger.log(ask.mission.id)
  await log.sign()
  const { checkpoint, keys, origin } = await log.state()
  const key = keys.at(-1)?.key
  if (!key || !origin) return refuse('unsigned')
  const position = checkpoint?.size ?? 0
  const note = await log.attest(
    printCounts({ origin, asOn, position, smallest: SMALLEST_CELL, cells }),
  )
  return typeof note === 'string' ? ok({ note, key, asOn, cells }) : refuse('unsigned')
}

/** Enters each cell as a published count. The same statement twice changes nothing. */
export async function takeCounts(ask: Ask): Promise<Answer | Refusal> {
  const { note, key } = ask.body as { note: string; key: string }
  const verifier = parseVerifier(key.trim())
  if (!verifier) return wrong('key', 'the verifier key of the log that signed')
  const counts = openCounts(note, verifier)
  if ('wrong' in counts) return wrong('note', 'a statement of counts that this key signed')
  const entered: string[] = []
  for (const cell of counts.cells) {
    const done = await ask.house.ledger.perform(ask.actor, commandOf(ask, counts, cell, note))
    if (isRefusal(done)) return done
    if (!done.repeated) entered.push(cell.figure)
  }
  return ok({ origin: counts.origin, asOn: counts.asOn, entered })
}

const wrong = (field: string, needs: string): Refusal =>
  refuse('invalid-input', undefined, [{ field, needs }])

function commandOf(ask: Ask, { origin, asOn, smallest }: Counts, cell: CountCell, note: string) {
  const { figure, value } = cell
  return {
    id: idOf(ask.mission.id, note, figure, 'command'),
    record: idOf(ask.mission.id, note, figure, 'record'),
    register: 'publishedCount',
    verb: 'enter',
    input: {
      figure,
      asOn,
      ...(value === null ? {} : { countValue: value }),
      smallestCell: smallest,
      saidBy: origin,
      statementDigest: createHash('sha256').update(note).digest('hex'),
    },
  }
}

/** The same for the same statement, in the form of a UUID of version 8. */
function idOf(...words: readonly string[]): string {
  const hex = createHash('sha256').update(words.join('\n')).digest('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}
