/** A look goes into an address and comes out the same, whatever is filtered; what no register has is left out. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RegisterView } from '../api/types.ts'
import { readSearch, writeSearch } from '../search.ts'
import { drawnBy, filtersOf, isSameLook, type Look, lookOf, searchOf } from './looks.ts'

const register = {
  caption: ['plate'],
  featured: ['plate', 'state', 'make'],
  fields: { plate: {}, make: {}, year: {} },
} as unknown as RegisterView

const text = fc.string({ minLength: 1, maxLength: 12 }).filter((one) => one.isWellFormed())
const look: fc.Arbitrary<Look> = fc.record(
  {
    filters: fc.dictionary(
      fc.constantFrom('state', 'make', 'year.from', 'year.to', 'q'),
      fc.oneof(text, fc.array(text, { minLength: 2, maxLength: 4 })),
    ),
    sort: fc.constantFrom('plate', '-year'),
    columns: fc.uniqueArray(fc.constantFrom('plate', 'make', 'year', 'state'), { minLength: 1 }),
    dense: fc.boolean(),
  },
  { requiredKeys: ['filters', 'columns', 'dense'] },
)

test('the address of a look says all of it', () => {
  fc.assert(
    fc.property(look, (one) => {
      const search = readSearch(writeSearch({ at: '2025-05-14', ...searchOf(one) }))
      const drawn = drawnBy(search, register)
      const back = lookOf(filtersOf(search), {
        columns: drawn.columns ?? [],
        dense: drawn.dense ?? false,
      })
      expect(back).toEqual({ ...one, filters: { ...one.filters } })
      expect(isSameLook(back, one)).toBe(true)
    }),
  )
})

test('columns that the register does not have are left out, and nothing of the moment filters', () => {
  const search = readSearch('?columns=plate,price&dense=maybe&at=2025&figure=x&state=fit')
  expect(drawnBy(search, register)).toEqual({ columns: ['plate'] })
  expect(filtersOf(search)).toEqual({ state: 'fit' })
})

test('two looks are the same in whatever order their filters stand, and not where one value differs', () => {
  const one: Look = { filters: { state: ['a', 'b'], make: 'x' }, columns: ['plate'] }
  expect(isSameLook(one, { filters: { make: 'x', state: ['b', 'a'] } })).toBe(true)
  expect(isSameLook(one, { filters: { make: 'y', state: ['b', 'a'] } })).toBe(false)
  expect(isSameLook(one, { ...one, columns: ['plate', 'make'] })).toBe(false)
})
