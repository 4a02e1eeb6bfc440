/**
 * A report as a paper: its blocks in words of one language, with the day, the place in the record, the digest and the sources of
 * each figure. Pure: the same blocks give the same paper.
 */
import { createHash } from 'node:crypto'
import { courseSvg, type Paper, type PaperPart } from '@konbit/formats/paper'
import type { Measure, Registers } from '@konbit/model'
import type { PinnedBlock, ReportBlock } from '@konbit/registers'
import { isPinned } from './pinned.ts'
import { templated } from './templated.ts'
import type { Telling } from './told.ts'

/** What stands on a paper beside its blocks. */
export type Cover = {
  mission: string
  isExercise: boolean
  title: string
  number?: string
  reportedTo?: string
  startsOn?: string
  endsOn: string
  /** Whose paper it is: as released, or a draft. */
  level: string
  state: string
  issuedOn?: string
}
export type Known = { registers: Registers; measures: ReadonlyMap<string, Measure> }

type Figure = Extract<PinnedBlock, { kind: 'figure' }>
type Measured = Extract<PinnedBlock, { measure: string }>

/** SHA-256 over the blocks as they are kept: two papers of one report bear the same. */
export const digestOfBlocks = (blocks: readonly ReportBlock[]): string =>
  createHash('sha256').update(JSON.stringify(blocks)).digest('hex')

export function paperOf(
  cover: Cover,
  blocks: readonly ReportBlock[],
  telling: Telling,
  known: Known,
): Paper {
  const { t, date, number, language, said } = telling
  const seq = Math.max(0, ...blocks.filter(isPinned).map((one) => one.known))
  const { mission, isExercise, title, startsOn, endsOn, level, state, issuedOn } = cover
  const digest = digestOfBlocks(blocks)
  const place = t('paper.entry', { seq })
  return {
    language,
    title,
    over: [mission, cover.number].filter(Boolean).join(' · '),
    ...bannerOf(isExercise, state, t),
    facts: [
      ...(cover.reportedTo
        ? [[t('paper.reportedTo'), said(`term.${cover.reportedTo}`, cover.reportedTo)]]
        : []),
      [
        t('paper.period'),
        startsOn && startsOn !== endsOn
          ? t('paper.fromTo', { from: date(startsOn), to: date(endsOn) })
          : date(endsOn),
      ],
      [t('paper.level'), said(`term.${level}`, level)],
      [
        t('paper.state'),
        `${said(`state.periodicReport.${state}`, said(`term.${state}`, state))}${issuedOn ? `, ${date(issuedOn)}` : ''}`,
      ],
      [t('paper.known'), place],
      [t('paper.digest'), digest],
    ] as [string, string][],
    parts: partsOf(blocks, cover, telling, known),
    notesTitle: t('paper.sources'),
    notes: [...notesOf(blocks, telling), t('paper.again')],
    foot: [
      mission,
      title,
      date(endsOn),
      t('paper.short', { seq: number(seq) }),
      digest.slice(0, 12),
    ].join(' · '),
    day: endsOn,
  }
}

function bannerOf(isExercise: boolean, state: string, t: Telling['t']): { banner?: string } {
  const words = [
    ...(isExercise ? [t('paper.exercise')] : []),
    ...(state === 'drafting' ? [t('paper.draft')] : []),
    ...(state === 'withdrawn' ? [t('paper.withdrawn')] : []),
  ]
  return words.length > 0 ? { banner: words.join(' · ') } : {}
}

/** Figures that follow each other are rows of one table. */
function partsOf(
  blocks: readonly ReportBlock[],
  cover: Cover,
  telling: Telling,
  known: Known,
): PaperPart[] {
  const parts: PaperPart[] = []
  let run: Figure[] = []
  const end = (): void => {
    if (run.length > 0) parts.push(figures(run, telling))
    run = []
  }
  for (const block of blocks) {
    if (block.kind === 'figure') {
      if (run[0] && run[0].beforeAt !== block.beforeAt) end()
      run.push(block)
      continue
    }
    end()
    if (block.kind === 'heading')
      parts.push({
        kind: 'heading',
        level: block.level ?? 1,
        text: templated(block.text, cover, telling),
      })
    else if (block.kind === 'paragraph') {
      const text = templated(block.text, cover, telling).trim()
      if (text) parts.push({ kind: 'paragraph', text })
    } else if (block.kind === 'table') parts.push(breakdown(block, telling))
    else if (block.kind === 'chart') parts.push(chart(block, telling))
    else parts.push(list(block, telling, known))
  }
  end()
  return parts
}

