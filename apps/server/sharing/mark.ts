/**
 * The mark of a copy: what differs between two copies of one release and changes nothing that is said. Keyed choices among equal
 * renderings: a code on each row, the order of the rows, which spaces do not break, which apostrophes are curved, the order within
 * a list. No figure, date or place ever differs, and no row is invented (docs/decisions/copy-marks.md).
 */
import { createHmac } from 'node:crypto'

/** A cell as it was previewed: a text, or several whose order says nothing. */
export type Cell = string | readonly string[]
export type Column = { name: string; title: string; isText: boolean }
export type Row = { key: string; cells: readonly Cell[] }
export type Table = {
  register: string
  title: string
  columns: readonly Column[]
  rows: readonly Row[]
}
export type MarkedRow = { code: string; cells: readonly string[] }
export type MarkedTable = Omit<Table, 'rows'> & { rows: readonly MarkedRow[] }

export const joiner = '; '
/** Letters only, so that no spreadsheet takes a code for a number or a date; none that is read as another. */
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
export const CODE_LETTERS = 7
export const codePattern = new RegExp(`\\b[${letters}]{${CODE_LETTERS}}\\b`, 'g')
export const codesPossible = letters.length ** CODE_LETTERS

/** The places of a text at which two renderings are equal, each with the plain one and the other. */
export const sites = { space: [' ', '\u00a0'], apostrophe: ["'", '\u2019'] } as const
export type SiteKind = keyof typeof sites
/** More in one cell would be seen. */
const sitesMax = 6

/** Before it is marked, a text has the plain rendering everywhere. */
export const plain = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/[\s\u00a0\u2007\u202f]+/g, ' ')
    .replaceAll(/[\u2018\u2019]/g, "'")
    .trim()

export type Site = { at: number; kind: SiteKind }
export function sitesOf(text: string): Site[] {
  const found: Site[] = []
  for (const { index, 0: one } of text.matchAll(/(?<=\S)[ '](?=\S)/g)) {
    if (found.length === sitesMax) break
    found.push({ at: index, kind: one === ' ' ? 'space' : 'apostrophe' })
  }
  return found
}

const digest = (key: Buffer, what: string): Buffer =>
  createHmac('sha256', key).update(what).digest()

/** The key of one copy. Whoever has it can make the copy again, and tell it from others. */
export const copyKey = (secret: Buffer, release: string, copy: string): Buffer =>
  digest(secret, `copy\n${release}\n${copy}`)

export function codeOf(key: Buffer, row: string): string {
  let left = digest(key, `code\n${row}`).readBigUInt64BE()
  let code = ''
  for (let nth = 0; nth < CODE_LETTERS; nth += 1) {
    code += letters[Number(left % BigInt(letters.length))]
    left /= BigInt(letters.length)
  }
  return code
}

export const rankOf = (key: Buffer, row: string): string =>
  digest(key, `order\n${row}`).toString('hex')

/** The choices in one cell: whether each site takes the other rendering, and whether a list stands the other way round. */
export function choicesOf(key: Buffer, row: string, column: string): (nth: number) => boolean {
  const bits = digest(key, `cell\n${row}\n${column}`)
  return (nth) => (((bits[nth >> 3] as number) >> (nth & 7)) & 1) === 1
}
/** Which choice decides on the order of a list; those before it are for sites. */
export const LIST_CHOICE = 255

export function marked(table: Table, key: Buffer): MarkedTable {
  const rows = table.rows
    .map((row) => ({ row, rank: rankOf(key, row.key) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ row }) => ({
      code: codeOf(key, row.key),
      cells: row.cells.map((cell, nth) =>
        markedCell(cell, table.columns[nth] as Column, choicesOf(key, row.key, String(nth))),
      ),
    }))
  return { ...table, rows }
}

/** What was previewed: rows and lists in the order in which they were read, every text plain. */
export const unmarked = (table: Table): MarkedTable => ({
  ...table,
  rows: table.rows.map(({ cells }) => ({ code: '', cells: cells.map((one) => joined(one)) })),
})

const joined = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.join(joiner))

function markedCell(cell: Cell, { isText }: Column, choice: (nth: number) => boolean): string {
  const text = typeof cell === 'string' ? cell : turned(cell, choice(LIST_CHOICE)).join(joiner)
  if (!isText) return text
  let made = text
  for (const [nth, { at, kind }] of sitesOf(text).entries())
    if (choice(nth)) made = made.slice(0, at) + sites[kind][1] + made.slice(at + 1)
  return made
}

export const turned = (list: readonly string[], isTurned: boolean): readonly string[] =>
  isTurned && list.length > 1 ? [...list].reverse() : list
