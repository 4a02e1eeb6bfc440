/**
 * Publishing: what would be told is shown first, with what is hidden; then it is counted once more and entered by the server, so
 * that the figure is the record's and nobody's word for it.
 */
import { type Command, isRefusal, type Refusal, refuse } from '@konbit/model'
import { countingRules, type Table } from '@konbit/registers'
import type { Ask } from '../route.ts'
import { type Answer, ok } from '../wire.ts'
import { countOf, mayPublish, publishedOf, shownOf, usualPeriod } from './counted.ts'

type Given = { measure: string; periodFirst?: string; periodLast?: string }
type Proposal = { measure: string; knownSeq: number; isOut: boolean; table: Table | null }

async function proposed(ask: Ask, given: Given): Promise<Proposal | Refusal> {
  const { measure } = given
  if (!mayPublish(ask, measure)) return refuse('not-found')
  const usual = await usualPeriod(ask, measure)
  const last = given.periodLast ?? usual.last
  const first = given.periodFirst ?? (given.periodLast ? last : usual.first)
  const counted = await countOf(ask, measure, { first, last })
  if (isRefusal(counted)) return counted
  const before = await publishedOf(ask, measure)
  if (isRefusal(before)) return before
  const { knownSeq, ...count } = counted
  const isOut = before.some((one) => one.periodFirst === first && one.periodLast === last)
  return { measure, knownSeq, isOut, table: shownOf(measure, count, before) ?? null }
}

export async function answerProposal(ask: Ask): Promise<Answer | Refusal> {
  const found = await proposed(ask, ask.query as Given)
  return isRefusal(found) ? found : ok(found)
}

export const inputOf = (measure: string, { cells, value, ...period }: Table, knownSeq: number) => ({
  measure,
  ...period,
  ...(value === null ? {} : { value }),
  knownSeq,
  edition: countingRules.edition,
  leastCell: countingRules.leastCell,
  ...(cells.length > 0 ? { cells: JSON.stringify(cells) } : {}),
})

export async function publish(ask: Ask): Promise<Answer | Refusal> {
  const { id, record, ...given } = ask.body as { id: string; record: string } & Given
  const found = await proposed(ask, given)
  if (isRefusal(found)) return found
  const { measure, table, knownSeq } = found
  if (!table)
    return refuse('unless', 'Even the total would say too much: it waits for a longer period.')
  const command: Command = {
    ...{ id, register: 'publishedFigure', record, verb: 'enter' },
    input: inputOf(measure, table, knownSeq),
  }
  // The register takes figures from nobody else: whoever publishes does, and the server alone says how many.
  const done = await ask.house.ledger.perform({ ...ask.actor, roles: ['importer'] }, command)
  return isRefusal(done) ? done : { status: done.repeated ? 200 : 201, json: { ...found, ...done } }
}