export const titleOf = (
  block: Pick<Figure, 'measure' | 'caption' | 'key'>,
  { said }: Telling,
): string => {
  const title = said(`measure.${block.measure}`, block.measure)
  return block.key ? `${title}: ${keyTold(block.key, block.caption, said)}` : title
}
const keyTold = (key: string, caption: string | undefined, said: Telling['said']): string =>
  caption ?? said(`term.${key}`, key)

function figures(run: readonly Figure[], telling: Telling): PaperPart {
  const { t, date, amount, signed, said } = telling
  const beforeAt = run[0]?.beforeAt
  const isPartial = run.some(({ partial }) => partial)
  const told = (value: number | null | undefined, unit: string): string =>
    value === null || value === undefined ? '–' : amount(value, unit)
  return {
    kind: 'table',
    caption: t('paper.figures', { date: date((run[0] as Figure).at) }),
    head: [
      t('paper.figure'),
      t('paper.unit'),
      t('paper.value'),
      ...(beforeAt ? [date(beforeAt), t('paper.change')] : []),
    ],
    numeric: [false, false, true, ...(beforeAt ? [true, true] : [])],
    rows: run.map((one) => [
      `${titleOf(one, telling)}${one.partial ? ' *' : ''}`,
      said(`unit.word.${one.unit}`, one.unit),
      told(one.value, one.unit),
      ...(beforeAt
        ? [
            told(one.before, one.unit),
            one.value === null || one.before === null || one.before === undefined
              ? ''
              : signed(one.value - one.before, one.unit),
          ]
        : []),
    ]),
    ...(isPartial ? { note: `* ${t('paper.partial')}` } : {}),
  }
}

function breakdown(block: Extract<PinnedBlock, { kind: 'table' }>, telling: Telling): PaperPart {
  const { t, date, amount, said } = telling
  const isHidden = block.rows.some(({ value }) => value === null)
  const unit = said(`unit.word.${block.unit}`, block.unit)
  return {
    kind: 'table',
    caption: t('paper.table', {
      title: titleOf(block, telling),
      by: said(`field.${block.by}`, block.by),
      date: date(block.at),
    }),
    head: [said(`field.${block.by}`, block.by), unit],
    numeric: [false, true],
    rows: [
      ...block.rows.map(({ key, caption, value }) => [
        key === null ? t('paper.notStated') : keyTold(key, caption, said),
        value === null ? '·' : amount(value, block.unit),
      ]),
      ...(block.value === null ? [] : [[t('paper.whole'), amount(block.value, block.unit)]]),
    ],
    ...noteOf([
      ...(isHidden ? [`· ${t('paper.hidden')}`] : []),
      ...(block.partial ? [t('paper.partial')] : []),
    ]),
  }
}
const noteOf = (notes: string[]): { note?: string } =>
  notes.length > 0 ? { note: notes.join(' ') } : {}

/** So many points stand beside a chart in words. */
const POINTS_TOLD = 12

