/** The chain of a contributor worked out of its steps and claims. */
import { describe, expect, it } from 'vitest'
import type { ChainStep } from '../../api/people.ts'
import type { RecordView } from '../../api/types.ts'
import { claimSums, stepDay, weakest } from './chain.ts'
import { taskRows } from './tasks.ts'

const claim = (state: string, fields: Record<string, unknown>): RecordView =>
  ({ id: state, register: 'reimbursement', state, caption: '', fields }) as RecordView

describe('the chain of one contributor', () => {
  const steps = (values: Record<string, number | null>): ChainStep[] =>
    Object.entries(values).map(([step, value]) => ({ step, value, unit: 'persons' }))

  it('is weakest where most are lost between two steps that are counted', () =>
    expect(
      weakest(
        steps({
          required: 300,
          pledged: 250,
          trained: 8,
          waiting: 40,
          deployed: 120,
          present: 110,
        }),
      ),
    ).toEqual({ from: 'pledged', to: 'deployed', lost: 130 }))

  it('leaves out what nobody counted, and is whole where nobody is lost', () => {
    expect(weakest(steps({ required: null, pledged: 80, deployed: 83, present: 78 }))).toEqual({
      from: 'deployed',
      to: 'present',
      lost: 5,
    })
    expect(weakest(steps({ required: 80, pledged: null, deployed: 80 }))).toBeUndefined()
  })
})

describe('claims by step', () => {
  const usd = (minor: number) => ({ minor, currency: 'USD' })

  it('are added up by currency, and what a state only fears is no claim', () =>
    expect(
      claimSums([
        claim('verified', { amountClaimed: usd(100), amountVerified: usd(80) }),
        claim('claimed', { amountClaimed: usd(50) }),
        claim('claimed', { amountClaimed: { minor: 7, currency: 'KES' } }),
        claim('feared', { amountClaimed: usd(9999), amountFeared: usd(9999) }),
      ]),
    ).toEqual([
      { currency: 'USD', claimed: 150, verified: 80, certified: 0, paid: 0 },
      { currency: 'KES', claimed: 7, verified: 0, certified: 0, paid: 0 },
    ]))

  it('stand at the last step that has a day', () =>
    expect(stepDay(claim('verified', { claimedOn: '2026-01-01', verifiedOn: '2026-03-01' }))).toBe(
      '2026-03-01',
    ))
})

describe('tasks against caveats', () => {
  const caveat = { id: 'c', register: 'caveat', caption: 'No night patrols' }
  const rows = taskRows({
    contributor: { id: 'A', register: 'organisation', caption: 'A' },
    tasks: [{ task: 'patrol', patrols: 9, hours: 80 }],
    excludes: [{ task: 'nightPatrol', caveat }],
    clashes: [{ task: 'nightPatrol', caveat, record: caveat, on: '2026-09-01', why: 'task' }],
    clashesCount: 1,
  })

  it('name what went against one first, and what was never done is not known to be zero', () => {
    expect(rows.map(({ task }) => task)).toEqual(['nightPatrol', 'patrol'])
    expect(rows[0]?.patrols).toBeNull()
  })
})
