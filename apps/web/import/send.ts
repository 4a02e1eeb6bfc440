/**
 * Rows on their way to a register, from a file, a paste or a selection: sent to the one address that takes them, which
 * says how far it is and in the end what came of each. And what a person chose of a file's columns, remembered by the server.
 */
import { toLine } from '@konbit/formats/cells'
import { type Detail, get, Problem, post, query, type Told } from '../api/client.ts'
import type { RegisterView } from '../api/types.ts'

export type Outcome = 'lands' | 'landed' | 'same' | 'refused' | 'held'
export type Wrong = Detail & { column?: string }
export type Item = {
  row: number
  verb: string
  outcome: Outcome
  record?: string
  caption?: string
  seq?: number
  problem?: string
  why?: string
  told?: readonly Told[]
  wrong?: Wrong[]
  cells?: string[]
}
export type Column = { column: string; field: string | null; samples: string[] }
export type Report = {
  dry: boolean
  all: boolean
  columns: Column[]
  unknown: Wrong[]
  rows: number
  counts: Record<Outcome, number>
  items: Item[]
}
export type Step = { step: 'look' | 'decide' | 'land'; done: number; of: number }
/** What a column is: a field, `id`, or '' to leave it out. */
export type Mapping = Readonly<Record<string, string>>

export type Rows = { type: string; body: Blob; name: string }
export type Asked = {
  /** The same rows sent again under the same id are harmless. */
  id: string
  dry: boolean
  all?: boolean
  verb?: string | undefined
  map?: Mapping
  at?: string | undefined
  because?: string | undefined
}

/** The entries that were made, where the report lists them all: of very many it names only some. */
export const madeOf = ({ items, counts }: Report): { record: string; seq: number }[] => {
  const made = items.flatMap(({ outcome, record, seq }) =>
    outcome === 'landed' && record && seq !== undefined ? [{ record, seq }] : [],
  )
  return made.length === counts.landed ? made : []
}

const endings: Record<string, string> = {
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  txt: 'text/tab-separated-values',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/geo+json',
  geojson: 'application/geo+json',
}
export const accepted = '.csv,.tsv,.txt,.xlsx,.geojson'

export const rowsOfFile = (file: File): Rows => ({
  type: endings[file.name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'text/csv',
  body: file,
  name: file.name,
})

/** Spreadsheets put tabs between the cells that they copy. */
export const rowsOfText = (text: string, name: string): Rows => {
  const [first = ''] = text.split('\n', 1)
  return {
    type: first.includes('\t') ? 'text/tab-separated-values' : 'text/csv',
    body: new Blob([text]),
    name,
  }
}

/** A UUID of version 8 made from what is sent, so that the same file dropped twice is the same import. */
export async function importId(rows: Rows, salt: string): Promise<string> {
  const bytes = await new Blob([rows.body, salt]).arrayBuffer()
  // Without a secure line there is no digest; then twice is not known to be the same.
  if (!crypto.subtle) return randomId()
  return uuidOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
}

const randomId = (): string => uuidOf(crypto.getRandomValues(new Uint8Array(16)))
function uuidOf(bytes: Uint8Array): string {
  const hex = [...bytes.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
}

/** Returns the report; throws a `Problem` where nothing of it could be taken. */
export async function sendRows(
  mission: string,
  register: string,
  rows: Rows,
  { id, dry, all = false, verb, map, at, because }: Asked,
  onStep: (step: Step) => void = () => {},
): Promise<Report> {
  const address = `/api/${mission}/${register}/import${query({
    import: id,
    dry: String(dry),
    all: String(all),
    verb,
    at,
    because,
    ...(map && Object.keys(map).length > 0 ? { map: JSON.stringify(map) } : {}),
  })}`
  const noLine = (): never => {
    throw new Problem('no-line', 0, '')
  }
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': rows.type, accept: 'application/x-ndjson' },
    body: rows.body,
  }).catch(noLine)
  if (!response.ok || !response.body) throw problemOf(response.status, await response.json())
  let rest = ''
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  for (;;) {
    const { done, value } = await reader.read().catch(noLine)
    rest += value ?? ''
    const lines = rest.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const told = JSON.parse(line) as Step & { report?: Report; problem?: { status: number } }
      if (told.report) return told.report
      if (told.problem) throw problemOf(told.problem.status, told.problem)
      onStep(told)
    }
    // A stream that ends without a report was broken off: what has landed stays, and sending again is harmless.
    if (done) return noLine()
  }
}

function problemOf(status: number, body: unknown): Problem {
  const {
    type = '',
    detail = '',
    errors,
  } = body as {
    type?: string
    detail?: string
    errors?: Wrong[]
  }
  return new Problem(type.split('/').pop() || 'failed', status, detail, errors ? { errors } : {})
}

/** A table of texts as CSV that no spreadsheet will run. */
export const csvOf = (lines: readonly (readonly string[])[]): string => lines.map(toLine).join('')

/** What was chosen before, at whatever machine; nothing where that cannot be had, since it is only a convenience. */
const keptMapping = (mission: string, register: RegisterView): Promise<Mapping> =>
  get<{ map: Mapping }>(`/${mission}/columns`, { register: register.name }).then(
    ({ map }) => map,
    () => ({}),
  )
export const keepMapping = (
  mission: string,
  register: RegisterView,
  map: Mapping,
): Promise<unknown> =>
  post(`/${mission}/columns`, { register: register.name, map }).catch(() => undefined)

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

/** What each column of the file is: as chosen before, as the server read it, or as the titles of this page say. */
export async function mappingFor(
  mission: string,
  register: RegisterView,
  columns: readonly Column[],
): Promise<Mapping> {
  const kept = await keptMapping(mission, register)
  const titles = new Map(
    Object.entries(register.fields).map(([name, { title }]) => [plain(title), name]),
  )
  const taken = new Set(columns.flatMap(({ field }) => field ?? []))
  const entries = columns.map(({ column, field }): [string, string] => {
    const before = kept[column]
    if (before !== undefined && (before === '' || before === field || !taken.has(before)))
      return [column, before]
    if (field !== null) return [column, field]
    const titled = titles.get(plain(column)) ?? ''
    return [column, taken.has(titled) ? '' : titled]
  })
  return Object.fromEntries(entries)
}
