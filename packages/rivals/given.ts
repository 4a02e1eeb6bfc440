/**
 * Statements for tests: short to write, and the reference mission's own from its file.
 */
import { readFileSync } from 'node:fs'
import { findRivals, type Question, type Statement } from './index.ts'

let serial = 0

/** Returns a statement by a source of its own, exact and in persons unless the part says otherwise. */
export function given(part: Partial<Statement>): Statement {
  serial += 1
  const id = `T${String(serial).padStart(4, '0')}`
  return {
    id,
    measure: 'force.deployed',
    subject: 'KEN',
    value: 100,
    unit: 'persons',
    asOf: '2025-05-14',
    asOfBasis: 'stated',
    precision: 'exact',
    source: `source-of-${id}`,
    locator: 'para 1',
    ...part,
  }
}

/** Returns the groups in one line each: id, kinds, and how each statement stands. */
export const found = (statements: Statement[], more: Omit<Question, 'statements'> = {}): string[] =>
  findRivals({ statements, ...more }).map(
    ({ id, kinds, statements: members }) =>
      `${id} [${kinds.join(' ')}] ${members.map((member) => `${figureOf(statements, member.id)}:${member.kind}`).join(' ')}`,
  )

const figureOf = (statements: Statement[], id: string): string | number => {
  const statement = statements.find((it) => it.id === id)
  return statement?.value ?? statement?.raw ?? '?'
}

const claims = new URL('../../missions/mss-haiti/data/claims/', import.meta.url)

/** Returns the source statements of the reference mission, as its file gives them. */
export function missionStatements(): Statement[] {
  const published = new Map(
    table('sources.csv').map((row) => [row('source_id'), row('published_date')]),
  )
  return table('claims.csv').map((row) => ({
    id: row('claim_id'),
    measure: row('measure'),
    subject: row('subject'),
    value: row('value') || null,
    ...(row('value_low') && { low: Number(row('value_low')) }),
    ...(row('value_high') && { high: Number(row('value_high')) }),
    unit: row('unit'),
    asOf: row('as_of_date'),
    asOfBasis: row('as_of_basis') as Statement['asOfBasis'],
    ...(row('period_start') && { periodStart: row('period_start') }),
    ...(row('period_end') && { periodEnd: row('period_end') }),
    precision: row('precision') as Statement['precision'],
    source: row('source_id'),
    sourcePublished: published.get(row('source_id')) ?? '',
    locator: row('locator'),
    raw: row('value_raw'),
  }))
}

function table(name: string): ((column: string) => string)[] {
  const [header = [], ...rows] = cells(readFileSync(new URL(name, claims), 'utf8'))
  return rows.map((row) => (column) => row[header.indexOf(column)] ?? '')
}

/** RFC 4180 as the data uses it: quoted cells may hold commas and doubled quotes, no line breaks. */
function cells(text: string): string[][] {
  const lines = text.split('\n').filter((line) => line !== '')
  return lines.map((line) =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
      ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
    ),
  )
}
