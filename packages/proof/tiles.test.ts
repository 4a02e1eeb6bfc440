/** Paths and bundles as C2SP tlog-tiles writes them; what is written otherwise is refused. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  parseBundle,
  parseTilePath,
  printBundle,
  type Tile,
  tileAt,
  tilePath,
  tilesOf,
} from './tiles.ts'

describe('a path', () => {
  test.each<[Tile, string]>([
    [{ level: 0, n: 0, width: 256 }, 'tile/0/000'],
    [{ level: 0, n: 1_234_067, width: 256 }, 'tile/0/x001/x234/067'],
    [{ level: 1, n: 273, width: 112 }, 'tile/1/273.p/112'],
    [{ level: 'entries', n: 1000, width: 1 }, 'tile/entries/x001/000.p/1'],
  ])('of %j is %s', (tile, path) => {
    expect(tilePath(tile)).toBe(path)
    expect(parseTilePath(path)).toEqual(tile)
  })

  test('reads back, whatever the tile', () => {
    const levels = fc.constantFrom<Tile['level']>('entries', 0, 1, 2, 3, 4, 5, 6)
    fc.assert(
      fc.property(
        levels,
        fc.maxSafeNat(),
        fc.integer({ min: 1, max: 256 }),
        (level, any, width) => {
          const tile = { level, n: any % 10 ** 12, width }
          expect(parseTilePath(tilePath(tile))).toEqual(tile)
        },
      ),
    )
  })

  test.each([
    'tile/00/000',
    'tile/0/0',
    'tile/0/0000',
    'tile/0/x000/000',
    'tile/0/x001/x234/67',
    'tile/0/x001/x234/x067',
    'tile/0/001/234',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/0/000.p/',
    'tile/0/000.p/1/2',
    'tile/7/000',
    'tile/64/000',
    'tile/-1/000',
    'tile/data/000',
    'tile/0/../000',
    'tile/0/000/',
    '/tile/0/000',
    'tile/0/000\n',
    'tile/0/x999/x999/x999/x999/999',
    'tile/8/0/000',
    'tile/0/x01/000',
    `tile/0/${'x001/'.repeat(20)}000`,
    'tile/0/٠٠٠',
    '',
  ])('%j is none', (path) => {
    expect(parseTilePath(path)).toBeUndefined()
  })

  test('hostile input is refused without an exception', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (path) => parseTilePath(path) === undefined),
    )
  })
})

describe('the tiles of a tree', () => {
  const partial = (size: number): string[] =>
    [...tilesOf(size)].filter(({ width }) => width < 256).map(tilePath)
  test('are those of the examples', () => {
    const tiles = [...tilesOf(70_000)]
    expect(tiles.filter(({ level, width }) => level === 0 && width === 256)).toHaveLength(273)
    expect(partial(70_000)).toEqual([
      'tile/entries/273.p/112',
      'tile/0/273.p/112',
      'tile/1/001.p/17',
      'tile/2/000.p/1',
    ])
    expect([...tilesOf(256)].map(tilePath)).toEqual([
      'tile/entries/000',
      'tile/0/000',
      'tile/1/000.p/1',
    ])
    expect([...tilesOf(0)]).toEqual([])
  })

  test('are as wide as the tree makes them, and none lies behind its end', () => {
    expect(tileAt(0, 273, 70_000)).toEqual({ level: 0, n: 273, width: 112 })
    expect(tileAt(0, 274, 70_000)).toBeUndefined()
    expect(tileAt(1, 1, 256 * 256)).toBeUndefined()
  })
})

describe('a bundle', () => {
  test('reads back', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), (entries) => {
        const read = parseBundle(printBundle(entries), entries.length)
        expect(read?.map((one) => [...one])).toEqual(entries.map((one) => [...one]))
      }),
    )
  })

  test('that is cut, goes on, or holds another number of entries is none', () => {
    const bytes = printBundle([Uint8Array.of(1, 2), Uint8Array.of(3)])
    for (let to = 0; to < bytes.length; to += 1)
      expect(parseBundle(bytes.subarray(0, to), 2)).toBeUndefined()
    expect(parseBundle(bytes, 1)).toBeUndefined()
    expect(parseBundle(bytes, 3)).toBeUndefined()
    expect(parseBundle(Uint8Array.of(255, 255, 0), 1)).toBeUndefined()
  })
})