function chart(block: Extract<PinnedBlock, { kind: 'chart' }>, telling: Telling): PaperPart {
  const { t, date, amount, said } = telling
  const title = titleOf(block, telling)
  const given = block.points.filter(({ value }) => value !== null) as {
    day: string
    value: number
  }[]
  const values = given.map(({ value }) => value)
  const told = (value: number | undefined): string =>
    value === undefined ? '–' : amount(value, block.unit)
  const every = Math.ceil(given.length / POINTS_TOLD)
  const heading = t('paper.chart', { title, from: date(block.from), to: date(block.at) })
  const head = [t('paper.day'), said(`unit.word.${block.unit}`, block.unit)]
  const note = `${t('paper.from', { name: block.measure })}${block.partial ? ` ${t('paper.partial')}` : ''}`
  // Axes without a line would look like nought: nothing known is said.
  if (given.length === 0)
    return {
      kind: 'table',
      caption: heading,
      head,
      numeric: [false, true],
      rows: [[t('paper.none'), '–']],
      note,
    }
  return {
    kind: 'chart',
    title: heading,
    alt: t('paper.chartAlt', {
      title,
      from: date(block.from),
      to: date(block.at),
      first: told(values[0]),
      last: told(values.at(-1)),
      lowest: told(values.length > 0 ? Math.min(...values) : undefined),
      highest: told(values.length > 0 ? Math.max(...values) : undefined),
    }),
    ...courseSvg({
      points: block.points,
      number: (value) => shortOf(value, telling),
      date,
    }),
    head,
    rows: given
      .filter((_, nth) => nth % every === 0 || nth === given.length - 1)
      .map(({ day, value }) => [date(day), amount(value, block.unit)]),
    note,
  }
}
const shortOf = (value: number, { number, t }: Telling): string =>
  Math.abs(value) >= 1e6 ? `${number(value / 1e6)} ${t('unit.million')}` : number(value)

function list(
  block: Extract<PinnedBlock, { kind: 'list' }>,
  telling: Telling,
  { registers }: Known,
): PaperPart {
  const { t, date, said } = telling
  const { register: name, columns, rows, total, filter } = block
  const span = Object.values(filter).find(
    (one): one is { from?: string; to?: string } => typeof one === 'object' && !Array.isArray(one),
  )
  const register = registers.get(name)
  const fields = register?.fields ?? {}
  const cell = (text: string, column: string): string => {
    if (text === '') return '–'
    const kind = fields[column]?.kind.name
    if (column === 'state') return said(`state.${name}.${text}`, said(`term.${text}`, text))
    if (kind === 'choice')
      return said(`choice.${name}.${column}.${text}`, said(`term.${text}`, text))
    return kind === 'when' ? date(text) : text
  }
  return {
    kind: 'table',
    caption: span
      ? t('paper.chart', {
          title: said(`register.${name}.plural`, name),
          from: date(span.from ?? block.at),
          to: date(span.to ?? block.at),
        })
      : t('paper.list', { title: said(`register.${name}.plural`, name), date: date(block.at) }),
    head: columns.map((one) =>
      one === 'state'
        ? t('paper.state')
        : said(`field.${name}.${one}`, said(`field.${one}`, fields[one]?.title ?? one)),
    ),
    numeric: columns.map((one) =>
      ['count', 'quantity', 'money'].includes(fields[one]?.kind.name ?? ''),
    ),
    rows:
      rows.length > 0
        ? rows.map((row) => row.map((text, nth) => cell(text, columns[nth] as string)))
        : [[t('paper.none'), ...columns.slice(1).map(() => '')]],
    ...(total > rows.length ? { note: t('paper.more', { count: total - rows.length }) } : {}),
  }
}

/** One line for each query: what is counted, on which day, as known at which entry, and what that rests on. */
function notesOf(blocks: readonly ReportBlock[], { t, said, date }: Telling): string[] {
  const lines = new Map<string, string>()
  for (const block of blocks.filter(isPinned)) {
    if (block.kind === 'list') {
      const key = `${block.register} ${block.at}`
      lines.set(
        key,
        t('paper.noteList', {
          title: said(`register.${block.register}.plural`, block.register),
          name: block.register,
          date: date(block.at),
          seq: block.known,
        }),
      )
      continue
    }
    const { measure, at, known, sources } = block as Measured
    const rests = sources ? ` ${t('paper.rests', { sources: sources.join('; ') })}` : ''
    lines.set(
      `${measure} ${at}`,
      `${t('paper.note', {
        title: said(`measure.${measure}`, measure),
        definition: said(`measure.${measure}.definition`, ''),
        name: measure,
        date: date(at),
        seq: known,
      })}${rests}`,
    )
  }
  return [...lines.values()]
}
