/** What a report says and what the same questions say now, value by value. */
import type { ReportBlock } from '@konbit/registers'
import { titleOf } from './paper.ts'
import { isPinned } from './pinned.ts'
import type { Telling } from './told.ts'

export type Compared = {
  place: number
  title: string
  part?: string
  unit: string
  pinned: number | null
  now: number | null
  sayPinned: string
  sayNow: string
}
type Value = { part?: string; unit: string; value: number | null }

/** Every value of the blocks, beside that of the same question asked again. */
export function compared(
  pinned: readonly ReportBlock[],
  again: readonly ReportBlock[],
  telling: Telling,
): Compared[] {
  return pinned.flatMap((block, place) => {
    const other = again[place]
    if (!isPinned(block) || !other || !isPinned(other)) return []
    const then = valuesOf(block, telling)
    const now = valuesOf(other, telling)
    const title = titleOfAny(block, telling)
    return [...new Set([...then.keys(), ...now.keys()])].map((key) => {
      const [was, is] = [then.get(key), now.get(key)]
      const { part, unit } = (was ?? is) as Value
      const say = (one: Value | undefined): string =>
        one?.value === null || one === undefined ? '–' : telling.amount(one.value, unit)
      return {
        place,
        title,
        ...(part ? { part } : {}),
        unit,
        pinned: was?.value ?? null,
        now: is?.value ?? null,
        sayPinned: say(was),
        sayNow: say(is),
      }
    })
  })
}

/** What a block is called, in the words of the paper. */
export const titleOfAny = (block: ReportBlock, telling: Telling): string =>
  block.kind === 'list'
    ? telling.said(`register.${block.register}.plural`, block.register)
    : 'measure' in block
      ? titleOf(block, telling)
      : block.text

/** A chart is compared by its place from the end: of another day, the same point of the course. */
function valuesOf(block: ReportBlock, { t, date, said }: Telling): Map<string, Value> {
  const values = new Map<string, Value>()
  if (!isPinned(block)) return values
  if (block.kind === 'list') values.set('total', { unit: '', value: block.total })
  else if (block.kind === 'chart')
    for (const [nth, { day, value }] of [...block.points].reverse().entries())
      values.set(String(nth), { part: date(day), unit: block.unit, value })
  else {
    values.set('whole', {
      unit: block.unit,
      value: block.value,
      ...(block.kind === 'table' ? { part: t('paper.whole') } : {}),
    })
    if (block.kind === 'figure' && block.beforeAt)
      values.set('before', {
        part: date(block.beforeAt),
        unit: block.unit,
        value: block.before ?? null,
      })
    if (block.kind === 'table')
      for (const { key, caption, value } of block.rows)
        values.set(`row ${key}`, {
          part: caption ?? (key === null ? t('paper.notStated') : said(`term.${key}`, key)),
          unit: block.unit,
          value,
        })
  }
  return values
}
