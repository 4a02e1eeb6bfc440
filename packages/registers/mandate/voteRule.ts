/**
 * Whether a vote carried, by the rule of the body that voted, in the edition that stood on the day. What the vote was said to
 * have come to is another thing, and stands beside it. Pure.
 */
import { type Fields, spanOf } from '@konbit/model'

export const voteRules = ['councilSubstance', 'councilProcedure', 'majority', 'twoThirds'] as const
type Rule = (typeof voteRules)[number]

/** Of the Council, seats and voices change with the Charter; the newest edition stands first. */
const council = [
  {
    edition: 'Charter article 27, as amended 31 August 1965',
    from: '1965-08-31',
    of: 15,
    least: 9,
  },
  { edition: 'Charter article 27, 24 October 1945', from: '1945-10-24', of: 11, least: 7 },
] as const

export type Judged = {
  /** unknown: what the rule needs is not told. oddly: the voices do not add up. */
  outcome: 'carried' | 'failed' | 'unknown' | 'oddly'
  why:
    | 'enough'
    | 'tooFew'
    | 'veto'
    | 'vetoNotTold'
    | 'notTold'
    | 'moreThanSeats'
    | 'moreVetoesThanAgainst'
  rule: Rule | 'needed' | null
  edition: string | null
  needed: number | null
  seats: number | null
  votesFor: number | null
  vetoes: number | null
}

const number = (value: unknown): number | null => (typeof value === 'number' ? value : null)

export function judgeVote(fields: Fields): Judged {
  const votesFor = number(fields.votesFor)
  const against = number(fields.votesAgainst)
  const abstentions = number(fields.abstentions)
  const isOf = (rule: Rule): boolean => fields.rule === rule
  const isCouncil = isOf('councilSubstance') || isOf('councilProcedure')
  const day = spanOf(String(fields.heldOn ?? ''))?.last ?? ''
  const edition = isCouncil ? council.find(({ from }) => from <= day) : undefined
  const seats = edition?.of ?? number(fields.seats)
  const cast = (votesFor ?? 0) + (against ?? 0)
  const vetoes = isOf('councilSubstance')
    ? against === 0
      ? 0 // nobody against, so no veto, whether or not somebody said so
      : number(fields.vetoes)
    : null
  const needed = neededOf(fields, { edition, cast, isTold: against !== null })
  const judged = (outcome: Judged['outcome'], why: Judged['why']): Judged => ({
    outcome,
    why,
    rule: (fields.rule as Rule | undefined) ?? (needed === null ? null : 'needed'),
    edition: edition?.edition ?? null,
    needed,
    seats,
    votesFor,
    vetoes,
  })
  if (seats !== null && cast + (abstentions ?? 0) > seats) return judged('oddly', 'moreThanSeats')
  if (vetoes !== null && against !== null && vetoes > against)
    return judged('oddly', 'moreVetoesThanAgainst')
  if (votesFor === null || needed === null) return judged('unknown', 'notTold')
  if (votesFor < needed) return judged('failed', 'tooFew')
  if (!isOf('councilSubstance')) return judged('carried', 'enough')
  if (vetoes === null) return judged('unknown', 'vetoNotTold')
  return vetoes > 0 ? judged('failed', 'veto') : judged('carried', 'enough')
}

function neededOf(
  fields: Fields,
  {
    edition,
    cast,
    isTold,
  }: { edition: { least: number } | undefined; cast: number; isTold: boolean },
): number | null {
  if (edition) return edition.least
  if (fields.rule === 'majority') return isTold ? Math.floor(cast / 2) + 1 : null
  if (fields.rule === 'twoThirds') return isTold ? Math.ceil((cast * 2) / 3) : null
  return number(fields.votesNeeded)
}
