/**
 * The rules on the reference mission: every disagreement its issue names is found, and the whole list stands in mission-groups.txt,
 * so that a false alarm or a lost group shows in review.
 */
import { describe, expect, test } from 'vitest'
import { missionStatements } from './given.ts'
import { findRivals, type RivalGroup } from './index.ts'

const statements = missionStatements()
const groups = findRivals({ statements })
const group = (id: string): RivalGroup => {
  const it = groups.find((one) => one.id === id)
  expect(it, id).toBeDefined()
  return it as RivalGroup
}
const kindsOf = (id: string): Record<string, string> =>
  Object.fromEntries(group(id).statements.map((member) => [member.id, member.kind]))

describe('what the issue asks for is found by rule', () => {
  test.each<[title: string, id: string, claims: string[]]>([
    [
      'the strength on 14 May 2025: 751, around 800, over 800, over 1,000',
      'force.deployed/KEN/2025-05',
      ['C0001', 'C0009', 'C0071', 'C0200'],
    ],
    [
      'February 2025, the mission: 787, 860, about 900, below 800',
      'force.deployed/mission/2025-02',
      ['C0182', 'C0196', 'C0197', 'C0198'],
    ],
    [
      'February 2025, Kenya: over 600, 744, at least 800',
      'force.deployed/KEN/2025-02',
      ['C0194', 'C0195', 'C0199'],
    ],
    [
      'January 2025: over 500, 787 and 400',
      'force.deployed/mission/2025-01',
      ['C0181', 'C0182', 'C0183'],
    ],
    [
      'the first flight: 400 or 200',
      'force.arrived/KEN/2024-06',
      ['C0063', 'C0162', 'C0163', 'C0164', 'C0165'],
    ],
    [
      'the chain that follows: 200 and 200 make 400, not about 600',
      'force.deployed/KEN/2024-07',
      ['C0164', 'C0165', 'C0166', 'C0167', 'C0168'],
    ],
    [
      'killed in 2024: 5,601, 5,626, 5,6000, a narrower 814 and quarters that make 5,560',
      'people.killed/HTI/2024',
      ['C0003', 'C0074', 'C0323', 'C0329', 'C0332', 'C0336', 'C0338', 'C0340', 'C0347'],
    ],
    [
      'two quarters of 2025 that make 3,137, not over 4,000',
      'people.killed/HTI/2025-01-01..2025-06-30',
      ['C0349', 'C0352', 'C0357'],
    ],
    [
      'nine months: 4,864 against 4,869',
      'people.killed/HTI/2024-10-01..2025-06-30',
      ['C0336', 'C0349', 'C0352', 'C0362'],
    ],
    [
      '110.3 pledged and 85 received against 110 deposited',
      'fund.received/mission/2025-02',
      ['C0287', 'C0288', 'C0289', 'C0290'],
    ],
    [
      'the retaken facility: May or 25 August 2025',
      'facility.retaken_date/place:teleco-kenscoff',
      ['C0059', 'C0408', 'C0409'],
    ],
    [
      'the dead to date: one, two or three',
      'force.killed_cumulative/KEN/2025-09',
      ['C0246', 'C0247', 'C0248'],
    ],
    [
      'a joint landing: 24 together, 24 and 2 apart',
      'force.arrived/JAM+BLZ/2024-10',
      ['C0170', 'C0171', 'C0172'],
    ],
    ['5,500 or 5,550 in uniform', 'force.authorised_uniformed/GSF', ['C0123', 'C0125']],
    ['the vote of 30 September or 1 October', 'mandate.adoption_date/GSF', ['C0128', 'C0129']],
    ['a Friday that was a Monday', 'mandate.extension_weekday/mission/2024-09', ['C0115', 'C0116']],
    ['the ruling of 25 or 26 January', 'legal.ruling_date/KEN', ['C0421', 'C0422']],
  ])('%s', (_title, id, claims) => {
    expect(Object.keys(kindsOf(id))).toEqual(expect.arrayContaining(claims))
  })

  test.each<[title: string, measure: string, claims: string[]]>([
    ['the day an officer went missing', 'force.missing', ['C0238', 'C0239']],
    ['missing, dead or unknown', 'force.status', ['C0240', 'C0241', 'C0242', 'C0243']],
    ['where an officer died', 'force.killed.place', ['C0231', 'C0232', 'C0233', 'C0234']],
  ])('%s', (_title, measure, claims) => {
    const [only, ...more] = groups.filter((one) => one.measure === measure)
    expect(more).toEqual([])
    expect(only?.statements.map(({ id }) => id).sort()).toEqual(claims)
  })

  test('each statement on the dead of 2024 is called what it is', () => {
    expect(kindsOf('people.killed/HTI/2024')).toMatchObject({
      C0003: 'copy',
      C0005: 'agrees',
      C0074: 'garbled',
      C0323: 'sumDoesNotAddUp',
      C0338: 'twoCounts',
      C0340: 'twoCounts',
      C0345: 'rounding',
      C0346: 'rounding',
      C0347: 'differentDefinition',
    })
    expect(group('people.killed/HTI/2024').spread).toEqual({ lowest: 814, highest: 5626 })
  })

  test('a source that gives the mission for its Kenyan part mixed them up', () => {
    expect(kindsOf('force.deployed/KEN/2025-09').C0204).toBe('subjectMixedUp')
  })

  test('the text that holds two Kenyan totals contradicts itself', () => {
    expect(kindsOf('force.deployed/KEN/2025-05')).toMatchObject({
      C0001: 'withinOneText',
      C0009: 'withinOneText',
    })
  })
})

