/**
 * What leaked, as lines of text to be read for marks: out of a whole archive, a page, CSV, a spreadsheet, JSON or anything pasted.
 * Bounded, and nothing in it is believed or run.
 */
import { openRelease, partsOf, Unreadable, unpacked, xlsxTable } from '@konbit/formats'

export const LEAK_MAX = 5_000_000
const LINES_MAX = 20_000
const LINE_MAX = 8_000

export type Leak = {
  lines: readonly string[]
  /** What the manifest says of whose copy it is, and whether its signature holds; absent: no archive. */
  archive?: { serial: string; isWhole: boolean; wrong?: string }
}

const decode = (bytes: Uint8Array): string => {
  // What Excel calls Unicode text, and what it calls CSV in the West.
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

const zipMark = [0x50, 0x4b, 0x03, 0x04]

export async function readLeak(bytes: Uint8Array): Promise<Leak> {
  // A row's code may begin with the letters that a zip begins with; no text goes on as a zip does.
  if (!zipMark.every((byte, at) => bytes[at] === byte)) return { lines: linesOf(decode(bytes)) }
  const sheet = await xlsxTable(bytes)
  if (sheet.wrong.length === 0)
    return { lines: sheet.rows.slice(0, LINES_MAX).map(({ cells }) => cells.join('\t')) }
  return archiveOf(bytes)
}

function archiveOf(bytes: Uint8Array): Leak {
  const opened = openRelease(bytes)
  const lines: string[] = []
  try {
    const budget = { left: LEAK_MAX * 4 }
    for (const [name, part] of partsOf(bytes))
      if (/\.(csv|html|json|txt)$/.test(name) && name !== 'README.txt')
        lines.push(...linesOf(decode(Buffer.concat([...unpacked(bytes, part, budget)]))))
  } catch (failure) {
    if (!(failure instanceof Unreadable)) throw failure
  }
  const found = lines.slice(0, LINES_MAX)
  return opened.ok
    ? { lines: found, archive: { serial: opened.said.copy, isWhole: true } }
    : { lines: found, archive: { serial: '', isWhole: false, wrong: opened.wrong } }
}

const named: Readonly<Record<string, string>> = {
  nbsp: '\u00a0',
  rsquo: '\u2019',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}
const unescaped = (text: string): string =>
  text.replaceAll(/&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|(\w{2,6}));/gi, (whole, ten, sixteen, name) => {
    if (name) return named[String(name).toLowerCase()] ?? whole
    return String.fromCodePoint(
      Math.min(0x10ffff, ten ? Number(ten) : Number.parseInt(sixteen, 16)),
    )
  })

function linesOf(text: string): string[] {
  const isPage = /<(html|table|tr|td|body)[\s>]/i.test(text)
  const flat = isPage
    ? unescaped(
        text
          .replaceAll(/[\r\n]+/g, ' ')
          .replaceAll(/<\/(tr|p|h\d|dl|footer|li)>|<br[ /]*>/gi, '\n')
          .replaceAll(/<\/(td|th|dt|dd)>/gi, '\t')
          .replaceAll(/<[^>]*>/g, ''),
      )
    : text
  return flat
    .split(/\r\n|\n|\r/)
    .map((line) => line.slice(0, LINE_MAX))
    .filter((line) => line.trim() !== '')
    .slice(0, LINES_MAX)
}
