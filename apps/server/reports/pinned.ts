/**
 * Asks what a report's blocks pin: a query, a day, a place in the record. The same eyes get the same answer for ever, so a report
 * made for a past day is the one that was made then.
 */
import type { Filter, Ledger, Mission, Moment, Reader } from '@konbit/ledger'
import { addDays, type Field, isRefusal, type Measure, type Registers } from '@konbit/model'
import { type PinnedBlock, POINTS_MAX, type ReportBlock, ROWS_MAX } from '@konbit/registers'

/** With whose eyes it is asked. */
export type Eyes = {
  ledger: Ledger
  registers: Registers
  measures: ReadonlyMap<string, Measure>
  mission: Pick<Mission, 'id' | 'zone'>
  reader: Reader
}

export const isPinned = (block: ReportBlock): block is PinnedBlock =>
  block.kind !== 'heading' && block.kind !== 'paragraph'

/** Every block asked anew where it is pinned; what cannot be asked any more stays as it is and is told in `lost`. */
export async function askAgain(
  eyes: Eyes,
  blocks: readonly ReportBlock[],
): Promise<{ blocks: ReportBlock[]; lost: number[] }> {
  const moments = new Map<string, Promise<Moment>>()
  const momentOf = (at: string, known: number): Promise<Moment> => {
    const key = `${at} ${known}`
    const found = moments.get(key) ?? momentAt(eyes, at, known)
    moments.set(key, found)
    return found
  }
  const lost: number[] = []
  const asked: ReportBlock[] = []
  for (const [place, block] of blocks.entries()) {
    const again = isPinned(block) ? await askOne(eyes, block, momentOf) : block
    if (!again) lost.push(place)
    asked.push(again ?? block)
  }
  return { blocks: asked, lost }
}

/** The end of a civil day, as known when the record had so many entries. */
async function momentAt({ ledger, mission }: Eyes, at: string, known: number): Promise<Moment> {
  const moment = await ledger.moment(mission.id, { at })
  if (isRefusal(moment)) throw new Error(`a day that was checked is refused: ${at}`)
  return { ...moment, known, isNow: false }
}

type MomentOf = (at: string, known: number) => Promise<Moment>

async function askOne(
  eyes: Eyes,
  block: PinnedBlock,
  momentOf: MomentOf,
): Promise<PinnedBlock | undefined> {
  const moment = await momentOf(block.at, block.known)
  if (block.kind === 'list') return askList(eyes, block, moment)
  const { ledger, reader, measures } = eyes
  const measure = measures.get(block.measure)
  if (!measure) return undefined
  const by = block.kind === 'chart' ? undefined : partOf(block, measure)
  const name = block.measure
  const found = await ledger.measure(reader, { name, moment, ...(by ? { by } : {}) })
  if (isRefusal(found)) return undefined
  const { unit, partial: isPartial } = found
  const told = {
    unit,
    ...(isPartial ? { partial: true as const } : {}),
    ...named('sources', await sourcesOf(eyes, name, moment)),
  }
  if (block.kind === 'chart') {
    const { from, step, at } = block
    const series = await ledger.series(reader, { name, moment, from, to: at, step })
    if (isRefusal(series) || series.points.length > POINTS_MAX) return undefined
    const points = series.points.map(({ day, value }) => ({ day, value }))
    return { ...bare(block), ...told, points }
  }
  const captions = await captionsOf(
    eyes,
    found.rows.flatMap(({ key }) => key ?? []),
    moment,
  )
  if (block.kind === 'table') {
    const rows = found.rows
      .map(({ key, value }) => ({
        key,
        ...named('caption', captions.get(key ?? '')),
        value,
      }))
      .sort((a, b) => b.value - a.value || ((a.key ?? '') < (b.key ?? '') ? -1 : 1))
      .slice(0, ROWS_MAX)
    return { ...bare(block), ...told, value: found.value, rows }
  }
  const { key, beforeAt } = block
  const part = (rows: typeof found.rows, whole: number | null): number | null =>
    key ? (rows.find((row) => row.key === key)?.value ?? null) : whole
  const then =
    beforeAt &&
    (await ledger.measure(reader, {
      name,
      moment: await momentOf(beforeAt, block.known),
      ...(by ? { by } : {}),
    }))
  return {
    ...bare(block),
    ...told,
    ...named('caption', key ? captions.get(key) : undefined),
    value: part(found.rows, found.value),
    ...(then && !isRefusal(then) ? { before: part(then.rows, then.value) } : {}),
  }
}

