/**
 * Counts statement: figures that leave a compartment or another deployment, signed by its log's key. A cell below the smallest
 * is hidden, and more with it until none can be worked out from what is shown. Pure; parses hostile input.
 */
import type { Verifier } from './note.ts'
import { openNote } from './note.ts'

export const COUNTS = 'konbit/counts/1'
const CELLS_MAX = 500

/** `value` null: hidden. `figure`: a measure, or one part of it after a second point. */
export type CountCell = { figure: string; value: number | null }
export type Counts = {
  origin: string
  /** The civil day they are of, and how many entries were known. */
  asOn: string
  position: number
  smallest: number
  cells: readonly CountCell[]
}

export const printCounts = ({ origin, asOn, position, smallest, cells }: Counts): string =>
  [
    COUNTS,
    `origin ${origin}`,
    `asOn ${asOn}`,
    `position ${position}`,
    `smallest ${smallest}`,
    ...cells.map(({ figure, value }) => `${figure} ${value ?? '-'}`),
    '',
  ].join('\n')

const figure = /^([a-z][a-zA-Z0-9]*(?:\.[a-zA-Z0-9]+){1,2}) (-|\d{1,9})$/

export function parseCounts(text: string): Counts | undefined {
  const [format, ...lines] = text.split('\n')
  const [origin, asOn, position, smallest] = ['origin', 'asOn', 'position', 'smallest'].map(
    (name, at) =>
      lines[at]?.startsWith(`${name} `) ? (lines[at] as string).slice(name.length + 1) : undefined,
  )
  if (format !== COUNTS || !origin || origin.length > 200 || lines.at(-1) !== '') return undefined
  if (!/^\d{4}-\d{2}-\d{2}$/.test(asOn ?? '') || !/^\d{1,12}$/.test(position ?? ''))
    return undefined
  if (!/^\d{1,3}$/.test(smallest ?? '') || lines.length - 5 > CELLS_MAX) return undefined
  const cells: CountCell[] = []
  for (const line of lines.slice(4, -1)) {
    const found = figure.exec(line)
    if (!found || cells.some((one) => one.figure === found[1])) return undefined
    const value = found[2] === '-' ? null : Number(found[2])
    // None at all is no small cell.
    if (value !== null && value > 0 && value < Number(smallest)) return undefined
    cells.push({ figure: found[1] as string, value })
  }
  const read = { origin, asOn: asOn as string, position: Number(position) }
  return { ...read, smallest: Number(smallest), cells }
}

/** The counts of a note, and whose key signed them; or what is wrong. */
export function openCounts(note: string, key: Verifier): Counts | { wrong: string } {
  const opened = openNote(note, [key])
  if ('wrong' in opened) return opened
  const counts = parseCounts(opened.text)
  if (!counts) return { wrong: 'it is no statement of counts' }
  return counts.origin === key.name ? counts : { wrong: 'it speaks for another log' }
}
