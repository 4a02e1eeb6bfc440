/** What is left out changes nothing that is asked for. */
import { describe, expect, test } from 'vitest'
import type { Model } from '../model.ts'
import { kr1 } from '../models/kr1.ts'
import { measured } from './asked.ts'
import { leanFor, worthIn } from './lean.ts'
import { play } from './sample.ts'
import { changed } from './scenario.ts'

const model: Model = { ...kr1, days: 500 }

describe('a lean model', () => {
  test('has neither illness nor fleets nor those who mend them, where it is asked who is there', () => {
    for (const figure of [
      'deployed',
      'bedsFree',
      'cash',
      'arrears',
      'deployed/officers',
      'free/training',
    ]) {
      const lean = leanFor(model, figure)
      expect(lean.fleets).toEqual({})
      expect(lean.people.officers?.illness).toBeUndefined()
      const { mechanics, ...rest } = model.resources
      const resources = figure.startsWith('free') ? { ...rest, mechanics } : rest
      expect({ ...lean, fleets: 0, people: 0 }).toEqual({
        ...{ ...model, resources },
        fleets: 0,
        people: 0,
      })
    }
  })

  test('has no money where no lack of it keeps anybody at home, unless money is asked for', () => {
    const lent: Model = { ...model, policies: { freezeWhenBroke: false } }
    expect(leanFor(lent, 'deployed').cash).toEqual({ amount: 0, income: [], cost: [] })
    expect(leanFor(lent, 'arrears').cash).toEqual(model.cash)
    expect(leanFor(model, 'deployed').cash).toEqual(model.cash)
  })

  test.each([
    ['/resources/beds/amount', true, 'deployed'],
    ['/resources/training/amount', true, 'deployed'],
    ['/flights/weekly/seats', true, 'deployed'],
    ['/resources/mechanics/amount', true, 'fitVehicles'],
    ['/fleets/new/amount', true, 'fitVehicles'],
    ['/cash/amount', true, 'deployed'],
    ['/cash/amount', false, 'arrears'],
    ['/cash/income/0/first', false, 'arrears'],
  ])(
    'the worth of %s, where want of money keeps people at home: %s, shows in %s',
    (path, freezeWhenBroke, figure) => {
      expect(worthIn({ ...model, policies: { freezeWhenBroke } }, { path })).toBe(figure)
    },
  )

  test.each(['available', 'fitVehicles', 'patrols', 'fit/new', 'free/mechanics'])(
    'is whole for %s',
    (figure) => {
      expect(leanFor(model, figure)).toBe(model)
    },
  )

  test.each([
    ['patrols cost money', { path: '/cash/cost/0/perPatrol', value: 0.01 }],
    ['mechanics train officers', { path: '/people/officers/stages/1/needs', value: 'mechanics' }],
    ['vehicles take beds', { path: '/fleets/new/part/needs', value: 'beds' }],
  ])('is whole where %s', (_, change) => {
    const tied = changed(model, { changes: [change] })
    expect(leanFor(tied, 'deployed')).toBe(tied)
  })

  test('gives the figure the same law: replication by replication nearly the same number', () => {
    const RUNS = 150
    for (const figure of ['deployed', 'cash']) {
      const what = { figure, day: 450 }
      const whole = measured(play(model, 'lean', 0, RUNS), what)
      const lean = measured(play(leanFor(model, figure), 'lean', 0, RUNS), what)
      const off = Array.from(lean, (value, run) => value - (whole[run] as number))
      const mean = off.reduce((a, b) => a + b) / RUNS
      const error = Math.sqrt(
        off.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (RUNS - 1) / RUNS,
      )
      expect(Math.abs(mean)).toBeLessThan(3.5 * error)
      const spread = Math.sqrt(
        whole.reduce((sum, one) => sum + (one - (whole[0] as number)) ** 2, 0) / RUNS,
      )
      expect(error * Math.sqrt(RUNS)).toBeLessThan(spread / 4)
    }
  })
})
