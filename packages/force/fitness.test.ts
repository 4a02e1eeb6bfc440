/** What a vehicle that runs may still lack. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitnessOf, lackNames, lacksOf, partyLacks, type TaskNeeds } from './fitness.ts'

const patrol: TaskNeeds = {
  types: ['apc', 'mrap'],
  vehiclesLeast: 2,
  needsTurret: true,
  needsRadio: true,
  crew: 5,
  needsMedic: true,
  fuelLitresLeast: 60,
}
const whole = {
  state: 'ready',
  type: 'apc',
  hasTurret: 'yes',
  hasRadio: 'yes',
  crewSeats: 9,
  fuelLitres: 120,
}

test('a vehicle with all that the task needs is fit', () => {
  expect(fitnessOf(whole, patrol)).toEqual({ isServiceable: true, isFit: true, lacks: [] })
})

test('a vehicle without a turret is serviceable and not fit for a patrol', () => {
  expect(fitnessOf({ ...whole, hasTurret: 'no' }, patrol)).toEqual({
    isServiceable: true,
    isFit: false,
    lacks: ['turret'],
  })
})

test.each([
  ['ready', { state: 'inRepair' }],
  ['type', { type: 'truck' }],
  ['turret', { hasTurret: 'unknown' }],
  ['radio', { hasRadio: undefined }],
  ['seats', { crewSeats: 4 }],
  ['seats', { crewSeats: null }],
  ['fuel', { fuelLitres: 59.9 }],
  ['fuel', { fuelLitres: undefined }],
])('it lacks %s where it has %o', (lack, change) => {
  expect(lacksOf({ ...whole, ...change }, patrol)).toEqual([lack])
})

test('what no task asks is no lack, and without a task nothing is said of fitness', () => {
  expect(lacksOf({ state: 'ready' }, {})).toEqual([])
  expect(fitnessOf({ state: 'ready' })).toEqual({ isServiceable: true, isFit: null, lacks: [] })
})

test('a party needs its vehicles, its crew for each of them and its medic', () => {
  const two = [whole, whole]
  expect(partyLacks(two, patrol, { crew: 10, medics: 1 })).toEqual([])
  expect(partyLacks(two, patrol, { crew: 9, medics: 0 })).toEqual(['crew', 'medic'])
  expect(partyLacks([whole], patrol, { crew: 10, medics: 1 })).toEqual(['vehicles'])
  expect(partyLacks([whole, { ...whole, hasRadio: 'no' }], patrol, {})).toEqual([
    'radio',
    'crew',
    'medic',
  ])
  expect(partyLacks([], {}, {})).toEqual(['vehicles'])
})

test('a task that needs more never lacks less', () => {
  const some = fc.record({
    state: fc.constantFrom('ready', 'inRepair'),
    type: fc.constantFrom('apc', 'truck'),
    hasTurret: fc.constantFrom('yes', 'no', 'unknown', undefined),
    hasRadio: fc.constantFrom('yes', 'no'),
    crewSeats: fc.option(fc.nat(12)),
    fuelLitres: fc.option(fc.nat(200)),
  })
  const tasks = fc.record(
    {
      types: fc.constant(['apc']),
      needsTurret: fc.boolean(),
      needsRadio: fc.boolean(),
      crew: fc.nat(12),
      fuelLitresLeast: fc.nat(200),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(some, tasks, (vehicle, task) => {
      const lacks = lacksOf(vehicle, task)
      const more = lacksOf(vehicle, { ...task, needsTurret: true, fuelLitresLeast: 500 })
      expect(lacks.filter((one) => !more.includes(one))).toEqual([])
      expect(lacks).toEqual(lackNames.filter((name) => lacks.includes(name)))
    }),
  )
})
