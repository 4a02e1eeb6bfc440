/**
 * Counts that leave a deployment: counted like every published figure, signed by this log's key, and taken in elsewhere from the
 * signed text alone. The mission that takes them in never sees what they rest on.
 */
import { createHash } from 'node:crypto'
import { isRefusal, type Refusal, type Role, refuse } from '@konbit/model'
import { type CountCell, type Counts, openCounts, parseVerifier, printCounts } from '@konbit/proof'
import { countingRules, type Table } from '@konbit/registers'
import type { Ask } from '../route.ts'
import { type Answer, ok } from '../wire.ts'
import { countOf, lastSettled, publishableOf, shownOf } from './counted.ts'
import { inputOf } from './publish.ts'

/** A figure, and each of its parts after a second point. */
const cellsOf = (measure: string, { value, cells }: Table): CountCell[] => [
  { figure: measure, value },
  ...cells.map((one) => ({ figure: `${measure}.${one.key}`, value: one.value })),
]

export async function answerCounts(ask: Ask): Promise<Answer | Refusal> {
  const { at: asOn = await lastSettled(ask), known } = ask.query as { at?: string; known?: string }
  const cells: CountCell[] = []
  let position = 0
  for (const measure of publishableOf(ask.params.of as string)) {
    const counted = await countOf(ask, measure, { first: asOn, last: asOn, known })
    if (isRefusal(counted)) return counted
    const { knownSeq, ...count } = counted
    const shown = shownOf(measure, count, [])
    if (shown) cells.push(...cellsOf(measure, shown))
    position = knownSeq
  }
  if (cells.length === 0) return refuse('not-found')
  const log = ask.house.ledger.log(ask.mission.id)
  await log.sign()
  const { keys, origin } = await log.state()
  const key = keys.at(-1)?.key
  if (!key || !origin) return refuse('unsigned')
  const smallest = countingRules.leastCell
  const note = await log.attest(printCounts({ origin, asOn, position, smallest, cells }))
  return typeof note === 'string' ? ok({ note, key, asOn, cells }) : refuse('unsigned')
}

const takers: readonly Role[] = ['custodyOfficer', 'careOfficer', 'legal', 'hostLiaison']

/** Enters each figure of a statement. The same statement twice changes nothing. */
export async function takeCounts(ask: Ask): Promise<Answer | Refusal> {
  if (!takers.some((role) => ask.actor.roles.includes(role))) return refuse('not-allowed')
  const { note, key } = ask.body as { note: string; key: string }
  const verifier = parseVerifier(key.trim())
  if (!verifier) return wrong('key', 'the verifier key of the log that signed')
  const counts = openCounts(note, verifier)
  if ('wrong' in counts) return wrong('note', 'a statement of counts that this key signed')
  const commands = tablesOf(counts).map(({ measure, table }) => ({
    id: idOf(ask.mission.id, note, measure, 'command'),
    record: idOf(ask.mission.id, note, measure, 'record'),
    register: 'publishedFigure',
    verb: 'enter',
    input: {
      ...inputOf(measure, table, counts.position),
      leastCell: counts.smallest,
      saidBy: counts.origin,
      statementDigest: createHash('sha256').update(note).digest('hex'),
    },
  }))
  const entered: string[] = []
  const { answers } = await ask.house.ledger.performTogether(
    { ...ask.actor, roles: ['importer'] },
    commands,
  )
  for (const [at, done] of answers.entries()) {
    if (isRefusal(done)) return done
    if (!done.repeated) entered.push(String(commands[at]?.input.measure))
  }
  return ok({ origin: counts.origin, asOn: counts.asOn, entered })
}

const wrong = (field: string, needs: string): Refusal =>
  refuse('invalid-input', undefined, [{ field, needs }])

function tablesOf({ asOn, cells }: Counts): { measure: string; table: Table }[] {
  const byMeasure = Map.groupBy(cells, ({ figure }) => figure.split('.').slice(0, 2).join('.'))
  return [...byMeasure].map(([measure, own]) => ({
    measure,
    table: {
      periodFirst: asOn,
      periodLast: asOn,
      value: own.find(({ figure }) => figure === measure)?.value ?? null,
      cells: own.flatMap(({ figure, value }) => {
        const key = figure.split('.')[2]
        return key === undefined ? [] : [{ key, value }]
      }),
    },
  }))
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
