/**
 * A whole list as a file, page by page, pinned to one moment and without an open transaction. It ends with the count
 * of what stands above; where it fails half-way the stream is broken off and never looks complete.
 */
import { csvEnd, csvHeader, csvLine, geoJsonBegin, geoJsonEnd, geoJsonPiece } from '@konbit/formats'
import type { ListQuery, RecordView } from '@konbit/ledger'
import { type Refusal, type Register, refuse } from '@konbit/model'
import { dayAt } from './moments.ts'
import type { Ask } from './route.ts'
import type { Answer } from './wire.ts'

type Whole = Omit<ListQuery, 'limit' | 'cursor' | 'total'>

export async function exportLines(
  register: Register,
  ask: Ask,
  asked: Whole,
  format: 'csv' | 'geojson',
): Promise<Answer | Refusal> {
  const { house, reader, mission, query } = ask
  for (const name of ['limit', 'cursor', 'total']) {
    if (query[name] !== undefined)
      return refuse('invalid-query', undefined, [
        { field: name, needs: 'to be left out: an export is whole' },
      ])
  }
  const pages = house.ledger.pages(reader, asked)[Symbol.asyncIterator]()
  const first = await pages.next() // what can fail at once fails before the first byte
  const rest = { [Symbol.asyncIterator]: () => pages }
  const day = dayAt(ask, asked.moment)
  return {
    status: 200,
    type:
      format === 'csv'
        ? 'text/csv; charset=utf-8; header=present'
        : 'application/geo+json; charset=utf-8',
    headers: {
      'content-disposition': `attachment; filename="${mission.id}-${register.name}-${day}.${format}"`,
    },
    lines:
      format === 'csv' ? csv(register, ask, asked, first, rest) : geoJson(register, first, rest),
  }
}

type Pages = AsyncIterable<RecordView[]>

async function* all(
  first: IteratorResult<RecordView[]>,
  rest: Pages,
): AsyncGenerator<RecordView[]> {
  if (first.done) return
  yield first.value
  yield* rest
}

async function* csv(
  register: Register,
  { house, reader }: Ask,
  { moment }: Whole,
  first: IteratorResult<RecordView[]>,
  rest: Pages,
) {
  yield csvHeader(register)
  const names = Object.entries(register.fields)
    .filter(([, { kind }]) => kind.name === 'ref')
    .map(([name]) => name)
  let count = 0
  for await (const rows of all(first, rest)) {
    const ids = new Set(
      rows.flatMap(({ fields }) =>
        names.flatMap((name) => (fields[name] as string | undefined) ?? []),
      ),
    )
    const found = ids.size > 0 ? await house.ledger.captions(reader, [...ids], moment) : new Map()
    const captions = new Map([...found].map(([id, { caption }]) => [id, caption]))
    yield rows.map((row) => csvLine(register, row, captions)).join('')
    count += rows.length
  }
  yield csvEnd(register, count)
}

async function* geoJson(register: Register, first: IteratorResult<RecordView[]>, rest: Pages) {
  yield geoJsonBegin
  let count = 0
  for await (const rows of all(first, rest)) {
    yield rows.map((row, index) => geoJsonPiece(register, row, count + index)).join('')
    count += rows.length
  }
  yield geoJsonEnd(count)
}
