/** The cells of a CSV file as texts that no spreadsheet will run. Stands alone, so that a page need not load a reader. */
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/
const number = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i

/** Text that no spreadsheet will run. `bare` undoes it exactly. */
export const guard = (text: string): string =>
  formula.test(text) && !number.test(text) ? `'${text}` : text
export const bare = (cell: string): string =>
  cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell

const quote = (cell: string): string =>
  /[",\r\n]/.test(cell) || cell !== cell.trim() ? `"${cell.replaceAll('"', '""')}"` : cell
/** One line of a table of any shape. */
export const toLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => quote(guard(cell))).join(',')}\r\n`
