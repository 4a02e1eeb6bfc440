/** The two judgements of the Mandate desk: whether a vote carried, and whether a condition holds. */
import { describe, expect, test } from 'vitest'
import { judgeCondition, judgePhase } from './condition.ts'
import { judgeVote } from './voteRule.ts'

const council = (
  votesFor: number,
  votesAgainst: number,
  abstentions: number,
  more: Record<string, unknown> = {},
) =>
  judgeVote({
    heldOn: '2025-09-30',
    rule: 'councilSubstance',
    votesFor,
    votesAgainst,
    abstentions,
    ...more,
  })

describe('a vote of the Council', () => {
  test('of 12-0-3 carries: nobody against is nobody’s veto, and those who abstain block nothing', () => {
    expect(council(12, 0, 3)).toMatchObject({ outcome: 'carried', needed: 9, seats: 15, vetoes: 0 })
  })
  test('fails by one veto, however many are for', () => {
    expect(council(14, 1, 0, { vetoes: 1 })).toMatchObject({ outcome: 'failed', why: 'veto' })
  })
  test('carries with others against, and is not known where nobody says who they were', () => {
    expect(council(9, 6, 0, { vetoes: 0 }).outcome).toBe('carried')
    expect(council(9, 6, 0)).toMatchObject({ outcome: 'unknown', why: 'vetoNotTold' })
  })
  test('fails with eight for, veto or not', () => {
    expect(council(8, 0, 7)).toMatchObject({ outcome: 'failed', why: 'tooFew' })
  })
  test('knows no veto on procedure', () => {
    expect(council(9, 6, 0, { rule: 'councilProcedure', vetoes: 3 }).outcome).toBe('carried')
  })
  test('is judged by the edition of its day: seven of eleven before the Charter was amended', () => {
    const early = { heldOn: '1960-07-14' }
    expect(council(8, 0, 3, early)).toMatchObject({ outcome: 'carried', needed: 7, seats: 11 })
    expect(council(8, 0, 3).outcome).toBe('failed')
  })
  test('does not add up where there are more voices than seats, or more vetoes than against', () => {
    expect(council(12, 1, 3, { vetoes: 0 })).toMatchObject({
      outcome: 'oddly',
      why: 'moreThanSeats',
    })
    expect(council(12, 1, 2, { vetoes: 2 }).why).toBe('moreVetoesThanAgainst')
  })
  test('is not judged by what was said of it', () => {
    expect(council(14, 1, 0, { vetoes: 1, saidOutcome: 'adopted' }).outcome).toBe('failed')
  })
})

describe('any other vote', () => {
  const vote = (more: Record<string, unknown>) => judgeVote({ heldOn: '2024-10-30', ...more })
  test('is judged by what it needs, where that is told', () => {
    expect(vote({ votesFor: 57, votesNeeded: 31 }).outcome).toBe('carried')
    expect(vote({ votesFor: 57, abstentions: 3, seats: 60 }).outcome).toBe('unknown')
  })
  test('of a majority wants more for than against, and of two thirds exactly two thirds is enough', () => {
    expect(vote({ rule: 'majority', votesFor: 10, votesAgainst: 10 }).outcome).toBe('failed')
    expect(vote({ rule: 'twoThirds', votesFor: 20, votesAgainst: 10 }).outcome).toBe('carried')
    expect(vote({ rule: 'twoThirds', votesFor: 19, votesAgainst: 10 }).outcome).toBe('failed')
  })
})

describe('a condition', () => {
  const measured = (comparator: string, threshold: number) => ({
    state: 'standing',
    fields: { measure: 'people.deployed', comparator, threshold },
  })
  const figure = (value: number | null, partial = false) => ({ value, partial })
  test.each([
    ['atLeast', 2500, 'met'],
    ['above', 2500, 'notMet'],
    ['atMost', 2500, 'met'],
    ['below', 2500, 'notMet'],
  ])('%s 2,500 of just that many is %s', (comparator, value, verdict) => {
    expect(judgeCondition(measured(comparator, 2500), figure(value as number)).verdict).toBe(
      verdict,
    )
  })
  test('is unknown without a figure, and not zero', () => {
    expect(judgeCondition(measured('atMost', 5), figure(null)).verdict).toBe('unknown')
    expect(judgeCondition(measured('atMost', 5), undefined).why).toBe('noMeasure')
  })
  test('of a part of the figure holds only where more of it could change nothing', () => {
    expect(judgeCondition(measured('atLeast', 5), figure(6, true)).verdict).toBe('met')
    expect(judgeCondition(measured('atLeast', 5), figure(4, true))).toMatchObject({
      why: 'partial',
    })
    expect(judgeCondition(measured('atMost', 5), figure(6, true)).verdict).toBe('notMet')
    expect(judgeCondition(measured('atMost', 5), figure(4, true)).verdict).toBe('unknown')
  })
  test('that is waived asks for no figure', () => {
    expect(judgeCondition({ ...measured('atLeast', 9), state: 'waived' }, figure(0)).verdict).toBe(
      'waived',
    )
  })
  test('that fails decides for its phase; what is unknown lets nothing begin', () => {
    expect(judgePhase(['met', 'unknown', 'notMet'])).toBe('noGo')
    expect(judgePhase(['met', 'unknown'])).toBe('unknown')
    expect(judgePhase(['met', 'waived'])).toBe('go')
    expect(judgePhase([])).toBe('unknown')
  })
})
