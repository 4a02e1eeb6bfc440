/**
 * A whole list as a file, page by page, pinned to one moment and without an open transaction. It ends with the count
 * of what stands above; where it fails half-way the stream is broken off and never looks complete.
 */
import { createHash } from 'node:crypto'
import {
  type Captions,
  csvEnd,
  csvHeader,
  csvLine,
  geoJsonBegin,
  geoJsonEnd,
  geoJsonPiece,
  writeDictionary,
  writeXlsx,
  xlsxType,
} from '@konbit/formats'
import type { ListQuery, RecordView } from '@konbit/ledger'
import { type Refusal, type Register, refuse } from '@konbit/model'
import { dayAt } from './moments.ts'
import type { Ask } from './route.ts'
import type { Answer } from './wire.ts'

type Format = 'csv' | 'xlsx' | 'geojson'
const types: Record<Format, string> = {
  csv: 'text/csv; charset=utf-8; header=present',
  xlsx: xlsxType,
  geojson: 'application/geo+json; charset=utf-8',
}

type Whole = Omit<ListQuery, 'limit' | 'cursor' | 'total'>

export async function exportLines(
  register: Register,
  ask: Ask,
  asked: Whole,
  format: Format,
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
  const lines = {
    csv: () => csv(register, ask, asked, first, rest),
    xlsx: () => xlsx(register, ask, asked, first, rest),
    geojson: () => geoJson(register, ask, first, rest),
  }[format]
  const marked = mission.exercise ? 'exercise-' : ''
  return {
    status: 200,
    type: types[format],
    headers: {
      'content-disposition': `attachment; filename="${marked}${mission.id}-${register.name}-${day}.${format}"`,
      link: `</api/${mission.id}/${register.name}?format=dictionary>; rel="describedby"; type="text/csv"`,
    },
    lines: lines(),
  }
}

/** What the columns of such a file mean, as a file beside it. */
export const exportDictionary = (register: Register, { mission }: Ask): Answer => ({
  status: 200,
  type: types.csv,
  headers: {
    'content-disposition': `attachment; filename="${mission.id}-${register.name}-columns.csv"`,
  },
  lines: one(writeDictionary(register)),
})

async function* one(text: string): AsyncGenerator<string> {
  yield text
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

/** Each page with the captions of what it refers to. */
async function* captioned(
  register: Register,
  { house, reader }: Ask,
  { moment }: Whole,
  pages: Pages,
): AsyncGenerator<{ rows: RecordView[]; captions: Captions }> {
  const names = Object.entries(register.fields)
    .filter(([, { kind }]) => kind.name === 'ref')
    .map(([name]) => name)
  for await (const rows of pages) {
    const ids = new Set(
      rows.flatMap(({ fields }) =>
        names.flatMap((name) => (fields[name] as string | undefined) ?? []),
      ),
    )
    const found = ids.size > 0 ? await house.ledger.captions(reader, [...ids], moment) : new Map()
    yield { rows, captions: new Map([...found].map(([id, { caption }]) => [id, caption])) }
  }
}

async function* csv(
  register: Register,
  ask: Ask,
  asked: Whole,
  first: IteratorResult<RecordView[]>,
  rest: Pages,
) {
  const hash = createHash('sha256')
  const hashed = (text: string): string => {
    hash.update(text)
    return text
  }
  yield hashed(csvHeader(register))
  let count = 0
  for await (const { rows, captions } of captioned(register, ask, asked, all(first, rest))) {
    yield hashed(rows.map((row) => csvLine(register, row, captions)).join(''))
    count += rows.length
  }
  yield csvEnd(register, count, {
    digest: hash.digest('hex'),
    ...(ask.mission.exercise ? { mark: exercise } : {}),
  })
}

function xlsx(
  register: Register,
  ask: Ask,
  asked: Whole,
  first: IteratorResult<RecordView[]>,
  rest: Pages,
): AsyncGenerator<Uint8Array> {
  const { mission, person } = ask
  const filter = { ...asked.filter, ...(asked.text ? { q: asked.text } : {}) }
  const lines: [string, string][] = [
    ['Register', register.plural],
    ['Mission', mission.name],
    ...(mission.exercise ? ([['Exercise', exercise]] as [string, string][]) : []),
    ['As it was on', asked.moment.atText],
    ['As it was known on', asked.moment.knownText],
    ['Filter', JSON.stringify(filter)],
    ['Handling marking', register.label],
    ['As seen by', person.title],
  ]
  return writeXlsx(register, captioned(register, ask, asked, all(first, rest)), {
    lines,
    words: { rows: 'Records', digest: 'SHA-256 of the CSV without its last line', about: 'About' },
    ...(mission.exercise ? { banner: exercise } : {}),
    hash: createHash('sha256'),
  })
}

const exercise = 'EXERCISE: synthetic data, made for training. Nothing here happened.'

async function* geoJson(
  register: Register,
  { mission }: Ask,
  first: IteratorResult<RecordView[]>,
  rest: Pages,
) {
  yield geoJsonBegin(mission.exercise ? exercise : undefined)
  let count = 0
  for await (const rows of all(first, rest)) {
    yield rows.map((row, index) => geoJsonPiece(register, row, count + index)).join('')
    count += rows.length
  }
  yield geoJsonEnd(count)
}
