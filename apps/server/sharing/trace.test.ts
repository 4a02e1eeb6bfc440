/**
 * How much of a leak is enough to say whose copy it was: over random parts of random copies, as they leak. What is promised in
 * docs/decisions/copy-marks.md stands here as figures; and nobody who did not leak is ever named. KONBIT_SEED repeats a run.
 */
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { choicesChance, orderChance, together } from './chance.ts'
import type { Content } from './content.ts'
import { readLeak } from './leak.ts'
import { copyKey, marked, type Row, type Table } from './mark.ts'
import { type Suspect, traceIn } from './trace.ts'

const seed = Number(process.env.KONBIT_SEED ?? Math.floor(Math.random() * 2 ** 31))
let state = seed || 1
const next = (): number => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return state / 2 ** 32
}
const below = (n: number): number => Math.floor(next() * n)
const shuffled = <T>(list: readonly T[]): T[] =>
  list
    .map((one) => ({ one, by: next() }))
    .sort((a, b) => a.by - b.by)
    .map(({ one }) => one)

const towns = ['Kwa Bouke', "Ravin d'Or", 'Ti Plas', 'Mòn Wouj', "L'Estère", 'Gran Rivyè Sid']
const kinds = ['Attack on the market', 'Abduction on the road', 'Gunfire at night', 'Post given up']
const ROWS = 60
const rows: Row[] = Array.from({ length: ROWS }, (_, nth) => ({
  key: `row ${nth}`,
  cells: [
    `TR-I-${String(nth * 7).padStart(5, '0')}`,
    `${kinds[nth % kinds.length]}, ${towns[(nth * 5) % towns.length]}`,
    `2024-0${1 + (nth % 9)}-1${nth % 10}`,
    ['Bann A Nò', 'Bann B Sid'].slice(0, 1 + (nth % 2)),
  ],
}))
const column = (name: string, isText: boolean) => ({ name, title: name, isText })
const table: Table = {
  ...{ register: 'incident', title: 'Incidents', rows },
  columns: [
    column('code', false),
    column('title', true),
    column('occurredOn', false),
    column('by', true),
  ],
}
const content = { number: 'REL-9', tables: [table] } as unknown as Content
const secret = randomBytes(32)
const suspects: Suspect[] = Array.from({ length: 12 }, (_, nth) => ({
  ...{ copy: `copy ${nth}`, serial: `REL-9/SER${nth}` },
  key: copyKey(secret, 'release', `copy ${nth}`),
}))

type Way = { codes?: boolean; sorted?: boolean; ascii?: boolean }
/** Some rows of a copy, one after the other as they stand or sorted, with or without their codes. */
function leaked(nth: number, count: number, { codes, sorted, ascii }: Way): string {
  const own = marked(table, (suspects[nth] as Suspect).key).rows
  const from = below(own.length - count + 1)
  const part = own.slice(from, from + count)
  const lines = part.map(({ code, cells }) => [...(codes ? [code] : []), ...cells].join(','))
  const text = (sorted ? lines.sort() : lines).join('\r\n')
  return ascii ? text.replaceAll('\u00a0', ' ').replaceAll('\u2019', "'") : text
}

const TRIES = 25
/** Of so many leaks, the share that named the one who leaked; to name another fails the test. */
async function share(count: number, way: Way): Promise<number> {
  let right = 0
  for (let tries = 0; tries < TRIES; tries += 1) {
    const who = below(suspects.length)
    const leak = await readLeak(Buffer.from(leaked(who, count, way)))
    const named = traceIn(leak, content, suspects).findings.filter(
      ({ verdict }) => verdict !== 'open',
    )
    const wrong = named.filter(({ copy }) => copy !== `copy ${who}`)
    expect(wrong, `${count} rows, ${JSON.stringify(way)}, seed ${seed}`).toEqual([])
    if (named.length > 0) right += 1
  }
  return right / TRIES
}

test('one row with its code is enough', async () => {
  expect(await share(1, { codes: true })).toBe(1)
})

test('a row whose code begins as a zip does is read as text', async () => {
  expect((await readLeak(Buffer.from('PKNHTAB,TR-I-00392'))).lines).toEqual(['PKNHTAB,TR-I-00392'])
})

test('without codes, as the rows stood: three rows seldom, ten always', async () => {
  expect(await share(2, {})).toBeLessThan(0.5)
  expect(await share(10, {})).toBe(1)
})

test('without codes and sorted: twelve rows nearly always, one never', async () => {
  expect(await share(1, { sorted: true })).toBe(0)
  expect(await share(12, { sorted: true })).toBeGreaterThan(0.85)
  expect(await share(25, { sorted: true })).toBe(1)
})

test('typed anew, the order of the rows is left: twelve as they stood are enough; sorted, nobody can be named', async () => {
  expect(await share(12, { ascii: true })).toBe(1)
  expect(await share(12, { ascii: true, sorted: true })).toBeLessThan(0.2)
})

test('two who put their copies together are both named', async () => {
  const mixed = [leaked(3, 20, { codes: true }), leaked(8, 20, { codes: true })].join('\n')
  const { findings } = traceIn(await readLeak(Buffer.from(mixed)), content, suspects)
  const named = findings.filter(({ verdict }) => verdict === 'sure').map(({ copy }) => copy)
  expect(named.sort()).toEqual(['copy 3', 'copy 8'])
})

test('a serial that somebody typed in names nobody, and rows that were never marked neither', async () => {
  const plain = rows.map(({ cells }) => cells.flat().join(','))
  const text = ['REL-9/SER5', ...shuffled(plain)].join('\n')
  const {
    findings,
    rows: found,
    washed,
  } = traceIn(await readLeak(Buffer.from(text)), content, suspects)
  expect([found > 40, washed.includes('space')]).toEqual([true, true])
  expect(findings.filter(({ verdict }) => verdict === 'sure')).toEqual([])
  expect(findings.find(({ copy }) => copy === 'copy 5')?.serialSeen).toBe(true)
})

test('chances are those of coins and of orders', () => {
  expect(choicesChance(10, 10)).toBeCloseTo(Math.log10(1 / 1024), 6)
  expect(choicesChance(0, 10)).toBeCloseTo(0, 6)
  expect(choicesChance(9, 10)).toBeCloseTo(Math.log10(11 / 1024), 6)
  expect(orderChance(5, 0)).toBeCloseTo(Math.log10(1 / 120), 6)
  expect(orderChance(5, 10)).toBeCloseTo(0, 6)
  expect(orderChance(100, 0)).toBeLessThan(-20)
  expect(together([-3])).toBeCloseTo(-3, 6)
  expect(together([-3, 0])).toBeCloseTo(Math.log10(0.001 * (1 + Math.log(1000))), 6)
})
