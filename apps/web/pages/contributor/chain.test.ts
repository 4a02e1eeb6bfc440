/** The chain of a contributor worked out of figures and claims. */
import { describe, expect, it } from 'vitest'
import type { MeasureView, RecordView } from '../../api/types.ts'
import { claimSums, peopleLinks, stepDay, weakest } from './chain.ts'
import { taskRows } from './tasks.ts'

const view = (value: number | null, rows: [string, number][] = []): MeasureView =>
  ({ value, rows: rows.map(([key, v]) => ({ key, value: v, records: 1 })) }) as MeasureView
const claim = (state: string, fields: Record<string, unknown>): RecordView =>
  ({ id: state, register: 'reimbursement', state, caption: '', fields }) as RecordView

describe('the chain of one contributor', () => {
  const figures: Record<string, MeasureView> = {
    'people.required': view(900, [['A', 300]]),
    'people.pledged': view(500, [
      ['A', 250],
      ['B', 250],
    ]),
    'people.trained': view(90, [['B', 90]]),
    'people.deployed': view(200, [['A', 200]]),
    'people.present': view(null),
  }
  const links = peopleLinks((name) => figures[name], 'A')
  const of = (key: string) => links.find((one) => one.key === key)?.value

  it('has none where others are counted, and is unknown where nobody is', () => {
    expect(of('trained')).toBe(0)
    expect(of('present')).toBeNull()
    expect(of('planned')).toBeNull()
  })

  it('is weakest where most are lost', () =>
    expect(weakest(links)).toMatchObject({ from: { key: 'pledged' }, to: { key: 'trained' } }))
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
    clashes: [{ task: 'nightPatrol', caveat, record: caveat, on: '2026-09-01' }],
  })

  it('name what went against one first, and what was never done is not known to be zero', () => {
    expect(rows.map(({ task }) => task)).toEqual(['nightPatrol', 'patrol'])
    expect(rows[0]?.patrols).toBeNull()
  })
})
