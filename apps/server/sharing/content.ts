/**
 * What a release holds, before any mark: its chosen registers as a reader cleared for partners sees them and no more, so that
 * Postgres decides and nothing above that marking can be in it. Pinned by the preview under its digest, kept sealed, and from then
 * on the only thing that is let go.
 */
import type { Filter, Moment, Reader, RecordView } from '@konbit/ledger'
import { type Field, isRefusal, labelOf, type Refusal, type Register, refuse } from '@konbit/model'
import { bytesOf, canonical } from '@konbit/proof'
import { type ShareableName, shareable, shownOf } from '@konbit/registers'
import { digestOf } from '../documents/seal.ts'
import type { House, MissionHere } from '../house.ts'
import { type Voice, voiceOf } from '../notices/compose.ts'
import { type Cell, type Column, plain, type Table } from './mark.ts'

export const ROWS_MAX = 2000
const PAGE = 200
export const MEDIA = 'application/vnd.konbit.release+json'
/** Withdrawn as not so: neither is told to anybody. */
const gone = new Set(['struck', 'withdrawn'])
/** The reader's own sight, narrowed: nothing above it is read at all. */
const forPartners = { clearances: [{ label: 'partner', unit: '*' }] } as const

export type Content = {
  format: 'konbit/release-content/1'
  mission: string
  missionName: string
  exercise: boolean
  number: string
  title: string
  purpose: string
  level: 'public' | 'partner'
  language: string
  /** The record's moment that was read. */
  at: string
  knownSeq: number
  tables: readonly Table[]
}
export type Previewed = { content: Content; digest: string; counted: number }

const texts = (value: unknown): string[] => (Array.isArray(value) ? (value as string[]) : [])
const given = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

export async function contentOf(
  house: House,
  mission: MissionHere,
  reader: Reader,
  release: RecordView,
): Promise<Previewed | Refusal> {
  const { fields } = release
  const moment = await house.ledger.moment(mission.id)
  if (isRefusal(moment)) return moment
  const language = given(fields.workingLanguage) ?? 'fr'
  const voice = voiceOf(language)
  const reading = { house, moment, reader: { ...reader, view: forPartners }, voice }
  const tables: Table[] = []
  let counted = 0
  let isPartner = false
  for (const name of texts(fields.shares) as ShareableName[]) {
    const register = house.registers.get(name)
    if (!register || !Object.hasOwn(shareable, name)) continue
    const rows = await recordsOf(reading, register, name, fields, ROWS_MAX - counted)
    if (isRefusal(rows)) return rows
    counted += rows.length
    const names = shownOf(name, texts(fields.withholds)).filter((one) => register.fields[one])
    isPartner ||= await holdsPartner(reading, register, names, rows)
    tables.push(await tableOf(reading, register, names, rows))
  }
  if (counted === 0)
    return refuse('invalid-input', 'Nothing that may be shared is in what was chosen.', [
      { field: 'shares', needs: 'registers that hold something of the period' },
    ])
  const content: Content = {
    format: 'konbit/release-content/1',
    mission: mission.id,
    missionName: mission.name,
    exercise: mission.exercise === true,
    number: String(fields.number),
    title: plain(String(fields.title)),
    purpose: plain(String(fields.purpose)),
    level: isPartner ? 'partner' : 'public',
    language: voice.language,
    at: moment.knownText,
    knownSeq: moment.known,
    tables,
  }
  return { content, digest: digestOf(bytesFor(content)), counted }
}

export const bytesFor = (content: Content): Uint8Array => bytesOf(canonical(content))

type Reading = { house: House; moment: Moment; reader: Reader; voice: Voice }

