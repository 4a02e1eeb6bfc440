/** Counts that leave a wall: small ones hidden, none to be worked out, and every byte under the signature. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Counts, hideSmall, openCounts, parseCounts, printCounts } from './counts.ts'
import { newSigner, signNote } from './note.ts'

const cell = (name: string, cells: { figure: string; value: number | null }[]) =>
  cells.find(({ figure }) => figure === name)?.value

test('a small cell is hidden, and another with it, so that the whole less the rest tells nothing', () => {
  const cells = hideSmall(
    'care.admitted',
    31,
    new Map(Object.entries({ cvr: 20, ddr: 8, none: 3 })),
  )
  expect(cell('care.admitted', cells)).toBe(31)
  expect(cell('care.admitted.none', cells)).toBeNull()
  expect(cell('care.admitted.ddr', cells)).toBeNull()
  expect(cell('care.admitted.cvr', cells)).toBe(20)
  expect(hideSmall('custody.held', 4, new Map())).toEqual([{ figure: 'custody.held', value: null }])
  expect(hideSmall('custody.held', 5, new Map())).toEqual([{ figure: 'custody.held', value: 5 }])
})

test('nobody who subtracts what is told finds a number below the smallest', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30), { maxLength: 6 }), (list) => {
      const parts = new Map(list.map((value, n) => [`p${n}`, value]))
      const whole = list.reduce((a, b) => a + b, 0)
      const [first, ...rest] = hideSmall('a.b', whole, parts)
      const told = rest.flatMap(({ value }) => value ?? [])
      expect(told.every((value) => value >= 5)).toBe(true)
      const left = whole - told.reduce((a, b) => a + b, 0)
      const missing = rest.length - told.length
      if (first?.value === null) expect(told).toEqual([])
      else expect(first?.value).toBe(whole)
      if (first?.value !== null && missing > 0) expect(missing > 1 && left >= 5).toBe(true)
    }),
  )
})

const counts: Counts = {
  origin: 'care.example/log/1',
  asOn: '2026-05-01',
  position: 812,
  smallest: 5,
  cells: [
    { figure: 'care.participants', value: 212 },
    { figure: 'care.admitted.cvr', value: null },
  ],
}

test('what is printed is read back, and only under the key of the log it speaks for', () => {
  expect(parseCounts(printCounts(counts))).toEqual(counts)
  const signer = newSigner(counts.origin)
  const note = signNote(printCounts(counts), signer)
  expect(openCounts(note, signer)).toEqual(counts)
  expect(openCounts(note.replace('212', '112'), signer)).toHaveProperty('wrong')
  expect(openCounts(note, newSigner(counts.origin))).toHaveProperty('wrong')
  const other = newSigner('other.example/log/1')
  expect(openCounts(signNote(printCounts(counts), other), other)).toHaveProperty('wrong')
})

test.each([
  '',
  printCounts(counts).replace('konbit/counts/1', 'konbit/counts/2'),
  printCounts(counts).replace('212', '3'),
  printCounts(counts).replace('212', '-1'),
  `${printCounts(counts)}care.participants 9\n`,
  printCounts(counts).replace('care.admitted.cvr', '../etc'),
  printCounts(counts).trimEnd(),
])('what is no statement is refused: %#', (text) => {
  expect(parseCounts(text)).toBeUndefined()
})
