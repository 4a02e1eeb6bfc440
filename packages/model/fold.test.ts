/** The fold, in small: what holds at a moment, and when a chain of states breaks. */
import { describe, expect, test } from 'vitest'
import { brokenAt, facetSteps, foldAt, inForce, latestForm, type Told } from './fold.ts'

const NOW = Number.POSITIVE_INFINITY
const enter: Told = {
  seq: 1,
  verb: 'enter',
  at: 10,
  from: null,
  to: 'ready',
  set: { plate: 'A', km: 1 },
}
const ground: Told = { seq: 2, verb: 'ground', at: 20, from: 'ready', to: 'down', set: { km: 5 } }
const amend: Told = {
  seq: 3,
  verb: 'amend',
  at: 15,
  from: null,
  to: null,
  set: { km: 3, note: 'late' },
}

describe('the record at a moment', () => {
  test.each<[string, number, number, unknown]>([
    ['before it was entered', 9, NOW, undefined],
    ['on the day', 10, NOW, { state: 'ready', fields: { plate: 'A', km: 1 }, last: 1 }],
    [
      'after an entry told later of an earlier day',
      15,
      NOW,
      { state: 'ready', fields: { plate: 'A', km: 3, note: 'late' }, last: 3 },
    ],
    [
      'the same day, as known before that was told',
      15,
      2,
      { state: 'ready', fields: { plate: 'A', km: 1 }, last: 1 },
    ],
    [
      'now: the later day keeps what it said',
      NOW,
      NOW,
      { state: 'down', fields: { plate: 'A', km: 5, note: 'late' }, last: 3 },
    ],
    ['as known before anything was', NOW, 0, undefined],
  ])('%s', (_, at, known, folded) => {
    expect(foldAt([enter, ground, amend], at, known)).toEqual(folded)
  })

  test('a field that is set to nothing is gone until it is set again', () => {
    const clear: Told = { ...amend, seq: 4, at: 30, set: { km: null } }
    expect(foldAt([enter, ground, clear], NOW, NOW)?.fields).toEqual({ plate: 'A' })
    expect(foldAt([enter, ground, clear], 29, NOW)?.fields).toEqual({ plate: 'A', km: 5 })
  })

  test('of two entries of one instant the later told comes later, and one step remains', () => {
    const same: Told = { ...amend, seq: 4, at: 20, set: { km: 6 } }
    expect(facetSteps([enter, ground, same], NOW).map(({ at, fields }) => [at, fields.km])).toEqual(
      [
        [10, 1],
        [20, 6],
      ],
    )
  })
})

describe('corrections', () => {
  const move: Told = {
    seq: 4,
    verb: 'correct',
    at: 12,
    from: 'ready',
    to: 'down',
    set: { km: 4 },
    corrects: 2,
  }
  const strike: Told = {
    seq: 5,
    verb: 'void',
    at: 12,
    from: 'ready',
    to: 'down',
    set: {},
    corrects: 2,
  }
  const restore: Told = { ...move, seq: 6, at: 25 }
  const all = [enter, ground, amend, move, strike, restore]

  test.each([
    [3, ['enter 10', 'amend 15', 'ground 20']],
    [4, ['enter 10', 'ground 12', 'amend 15']],
    [5, ['enter 10', 'amend 15']],
    [6, ['enter 10', 'amend 15', 'ground 25']],
  ])('known by entry %i', (known, wanted) => {
    expect(inForce(all, known).map(({ verb, at }) => `${verb} ${at}`)).toEqual(wanted)
  })

  test('the latest form of an entry survives its being void', () => {
    expect(latestForm(all, 2, 5)).toEqual({
      entry: { ...ground, at: 12, set: { km: 4 } },
      isVoid: true,
    })
    expect(latestForm(all, 2, 3)).toEqual({ entry: ground, isVoid: false })
    expect(latestForm(all, 4, NOW)).toBeUndefined()
    expect(latestForm(all, 99, NOW)).toBeUndefined()
  })
})

describe('the chain of states', () => {
  const repair: Told = { seq: 3, verb: 'repair', at: 30, from: 'down', to: 'ready', set: {} }
  test.each<[string, Told[], number | undefined]>([
    ['holds', [enter, ground, repair], undefined],
    ['begins with an enter', [ground], 2],
    ['has one enter', [enter, { ...enter, seq: 9, at: 11 }], 9],
    ['breaks where a change starts from another state', [enter, repair], 3],
    [
      'does not mind what changes no state',
      [enter, ground, { ...amend, seq: 4 }, repair],
      undefined,
    ],
    [
      'breaks when what a later entry stands on is void',
      [
        enter,
        ground,
        repair,
        { seq: 4, verb: 'void', at: 20, from: 'ready', to: 'down', set: {}, corrects: 2 },
      ],
      3,
    ],
    ['minds what comes before the enter', [{ ...enter, at: 16 }, amend], 3],
  ])('%s', (_, entries, broken) => {
    expect(
      brokenAt(
        entries.toSorted((a, b) => a.seq - b.seq),
        NOW,
      ),
    ).toBe(broken)
  })
})

describe('a facet above the record’s own', () => {
  test('folds without an enter, and has no state', () => {
    expect(facetSteps([amend], NOW)).toEqual([
      { at: 15, state: null, fields: { km: 3, note: 'late' }, last: 3 },
    ])
    expect(foldAt([amend], NOW, NOW)).toBeUndefined()
  })
})
