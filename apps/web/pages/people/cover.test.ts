import { describe, expect, it } from 'vitest'
import type { ManifestRow, PostRow } from '../../api/people.ts'
import { differenceOf, differsOf, freeOf, lateOf } from './manifests.ts'
import { linesBy, wholeOf } from './posts.ts'

const named = (id: string) => ({ id, register: 'site', caption: id.toUpperCase() })
const row = (unit: string | null, base: string, more: Partial<PostRow> = {}): PostRow => ({
  contributor: named('a'),
  contingent: unit ? named(unit) : null,
  base: named(base),
  ...{ filled: 1, absent: 0, open: 0, days30: 0, days90: 0, older: 0, unsaid: 0, oldestOn: null },
  ...{ persons: 10, women: 2, men: 7, sexUnsaid: 1, languageUnsaid: 0 },
  languages: {
    fr: { posts: 1, covered: 1, speakers: 4 },
    ht: { posts: 0, covered: 0, speakers: 0 },
  },
  ...more,
})
const rows = [
  row('u', 'north', { open: 1, days30: 1, oldestOn: '2026-05-01' }),
  row('u', 'south', { open: 2, older: 2, oldestOn: '2026-01-01' }),
  row(null, 'south', { open: 9, unsaid: 9 }),
  row('v', 'south'),
]

describe('posts gathered', () => {
  it('add up under a unit, those with the most empty first, and what names none last', () => {
    expect(linesBy(rows, 'contingent').map(({ name, open }) => [name?.caption, open])).toEqual([
      ['U', 3],
      ['V', 0],
      [undefined, 9],
    ])
    expect(linesBy(rows, 'base').map(({ key }) => key)).toEqual(['south', 'north'])
  })
  it('keep the day on which the longest became empty, and leave what they were made of as it was', () => {
    const whole = wholeOf(rows)
    expect(whole).toMatchObject({ oldestOn: '2026-01-01', open: 12, persons: 40, women: 8 })
    expect(whole.languages.fr).toEqual({ posts: 4, covered: 4, speakers: 16 })
    expect(rows[0]?.languages.fr.posts).toBe(1)
  })
})

describe('a manifest', () => {
  const flight: ManifestRow = {
    movement: named('m'),
    state: 'done',
    kind: 'arrival',
    ...{ contributor: null, contingent: null, base: null, fromBase: null, carrier: null },
    ...{ plannedOn: '2026-05-01', movedOn: '2026-05-04', personsPlanned: 20, persons: 18 },
    seats: 30,
    manifest: { booked: 0, boarded: 18, noShow: 2, removed: 0 },
  }
  it('says how late it was, how many fewer came, and how many seats were left', () => {
    expect(lateOf(flight)).toBe(3)
    expect(differenceOf(flight)).toBe(-2)
    expect(freeOf(flight)).toBe(12)
    expect(differsOf(flight)).toBeNull()
  })
  it('does not guess where a day, a number or the seats are not known', () => {
    expect(lateOf({ ...flight, plannedOn: '2026-05' })).toBeNull()
    expect(differenceOf({ ...flight, persons: null })).toBeNull()
    expect(freeOf({ ...flight, manifest: null })).toBeNull()
  })
  it('says where the movement and its seats do not agree', () => {
    expect(differsOf({ ...flight, persons: 20 })).toEqual({ moved: 20, boarded: 18 })
    expect(differsOf({ ...flight, persons: 20, state: 'planned' })).toBeNull()
  })
})
