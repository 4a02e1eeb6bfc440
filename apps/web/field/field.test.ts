/** What the forms for a thumb work out before anybody taps: go or no-go as the register's own gate, titles, codes, places. */
import { partyLacks } from '@konbit/force'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Gate, PatrolAtGate } from './answers.ts'
import { crewNeeded, lacksAt, partyOf, refusedFor, vehicleLacks } from './atGate.ts'
import { ago, codeOf, placesOf, titleOf, touchesOf } from './seen.ts'

const patrol: PatrolAtGate = {
  record: 'p',
  seq: 1,
  title: 'Night patrol',
  plannedOn: '2026-01-14',
  configuration: 'night',
  task: null,
  base: null,
  contingent: null,
  vehicles: ['a', 'b'],
  crew: 8,
  medics: 1,
}
const fit = { state: 'ready', type: 'mrap', hasTurret: 'yes', hasRadio: 'yes', fuelLitres: 90 }
const gate: Gate = {
  day: '2026-01-14',
  items: [patrol],
  vehicles: { a: { ...fit, crewSeats: 6 }, b: { ...fit, crewSeats: 6 } },
  needs: {
    night: { types: ['mrap'], vehiclesLeast: 2, needsTurret: true, crew: 4, needsMedic: true },
  },
  refs: {},
}

describe('the gate', () => {
  test('says go where nothing lacks, and names what does', () => {
    const party = partyOf(patrol)
    expect(lacksAt(gate, patrol, party)).toEqual([])
    expect(crewNeeded(gate, patrol, party)).toBe(8)
    expect(lacksAt(gate, patrol, { ...party, medics: 0 })).toEqual(['medic'])
    expect(lacksAt(gate, patrol, { ...party, vehicles: ['a'] })).toEqual(['vehicles'])
    expect(lacksAt(gate, patrol, { ...party, crew: 7 })).toEqual(['crew'])
    const down = { ...gate, vehicles: { ...gate.vehicles, b: { ...fit, state: 'inRepair' } } }
    expect(lacksAt(down, patrol, party)).toEqual(['ready', 'seats'])
    expect(vehicleLacks(down, patrol, 'b')).toEqual(['ready', 'seats'])
    expect(vehicleLacks(down, patrol, 'a')).toEqual([])
    expect(lacksAt({ ...gate, vehicles: {} }, patrol, party)).toContain('ready')
  })

  test('is the one by which the register decides, whatever stands there', () => {
    const yesNo = fc.constantFrom('yes', 'no', 'unknown', undefined)
    const vehicle = fc.record({
      state: fc.constantFrom('ready', 'inRepair'),
      type: fc.constantFrom('mrap', 'patrol', undefined),
      hasTurret: yesNo,
      hasRadio: yesNo,
      crewSeats: fc.option(fc.nat(8), { nil: undefined }),
      fuelLitres: fc.option(fc.nat(120), { nil: undefined }),
    })
    fc.assert(
      fc.property(vehicle, vehicle, fc.nat(10), fc.nat(2), (a, b, crew, medics) => {
        const here = { ...gate, vehicles: { a, b } } as Gate
        expect(lacksAt(here, patrol, { vehicles: ['a', 'b'], crew, medics })).toEqual(
          partyLacks([a, b], gate.needs.night as never, { crew, medics }),
        )
      }),
    )
  })

  test('a refusal begins with the reason that the lack most often has', () => {
    expect(refusedFor(['medic'])).toBe('medic')
    expect(refusedFor(['fuel', 'crew'])).toBe('crew')
    expect(refusedFor(['turret', 'medic'])).toBe('vehicle')
    expect(refusedFor([])).toBe('other')
  })
})

describe('an incident', () => {
  test('has a title, whom it touches and a code of its own before anybody types', () => {
    expect(titleOf('Ambush', 'Port Sable')).toBe('Ambush, Port Sable')
    expect(titleOf('Ambush', undefined)).toBe('Ambush')
    expect([touchesOf('ambush'), touchesOf('abduction'), touchesOf('seizure')]).toEqual([
      'mission',
      'people',
      'ground',
    ])
    const at = new Date('2026-01-14T14:32:11Z')
    expect(codeOf(at, Uint8Array.of(0, 1, 30, 31))).toBe('F-20260114-1432-AB9A')
    expect(ago(at.getTime(), 15)).toBe('2026-01-14T14:17:00Z')
  })

  test('offers the places of late, the most frequent first, and never a point', () => {
    const item = (name: string | undefined, precision: string) => ({
      fields: { where: { ...(name ? { name } : {}), lon: 1, lat: 2, precision } },
    })
    const items = [
      item('North', 'point'),
      item('South', 'commune'),
      item('South', 'point'),
      item(undefined, 'commune'),
      { fields: {} },
    ]
    expect(placesOf(items, 8)).toEqual([
      { name: 'South', precision: 'commune' },
      { name: 'North', precision: 'commune' },
    ])
    expect(placesOf(items, 1)).toHaveLength(1)
  })
})