async function recordsOf(
  { house, moment, reader }: Reading,
  register: Register,
  name: ShareableName,
  { periodFirst, periodLast, onlyIncidents }: RecordView['fields'],
  most: number,
): Promise<RecordView[] | Refusal> {
  const tooMany = refuse('too-many', `A release holds at most ${ROWS_MAX} rows: narrow the period.`)
  const ids = name === 'incident' ? texts(onlyIncidents) : []
  if (ids.length > most) return tooMany
  if (ids.length > 0) {
    const found = await house.ledger.records(reader, { register: name, ids, moment })
    return ids.flatMap((id) => found.get(id) ?? []).filter(({ state }) => !gone.has(state))
  }
  const { date } = shareable[name] as { date?: string }
  const [from, to] = [given(periodFirst), given(periodLast)]
  const filter: Filter =
    date && (from || to) ? { [date]: { ...(from ? { from } : {}), ...(to ? { to } : {}) } } : {}
  const rows: RecordView[] = []
  let cursor: string | undefined
  do {
    const page = await house.ledger.list(reader, {
      ...{ register: register.name, moment, filter, limit: PAGE, total: 'none' },
      ...(cursor ? { cursor } : {}),
    })
    if (isRefusal(page)) return page
    rows.push(...page.items.filter(({ state }) => !gone.has(state)))
    if (rows.length > most) return tooMany
    cursor = page.next ?? undefined
  } while (cursor)
  return rows
}

async function tableOf(
  { house, moment, reader, voice }: Reading,
  register: Register,
  names: readonly string[],
  records: readonly RecordView[],
): Promise<Table> {
  const fields = names.map((name) => [name, register.fields[name] as Field] as const)
  const pointing = fields.filter(([, { to }]) => to).map(([name]) => name)
  const ids = new Set(
    records.flatMap((one) =>
      pointing.flatMap((name) => (one.fields[name] ?? []) as string[] | string),
    ),
  )
  const captions = new Map<string, string>()
  for (const [id, { caption }] of await house.ledger.captions(reader, [...ids], moment))
    captions.set(id, caption)
  const columns: Column[] = fields.map(([name, { kind }]) => ({
    name,
    title: titleOf(voice, register.name, name),
    isText: ['line', 'prose', 'ref', 'refs', 'place'].includes(kind.name),
  }))
  const isStated = register.states.length > 1
  if (isStated) columns.push({ name: 'state', title: voice.t('shared.file.state'), isText: false })
  return {
    register: register.name,
    title: voice.t(`register.${register.name}.plural`),
    columns,
    rows: records.map((one) => ({
      key: one.id,
      cells: [
        ...fields.map(([name, field]) => cellOf(voice, field, one.fields[name], captions)),
        ...(isStated ? [wordOf(voice, `state.${register.name}`, one.state)] : []),
      ],
    })),
  }
}

/** Whether anything of it lies above what is public: by the register, or because the record was raised. */
async function holdsPartner(
  { house, moment, reader }: Reading,
  register: Register,
  names: readonly string[],
  rows: readonly RecordView[],
): Promise<boolean> {
  if (rows.length === 0) return false
  if ([register.label, ...names.map((one) => labelOf(register, one))].includes('partner'))
    return true
  const open = { ...reader, view: { clearances: [{ label: 'public', unit: '*' }] as const } }
  const ids = rows.map(({ id }) => id)
  return (
    (await house.ledger.records(open, { register: register.name, ids, moment })).size < ids.length
  )
}

/** The word of the vocabulary; where a register says another for its own field, that one. */
function titleOf({ t }: Voice, register: string, name: string): string {
  const own = `field.${register}.${name}`
  const said = t(own)
  return said === own ? t(`field.${name}`) : said
}
function wordOf({ t }: Voice, group: string, value: string): string {
  const own = `${group}.${value}`
  const said = t(own)
  return said === own ? t(`term.${value}`) : said
}

/** To about a kilometre: what happened to a patrol must not show where it sleeps. */
const coarse = (degrees: number): string => degrees.toFixed(2)

type Place = { name?: string; pcode?: string; lat?: number; lon?: number; precision?: string }

function cellOf(
  voice: Voice,
  field: Field,
  value: unknown,
  captions: ReadonlyMap<string, string>,
): Cell {
  if (value === undefined || value === null) return ''
  const { name } = field.kind
  if (name === 'ref') return plain(captions.get(String(value)) ?? '')
  if (name === 'refs')
    return texts(value)
      .flatMap((id) => plain(captions.get(id) ?? '') || [])
      .sort()
  if (name === 'choice') return wordOf(voice, 'term', String(value))
  if (name === 'place') {
    const { name: called, pcode, lat, lon, precision } = value as Place
    const point =
      lat === undefined || lon === undefined ? undefined : `${coarse(lat)} ${coarse(lon)}`
    const parts = [
      called && plain(called),
      pcode,
      point,
      precision && wordOf(voice, 'place', precision),
    ]
    return parts.filter(Boolean).join(' · ')
  }
  return plain(String(value))
}
