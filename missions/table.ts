/** Tables as mission folders hold them: CSV (RFC 4180, UTF-8) with a header, cells kept to the letter. Reading only. */

export type Row = Readonly<Record<string, string>>

/** Throws an Error that names the line when a row has more or fewer cells than the header. */
export function readTable(text: string): Row[] {
  const [header, ...rows] = readCells(text.startsWith('\uFEFF') ? text.slice(1) : text)
  if (!header) return []
  return rows.map((cells, index) => {
    if (cells.length !== header.length) {
      throw new Error(`row ${index + 2} has ${cells.length} cells, the header has ${header.length}`)
    }
    return Object.fromEntries(header.map((name, at) => [name, cells[at] as string]))
  })
}

function readCells(text: string): string[][] {
  const rows: string[][] = []
  const cells = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/gy
  let row: string[] = []
  while (cells.lastIndex < text.length) {
    const found = cells.exec(text)
    if (!found) throw new Error(`row ${rows.length + 1} has a quote out of place`)
    const [, cell = '', end] = found
    row.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)
    if (end === ',' && cells.lastIndex < text.length) continue
    if (end === ',') row.push('')
    rows.push(row)
    row = []
  }
  return rows
}
