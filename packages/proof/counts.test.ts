/** Counts that leave a wall as a statement: no small one in it, and every byte under the signature. */
import { expect, test } from 'vitest'
import { type Counts, openCounts, parseCounts, printCounts } from './counts.ts'
import { newSigner, signNote } from './note.ts'

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