describe('what simply grows, or is loosely restated, is no disagreement', () => {
  test.each<[title: string, claims: string[]]>([
    [
      'displaced from 315,000 to 1.3 million',
      ['C0374', 'C0375', 'C0376', 'C0377', 'C0378', 'C0379', 'C0381'],
    ],
    ['the fund from 10.8 to 21 million', ['C0278', 'C0280', 'C0284']],
    [
      'strength that grows with arrivals',
      ['C0173', 'C0118', 'C0180', 'C0186', 'C0201', 'C0202', 'C0207', 'C0211'],
    ],
    ['control of the capital that grows over a year', ['C0395', 'C0396', 'C0402']],
    ['two flights of one contingent on two days', ['C0176']],
    ['two ambushes', ['C0078', 'C0079']],
    ['terms of a mandate, one after the other', ['C0114', 'C0117', 'C0130', 'C0049']],
    ['two lots of vehicles on one day', ['C0261', 'C0262', 'C0266']],
    ['states that notify in turn', ['C0153', 'C0154', 'C0155']],
    ['parts of the fund that fit their whole', ['C0281', 'C0282', 'C0283', 'C0292', 'C0293']],
    ['prose', ['C0066', 'C0098', 'C0412', 'C0413']],
  ])('%s', (_title, claims) => {
    const only = findRivals({ statements: statements.filter(({ id }) => claims.includes(id)) })
    expect(only.map(({ id }) => id)).toEqual([])
  })
})

test('the reviewed list of all groups: clashing statements, then those that stand beside them', async () => {
  const beside = ['agrees', 'rounding', 'laterCount']
  const lines = [...groups]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, kinds, statements: members }) => {
      const ids = (isBeside: boolean) =>
        members.filter(({ kind }) => beside.includes(kind) === isBeside).map((member) => member.id)
      return `${id}\n  ${kinds.join(' ')}\n  ${ids(false).join(' ')}${ids(true).length > 0 ? ` | ${ids(true).join(' ')}` : ''}\n`
    })
  await expect(`${groups.length} groups\n\n${lines.join('\n')}`).toMatchFileSnapshot(
    'mission-groups.txt',
  )
})

describe('as of a day', () => {
  test('later statements are out, those of the whole year are in', () => {
    const then = findRivals({ statements, until: '2025-05-14' })
    const may = then.find(({ id }) => id === 'force.deployed/KEN/2025-05')
    expect(may?.statements.map(({ id }) => id)).toEqual(['C0001', 'C0009', 'C0071', 'C0200'])
    expect(then.some(({ to }) => to > '2025-05-14')).toBe(false)
  })

  test('the mission’s own figure stands against every statement it contradicts', () => {
    const may = findRivals({
      statements,
      own: (measure, subject, day) =>
        measure === 'force.deployed' && subject === 'KEN' && day.startsWith('2025-05')
          ? { measure, subject, day, value: 760, basis: 'record' }
          : undefined,
    }).find(({ id }) => id === 'force.deployed/KEN/2025-05')
    expect(may).toMatchObject({ status: 'ownRecord', inUse: { value: 760, basis: 'record' } })
    expect(may?.kinds).toContain('againstOwnRecord')
  })
})
