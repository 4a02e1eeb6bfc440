/**
 * Whose copy leaked. Lines of the leak are found among the rows that were previewed; then the codes, the order and the equal
 * renderings are held against those of each copy. A serial is only told: anybody can type one. Nobody is named on a guess.
 */
import { choicesChance, inversions, orderChance, together } from './chance.ts'
import type { Content } from './content.ts'
import type { Leak } from './leak.ts'
import {
  type Column,
  choicesOf,
  codeOf,
  codePattern,
  codesPossible,
  joiner,
  LIST_CHOICE,
  plain,
  type Row,
  rankOf,
  type SiteKind,
  sites,
  sitesOf,
  turned,
} from './mark.ts'

export type Suspect = { copy: string; serial: string; key: Buffer }
export type Verdict = 'sure' | 'likely' | 'open'
export type Finding = {
  copy: string
  serial: string
  verdict: Verdict
  /** The chance, as a power of ten, that some copy of this release which did not leak would fit as well. */
  chance: number
  codes: number
  choices: { matched: number; of: number }
  order: { rows: number; inverted: number }
  /** Whether its serial stands in the leak. It decides nothing. */
  serialSeen: boolean
}
export type Traced = {
  /** Rows of the release found in the leak. */
  rows: number
  /** Marks that were washed out of it: everywhere the same. */
  washed: readonly (SiteKind | 'codes')[]
  findings: readonly Finding[]
}

const SURE = -9
const LIKELY = -4
/** From so many on, sites that are all alike tell of washing and not of a copy. */
const WASHED_MIN = 16

const words = (text: string): string[] =>
  plain(text)
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((one) => one.length > 1)

type Known = {
  row: Row
  columns: readonly Column[]
  table: number
  words: Set<string>
  weight: number
}
type Found = { known: Known; line: string }

export function traceIn({ lines }: Leak, content: Content, suspects: readonly Suspect[]): Traced {
  const text = lines.join('\n')
  const found = rowsIn(lines, content)
  const read = found.flatMap(choicesIn)
  const washed = (['space', 'apostrophe'] as const).filter((kind) => isWashed(read, kind))
  const told = read.filter(({ kind }) => kind === 'list' || !washed.includes(kind))
  const codes = new Set(text.match(codePattern) ?? [])
  const order = longest(found)
  const bonus = Math.log10(Math.max(1, suspects.length))
  const findings = suspects.map(({ copy, serial, key }): Finding => {
    const own =
      codes.size === 0
        ? []
        : content.tables.flatMap(({ rows }) => rows.map((row) => codeOf(key, row.key)))
    const seen = own.filter((code) => codes.has(code)).length
    const matched = countMatched(told, key)
    const ranks = order.map((row) => rankOf(key, row))
    const places = [...ranks].sort()
    const inverted = inversions(ranks.map((one) => places.indexOf(one)))
    const chances = [
      ...(seen > 0
        ? [seen * Math.log10((Math.max(1, codes.size) * own.length) / codesPossible)]
        : []),
      ...(told.length > 0 ? [choicesChance(matched, told.length)] : []),
      ...(order.length > 1 ? [orderChance(order.length, inverted)] : []),
    ]
    const chance = chances.length === 0 ? 0 : Math.min(0, together(chances) + bonus)
    return {
      copy,
      serial,
      verdict: chance <= SURE ? 'sure' : chance <= LIKELY ? 'likely' : 'open',
      chance,
      codes: seen,
      choices: { matched, of: told.length },
      order: { rows: order.length, inverted },
      serialSeen: text.includes(serial),
    }
  })
  return {
    rows: found.length,
    washed: [...washed, ...(found.length > 2 && codes.size === 0 ? (['codes'] as const) : [])],
    findings: findings.sort((a, b) => a.chance - b.chance),
  }
}

