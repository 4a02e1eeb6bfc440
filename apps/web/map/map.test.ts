/** The map's sums: counts that add up, a plane in true kilometres, hatches by share and age, a scale bar that fits. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cluster, type Item } from './cluster.ts'
import { fadeOf, gradeOf } from './holding.ts'
import { fit, pathText, projectFor, scaleBar, toPixel, within, zoomAbout } from './project.ts'

const square = {
  features: [
    {
      properties: { ADM1_PCODE: 'HT05' },
      geometry: {
        type: 'Polygon' as const,
        coordinates: [
          [
            [-73, 18],
            [-72, 18],
            [-72, 19],
            [-73, 19],
            [-73, 18],
          ] as [number, number][],
        ],
      },
    },
  ],
}
const project = projectFor(square)
const view = { x: 0, y: 0, k: 4 }
const pixel = (at: readonly [number, number]) => toPixel(view, 800, 500, at)

const item = fc.record({
  id: fc.uuid(),
  at: fc.tuple(fc.integer({ min: -80, max: 80 }), fc.integer({ min: -60, max: 60 })),
  precision: fc.constantFrom('point', 'section', 'commune', 'department'),
  kind: fc.constantFrom('people', 'ground', 'mission'),
})

describe('the edge of what is drawn', () => {
  const bounds = { left: -100, right: 100, top: -50, bottom: 50 }
  it('is not looked beyond, where the country is seen whole without', () => {
    const seen = within({ x: 0, y: 0, k: 2 }, 600, bounds, { right: 120 })
    expect(seen).toEqual({ x: -30, y: 0, k: 2 })
    expect(within({ x: 0, y: 0, k: 2 }, 600, bounds, {})).toEqual({ x: 0, y: 0, k: 2 })
    expect(within({ x: 0, y: 0, k: 2 }, 600, bounds, { left: -120 }).x).toBe(30)
  })
  it('gives way to the country', () => {
    const seen = within({ x: 0, y: 0, k: 2 }, 400, bounds, { right: 90 })
    expect([seen.x - 100, seen.x + 100]).toEqual([-100, 100])
  })
})

describe('marks that stand together', () => {
  it('always add up to those given, at any zoom', () => {
    fc.assert(
      fc.property(
        fc.array(item, { maxLength: 60 }),
        fc.integer({ min: 5, max: 60 }),
        (items, apart) => {
          const found = cluster(items as Item[], pixel, apart)
          expect(found.reduce((sum, one) => sum + one.items.length, 0)).toBe(items.length)
          expect(new Set(found.map((one) => one.key)).size).toBe(found.length)
        },
      ),
    )
  })

  const at = (id: string, more: Partial<Item>): Item => ({
    id,
    at: [0, 0],
    precision: 'commune',
    kind: 'people',
    ...more,
  })

  it('a ring of a department swallows no place inside it', () => {
    const found = cluster(
      [at('a', { precision: 'department' }), at('b', { precision: 'section' })],
      pixel,
    )
    expect(found.map((one) => one.items.length)).toEqual([1, 1])
  })

  it('are as sure as the least sure among them, and of one colour only when all are of one kind', () => {
    const [found] = cluster(
      [at('a', { precision: 'point', at: [0.2, 0] }), at('b', { kind: 'ground' })],
      pixel,
    )
    expect(found).toMatchObject({ precision: 'commune', kind: undefined, places: 2 })
  })

  it('bear the name that most of one place bear', () => {
    const names = ['Pont-Sonde', 'Carrefour Paye-Savien', 'Pont-Sonde']
    const [found] = cluster(
      names.map((place, i) => at(String(i), { place })),
      pixel,
    )
    expect(found?.place).toBe('Pont-Sonde')
  })
})

describe('the plane', () => {
  it('measures in kilometres: a degree of latitude is 111', () => {
    const [, north] = project(-72.5, 19)
    const [, south] = project(-72.5, 18)
    expect(south - north).toBeCloseTo(111.2, 0)
  })

  it('puts the middle of the country in the middle', () => {
    expect(project(-72.5, 18.5).map((n) => Math.abs(Math.round(n)))).toEqual([0, 0])
  })

  it('draws an outline once around', () => {
    expect(pathText(square.features[0]?.geometry as never, project)).toMatch(/^M[^M]+z$/)
  })

  it('shows all bounds inside the padding', () => {
    const bounds = { left: -50, right: 50, top: -40, bottom: 40 }
    const found = fit(bounds, 800, 500, { left: 300, right: 40, top: 40, bottom: 40 }, 100)
    const [left, top] = toPixel(found, 800, 500, [bounds.left, bounds.top])
    const [right, bottom] = toPixel(found, 800, 500, [bounds.right, bounds.bottom])
    expect(left).toBeGreaterThanOrEqual(299)
    expect(right).toBeLessThanOrEqual(761)
    expect(top).toBeGreaterThanOrEqual(39)
    expect(bottom).toBeLessThanOrEqual(461)
  })

  it('keeps the place under the finger while it zooms', () => {
    const before = zoomAbout(view, 800, 500, [200, 100], 2, 0.1)
    const place: [number, number] = [(200 - 400) / 4, (100 - 250) / 4]
    expect(toPixel(before, 800, 500, place).map(Math.round)).toEqual([200, 100])
  })

  it('has a scale bar of a round length that fits', () => {
    for (const k of [0.3, 1, 2.7, 9, 40]) {
      const { km, pixels } = scaleBar(k, 120)
      expect(pixels).toBeLessThanOrEqual(120)
      expect(String(km)).toMatch(/^(1|2|2\.5|5|10|20|25|50|100|200|250|500|0\.\d+)$/)
    }
  })
})

describe('held ground', () => {
  it.each([
    [{ share: 0.9, ageDays: 92 }, 'most'],
    [{ share: 0.5, ageDays: 0 }, 'half'],
    [{ share: 0.1, ageDays: 0 }, 'some'],
    [{ share: 0.9, ageDays: 366 }, 'seen'],
    [{ ageDays: 3 }, 'seen'],
  ])('%o is %s', (holding, grade) => expect(gradeOf(holding)).toBe(grade))

  it('fades as the statement ages, and never vanishes', () => {
    expect(fadeOf(0)).toBe(1)
    expect(fadeOf(180)).toBeLessThan(1)
    expect(fadeOf(5000)).toBeGreaterThan(0.5)
  })
})