/** Under which breakdown it is asked. */
const partOf = (
  block: Extract<PinnedBlock, { kind: 'figure' | 'table' }>,
  measure: Measure,
): string | undefined =>
  block.by ?? (block.kind === 'figure' && block.key ? measure.by?.[0] : undefined)

/** The question without the answer it had. */
function bare<Block extends PinnedBlock>(block: Block): Block {
  const {
    partial: _,
    sources: __,
    caption: ___,
    before: ____,
    ...rest
  } = {
    partial: undefined,
    sources: undefined,
    caption: undefined,
    before: undefined,
    ...block,
  }
  return rest as unknown as Block
}

const named = <Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): Partial<Record<Name, Value>> =>
  (value === undefined ? {} : { [name]: value }) as Partial<Record<Name, Value>>

const isId = (key: string): boolean => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(key)

async function captionsOf(
  { ledger, reader }: Eyes,
  keys: readonly string[],
  moment: Moment,
): Promise<Map<string, string>> {
  const ids = [...new Set(keys.filter(isId))].slice(0, 2 * ROWS_MAX)
  if (ids.length === 0) return new Map()
  const found = await ledger.captions(reader, ids, moment)
  return new Map([...found].map(([id, { caption }]) => [id, caption.slice(0, 300)]))
}

const RESTS = 50
const SOURCES = 6

/** Titles of the publications that the latest records behind it rest on; nothing where there are none. */
async function sourcesOf(
  { ledger, reader }: Eyes,
  name: string,
  moment: Moment,
): Promise<string[] | undefined> {
  const rests = await ledger.rests(reader, { name, moment, limit: RESTS })
  if (isRefusal(rests)) return undefined
  const ids = rests.items.flatMap(({ id, register, fields }) =>
    register === 'claim' ? [id] : ((fields.claims as string[] | undefined) ?? []),
  )
  if (ids.length === 0) return undefined
  const claims = await ledger.records(reader, {
    register: 'claim',
    ids: [...new Set(ids)].slice(0, RESTS),
    moment,
  })
  const published = [...claims.values()].flatMap(({ fields }) =>
    typeof fields.source === 'string' ? [fields.source] : [],
  )
  const captions = await captionsOf({ ledger, reader } as Eyes, published, moment)
  const titles = [...new Set(captions.values())].sort().slice(0, SOURCES)
  return titles.length > 0 ? titles : undefined
}

async function askList(
  eyes: Eyes,
  block: Extract<PinnedBlock, { kind: 'list' }>,
  moment: Moment,
): Promise<PinnedBlock | undefined> {
  const { ledger, reader, registers } = eyes
  const register = registers.get(block.register)
  if (!register || block.columns.some((one) => one !== 'state' && !register.fields[one]))
    return undefined
  const page = await ledger.list(reader, {
    register: block.register,
    moment,
    filter: block.filter as Filter,
    ...(block.sort ? { sort: block.sort } : {}),
    limit: ROWS_MAX,
  })
  if (isRefusal(page)) return undefined
  const refs = page.items.flatMap(({ fields }) =>
    block.columns.flatMap((one) => (register.fields[one]?.to ? (fields[one] as string) : [])),
  )
  const captions = await captionsOf(eyes, refs.flat(), moment)
  const rows = page.items.map(({ fields, state }) =>
    block.columns.map((one) => {
      if (one === 'state') return state
      const value = fields[one]
      if (value === undefined) return ''
      const field = register.fields[one] as Field
      const printed = [value].flat().map((single) => captions.get(String(single)))
      const text = field.to
        ? printed.map((caption) => caption ?? '–').join(', ')
        : field.kind.print(value as never)
      return text.slice(0, 300)
    }),
  )
  return { ...block, rows, total: page.total ?? rows.length }
}

/** The same question on another day and of another place in the record: a period moves as a whole. */
export function moved(block: PinnedBlock, at: string, known: number): PinnedBlock {
  const days = Math.round((Date.parse(at) - Date.parse(block.at)) / 86_400_000)
  const shift = (day: string): string => addDays(day, days)
  const pin = { at, known }
  if (block.kind === 'chart') return { ...block, ...pin, from: shift(block.from) }
  if (block.kind === 'figure')
    return { ...block, ...pin, ...named('beforeAt', block.beforeAt && shift(block.beforeAt)) }
  if (block.kind === 'table') return { ...block, ...pin }
  const filter = Object.entries(block.filter).map(([name, asked]) => [
    name,
    typeof asked === 'object' && !Array.isArray(asked)
      ? {
          ...named('from', asked.from && shift(asked.from)),
          ...named('to', asked.to && shift(asked.to)),
        }
      : asked,
  ])
  return { ...block, ...pin, filter: Object.fromEntries(filter) }
}