/** Each line with the one row it can only be; a line that fits two rows as well is passed over. */
function rowsIn(lines: readonly string[], content: Content): Found[] {
  const counts = new Map<string, number>()
  const all: Known[] = content.tables.flatMap(({ rows, columns }, table) =>
    rows.map((row) => {
      const own = new Set(words(row.cells.flat().join(' ')))
      for (const word of own) counts.set(word, (counts.get(word) ?? 0) + 1)
      return { row, columns, table, words: own, weight: 0 }
    }),
  )
  const weigh = (word: string): number => Math.log((all.length + 1) / (counts.get(word) ?? 1)) + 0.1
  const holding = new Map<string, Known[]>()
  for (const known of all)
    for (const word of known.words) {
      known.weight += weigh(word)
      // A word of everywhere finds nothing.
      if ((counts.get(word) ?? 0) > Math.max(20, all.length / 3)) continue
      holding.set(word, [...(holding.get(word) ?? []), known])
    }
  const taken = new Set<string>()
  return lines.flatMap((line): Found[] => {
    const said = new Set(words(line))
    const candidates = new Set([...said].flatMap((word) => holding.get(word) ?? []))
    let best: Known | undefined
    let [first, second] = [0, 0]
    for (const one of candidates) {
      let score = 0
      for (const word of one.words) if (said.has(word)) score += weigh(word)
      if (score > first) [best, first, second] = [one, score, first]
      else if (score > second) second = score
    }
    const isSure = best && first >= best.weight * 0.4 && second < first * 0.97
    if (!best || !isSure || taken.has(best.row.key)) return []
    taken.add(best.row.key)
    return [{ known: best, line }]
  })
}

type Choice = {
  row: string
  column: string
  nth: number
  kind: SiteKind | 'list'
  isOther: boolean
}

/** What the line chose at each place of the row at which it could. */
function choicesIn({ known: { row, columns }, line }: Found): Choice[] {
  return row.cells.flatMap((cell, at): Choice[] => {
    if (!columns[at]?.isText) return []
    const column = String(at)
    const forms =
      typeof cell === 'string'
        ? [cell]
        : [turned(cell, false), turned(cell, true)].map((one) => one.join(joiner))
    const isList = typeof cell !== 'string' && cell.length > 1
    for (const [turn, form] of forms.entries()) {
      const raw = form === '' ? undefined : patternOf(form).exec(line)?.[0]
      if (raw === undefined) continue
      const read = sitesOf(form).map(
        ({ at: place, kind }, nth): Choice => ({
          ...{ row: row.key, column, nth, kind },
          isOther: raw[place] === sites[kind][1],
        }),
      )
      const list: Choice[] = isList
        ? [{ row: row.key, column, nth: LIST_CHOICE, kind: 'list', isOther: turn === 1 }]
        : []
      return [...list, ...read]
    }
    return []
  })
}

/** How many of them fell as they do in the copy of this key. */
function countMatched(told: readonly Choice[], key: Buffer): number {
  const cells = new Map<string, (nth: number) => boolean>()
  return told.filter(({ row, column, nth, isOther }) => {
    const cell = `${row}\n${column}`
    const choice = cells.get(cell) ?? choicesOf(key, row, column)
    cells.set(cell, choice)
    return choice(nth) === isOther
  }).length
}

/** The text in any of its renderings; as long as the text itself, so that a place in the one is the same in the other. */
function patternOf(text: string): RegExp {
  const body = text
    .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll(' ', '[ \\u00a0\\u202f]')
    .replaceAll("'", "['\\u2018\\u2019]")
  return new RegExp(body, 'iu')
}

function isWashed(read: readonly Choice[], kind: SiteKind): boolean {
  const own = read.filter((one) => one.kind === kind)
  const other = own.filter(({ isOther }) => isOther).length
  return own.length >= WASHED_MIN && (other === 0 || other === own.length)
}

/** The rows of the table of which most was found, in the order of the leak. */
function longest(found: readonly Found[]): string[] {
  const tables = new Map<number, string[]>()
  for (const { known } of found)
    tables.set(known.table, [...(tables.get(known.table) ?? []), known.row.key])
  return [...tables.values()].sort((a, b) => b.length - a.length)[0] ?? []
}
