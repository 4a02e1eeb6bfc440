/** A report begun: a template’s blocks for one period, asked of the record as it was known at one place. */
import { addDays } from '@konbit/model'
import type { Period, ReportBlock, ReportTemplate, TemplateBlock } from '@konbit/registers'
import { askAgain, type Eyes } from './pinned.ts'
import type { Telling } from './told.ts'

/** The first day of the period that ends on a day. */
export function periodOf(period: Period, endsOn: string): string {
  if (period === 'day') return endsOn
  const after = addDays(endsOn, 1)
  const [year, month] = after.split('-').map(Number) as [number, number]
  const back = period === 'month' ? 1 : 3
  const first = new Date(Date.UTC(year, month - 1 - back, Number(after.slice(8))))
  return first.toISOString().slice(0, 10)
}

export type Begun = { blocks: ReportBlock[]; startsOn: string }

/** The same template, period, place and eyes give the same blocks. */
export async function begin(
  eyes: Eyes,
  template: ReportTemplate,
  {
    endsOn,
    startsOn = periodOf(template.period, endsOn),
    known,
  }: {
    endsOn: string
    startsOn?: string | undefined
    known: number
  },
  telling: Telling,
): Promise<Begun> {
  const asked = template.blocks
    .filter((block) => isKnown(block, eyes))
    .map((block) => blockOf(block, { startsOn, endsOn, known }, telling))
  const { blocks, lost } = await askAgain(eyes, asked)
  return { blocks: blocks.filter((_, place) => !lost.includes(place)), startsOn }
}

/** A mission may have switched a register off that a template speaks of. */
const isKnown = (block: TemplateBlock, { measures, registers }: Eyes): boolean =>
  'measure' in block
    ? measures.has(block.measure)
    : block.kind === 'list'
      ? registers.has(block.register)
      : true

type Span = { startsOn: string; endsOn: string; known: number }

function blockOf(
  block: TemplateBlock,
  { startsOn, endsOn, known }: Span,
  { t, date }: Telling,
): ReportBlock {
  const pin = { at: endsOn, known }
  switch (block.kind) {
    case 'heading':
      return { kind: 'heading', ...(block.level ? { level: block.level } : {}), text: t(block.key) }
    case 'paragraph':
      return {
        kind: 'paragraph',
        text: t(block.key, { from: date(startsOn), to: date(endsOn) }),
      }
    case 'figure':
      return {
        kind: 'figure',
        measure: block.measure,
        unit: '',
        ...pin,
        value: null,
        ...(block.compared && startsOn < endsOn ? { beforeAt: addDays(startsOn, -1) } : {}),
      }
    case 'table':
      return {
        kind: 'table',
        measure: block.measure,
        by: block.by,
        unit: '',
        ...pin,
        value: null,
        rows: [],
      }
    case 'chart':
      return {
        kind: 'chart',
        measure: block.measure,
        unit: '',
        ...pin,
        from: addDays(endsOn, -block.days),
        step: block.step,
        points: [],
      }
    case 'list':
      return {
        kind: 'list',
        register: block.register,
        filter: { [block.date]: { from: startsOn, to: endsOn } },
        columns: [...block.columns],
        sort: block.date,
        ...pin,
        rows: [],
        total: 0,
      }
  }
}
