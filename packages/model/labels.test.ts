import { describe, expect, test } from 'vitest'
import { chain, compartments, covers, keepsWith, labels, opens } from './labels.ts'

describe('labels', () => {
  test('a clearance opens what lies below it on the chain', () => {
    expect(opens('mission')).toEqual(['public', 'partner', 'mission'])
    expect(covers('public', 'partner')).toBe(false)
  })
  test('a compartment opens itself and nothing else, and no chain label opens it', () => {
    for (const compartment of compartments) {
      expect(opens(compartment)).toEqual([compartment])
      for (const label of labels) {
        if (label === compartment) continue
        expect(covers(compartment, label)).toBe(false)
        expect(covers(label, compartment)).toBe(false)
        expect(keepsWith(label, compartment)).toBe(false)
      }
    }
  })
  test('any two labels of the chain may lie on one record', () => {
    for (const a of chain) for (const b of chain) expect(keepsWith(a, b)).toBe(true)
  })
})
