/** A tile reads back, by the readers that map engines use, as it was written. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTile, type TilePoint, writeTile } from './mvt.ts'

const points: fc.Arbitrary<TilePoint[]> = fc.array(
  fc.record({
    x: fc.integer({ min: -4096, max: 8192 }),
    y: fc.integer({ min: -4096, max: 8192 }),
    tags: fc.dictionary(
      fc.constantFrom('count', 'record', 'people', 'ground', 'half'),
      fc.oneof(
        fc.nat({ max: Number.MAX_SAFE_INTEGER }),
        fc.string({ minLength: 1, maxLength: 40 }),
        fc.constantFrom(-3, 0.5, 1e300),
      ),
      { noNullPrototype: true },
    ),
  }),
  { maxLength: 60 },
)

test('points come back where they were, with what stood beside them', () => {
  fc.assert(
    fc.property(points, points, (first, second) => {
      const tile = writeTile([
        { name: 'incident', points: first },
        { name: 'séisme', points: second },
      ])
      expect(readTile(tile, 'incident')).toEqual(first)
      expect(readTile(tile, 'séisme')).toEqual(second)
      expect(readTile(tile, 'other')).toEqual([])
    }),
    { numRuns: 60 },
  )
})

test('a tile of nothing is no bytes', () => {
  expect(writeTile([{ name: 'incident', points: [] }]).length).toBe(0)
})
