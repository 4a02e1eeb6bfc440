/**
 * Sources, statements and dated events: rows of three tables become drafts, to the letter. A statement becomes known on
 * the last possible day of its source's publication, or on that of its own date where the source bears none.
 */
import { entryInstant, type Fields, isWhen, type Place } from '@konbit/model'
import { lastDayOf, laterOf, type Sheet } from './draft.ts'
import type { MissionFile, Subject } from './mission.ts'
import type { Row } from './table.ts'

/** One sentence that says why a row did not land; nothing when it did. */
export type Landing = string | undefined

/** `at least` and `gang_action` as the record keeps them: atLeast, gangAction. */
export const camel = (words: string): string =>
  words.trim().replace(/[ _-]+(\w)/g, (_, letter: string) => letter.toUpperCase())
const kinds: Readonly<Record<string, string>> = { NGO: 'civilSociety', 'UN document': 'unDocument' }

/** Leaves out what is empty: an empty cell is no value. */
export const filled = (fields: Record<string, unknown>): Fields =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''),
  )
const numberOf = (cell: string | undefined): number | undefined =>
  cell !== undefined && /^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : undefined

export function readSource(sheet: Sheet, row: Row): Landing {
  const {
    source_id: code = '',
    title,
    publisher,
    author,
    published_date: published = '',
    url,
    kind = '',
    reliability,
  } = row
  return sheet.add({
    register: 'source',
    key: code,
    verb: 'enter',
    ...(published === '' ? {} : { at: published }),
    input: filled({
      code,
      title,
      publisher,
      author,
      publishedOn: published,
      url,
      kind: kinds[kind] ?? camel(kind),
      reliability,
    }),
  })
}

export type Published = (source: string) => string | undefined

export function readClaim(
  sheet: Sheet,
  row: Row,
  mission: MissionFile,
  published: Published,
): Landing {
  const {
    claim_id: code = '',
    subject = '',
    as_of_date: asOf = '',
    source_id: source = '',
    unit = '',
    value = '',
  } = row
  const day = lastDayOf(published(source) ?? '') ?? lastDayOf(asOf)
  if (!day) return 'Neither its source nor the statement itself bears a date.'
  const isDate = unit === 'date' && isWhen(value)
  const number = isDate ? undefined : numberOf(value)
  const { speaksFor, party, pcode } = subjectOf(subject, mission)
  return sheet.add({
    register: 'claim',
    key: code,
    verb: 'enter',
    at: notAfter(asOf, day, mission.zone),
    day,
    input: filled({
      code,
      measure: row.measure,
      subject,
      speaksFor,
      party: party && sheet.has('organisation', party) ? party : undefined,
      pcode,
      value: number,
      valueText: number === undefined ? value : undefined,
      valueDate: isDate ? value : undefined,
      low: numberOf(row.value_low),
      high: numberOf(row.value_high),
      unit,
      asOf,
      asOfBasis: row.as_of_basis,
      periodFirst: row.period_start,
      periodLast: row.period_end,
      period: periodOf(row.period_start ?? '', row.period_end ?? ''),
      precision: camel(row.precision ?? ''),
      source,
      locator: row.locator,
      valueRaw: row.value_raw,
      attributedTo: row.attributed_to,
      note: row.note,
    }),
  })
}

/** A date as an entry may bear it: itself, or the day it became known where it lies beyond that day. */
function notAfter(when: string, day: string, zone: string): string {
  const instant = entryInstant(when, zone)
  return instant === undefined || instant > (entryInstant(day, zone) as number) ? day : when
}

/** What a subject stands for: as the mission file says, else by its form. */
export function subjectOf(subject: string, { subjects, pcodes }: MissionFile): Subject {
  const told = subjects[subject]
  if (told) return told
  if (subject.includes('+')) return { speaksFor: 'several' }
  if (/^[A-Z]{3}$/.test(subject)) return { speaksFor: 'organisation', party: subject }
  if (pcodes && new RegExp(`^${pcodes}\\d`).test(subject))
    return { speaksFor: 'area', pcode: subject }
  const form = /^(place|base|incident|[A-Z]{3}):/.exec(subject)?.[1]
  if (form === 'place' || form === 'base') return { speaksFor: 'place' }
  if (form === 'incident') return { speaksFor: 'incident' }
  if (form) return { speaksFor: 'officer', party: form }
  return { speaksFor: subject.startsWith('UNSCR ') ? 'instrument' : 'other' }
}

const quarters = ['01-01/03-31', '04-01/06-30', '07-01/09-30', '10-01/12-31']
function periodOf(first: string, last: string): string | undefined {
  if (first === '' && last === '') return undefined
  const span = `${first.slice(5)}/${last.slice(5)}`
  if (first.slice(0, 4) !== last.slice(0, 4)) return 'other'
  if (span === '01-01/12-31') return 'year'
  if (quarters.includes(span)) return 'quarter'
  return first.endsWith('-01') && last === lastDayOf(first.slice(0, 7)) ? 'month' : 'other'
}

export function readEvent(
  sheet: Sheet,
  row: Row,
  _mission: MissionFile,
  published: Published,
): Landing {
  const { event_id: code = '', date = '', source_id: source = '', actor = '' } = row
  const own = lastDayOf(date)
  if (!own) return 'It bears no date.'
  const told = lastDayOf(published(source) ?? '') ?? own
  return sheet.add({
    register: 'event',
    key: code,
    verb: 'enter',
    at: date,
    day: laterOf(told, own),
    input: filled({
      code,
      title: row.title,
      category: camel(row.category ?? ''),
      occurredOn: date,
      where: placeOf(row),
      parties: actor === '' ? undefined : actor.split('+'),
      source,
      note: row.note,
    }),
  })
}

const precisionOf: Readonly<Record<string, Place['precision']>> = {
  point: 'point',
  section_label_point: 'section',
  commune_label_point: 'commune',
  department_label_point: 'department',
}

/** A point without a P-code lies abroad; a name without a point is kept as a name. */
function placeOf({
  place: name,
  admin_pcode: pcode,
  lat,
  lon,
  geo_precision: precision = '',
}: Row): Fields | undefined {
  const isPlaced = lat !== '' && lon !== ''
  if (!name && !pcode && !isPlaced) return undefined
  return filled({
    name,
    pcode,
    lon: isPlaced ? Number(lon) : undefined,
    lat: isPlaced ? Number(lat) : undefined,
    precision: isPlaced && !pcode ? 'abroad' : (precisionOf[precision] ?? 'unknown'),
  })
}
