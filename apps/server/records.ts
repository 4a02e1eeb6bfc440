/**
 * The routes of one register, derived from it: list, enter, open, history, links, and one for each verb. The same for
 * every register; nothing here knows one by name.
 */

import { placeField, xlsxType } from '@konbit/formats'
import type { Filter, FilterValue, Moment, RecordView } from '@konbit/ledger'
import {
  type Field,
  type Filter as FilterForm,
  isRefusal,
  type Refusal,
  type Register,
} from '@konbit/model'
import { z } from 'zod'
import { sightShape } from './accessShapes.ts'
import { became } from './commands.ts'
import { exportDictionary, exportLines } from './exports.ts'
import { importRoute } from './import/routes.ts'
import { keepOn } from './kept.ts'
import { momentOf } from './moments.ts'
import { moments, NONE, type Param, type Params, paging, param } from './query.ts'
import { verbsOf } from './registers.ts'
import type { Ask, Route } from './route.ts'
import { entryShape, linksShape, listShape, page, receiptShape, recordShape } from './shapes.ts'
import { answerSight } from './sight.ts'
import { type Answer, ok } from './wire.ts'

const idText = z.uuid('a UUID')
const when = z.string().max(40)
const command = {
  id: idText.describe('The command’s id, made by the client: sending it twice is harmless'),
  at: when.optional().describe('When it became true: a year, month, day or instant; absent: now'),
  because: z.string().max(2000).optional().describe('The reason, kept with the entry'),
  onBehalfOf: z
    .string()
    .min(1)
    .max(120)
    .optional()
    .describe('Whose deed or observation is entered, as rank and name or appointment'),
  known: when.optional().describe('In a replayed mission, by an importer: when it became known'),
}
const enterShape = z.strictObject({
  ...command,
  record: idText,
  input: z.record(z.string(), z.unknown()),
})
const verbShape = z.strictObject({
  ...command,
  input: z.record(z.string(), z.unknown()).optional(),
  expects: z.int().positive().optional().describe('The last entry of the record that you saw'),
  entry: z.int().positive().optional().describe('For correct and void: the entry meant'),
})

const refusals = [
  'unknown-verb',
  'already-there',
  'not-unique',
  'wrong-state',
  'unless',
  'needs-reason',
  'nothing-changes',
  'in-future',
  'breaks-later',
  'stale',
  'no-such-record',
  'no-such-entry',
  'command-differs',
  'known-not-yours',
  'known-order',
  'held',
  'not-found',
] as const

export function routesOf(register: Register): Route[] {
  const { name, title, plural, label } = register
  const base = `/api/{mission}/${name}`
  const item = recordShape(register)
  const tag = register.desk
  const filters = filterParams(register)
  const types = ['text/csv', xlsxType, ...(placeField(register) ? ['application/geo+json'] : [])]
  return [
    {
      method: 'get',
      path: base,
      name: `${name}.list`,
      tag,
      about: `${plural}: those the asker may see (${label}), as a page of JSON or whole as CSV, XLSX${types.length > 2 ? ' or GeoJSON' : ''}.`,
      query: { ...moments, ...listParams(register), ...filters },
      answers: {
        200: {
          about: 'A page, or the whole in another format',
          schema: listShape(register),
          name: `${name}List`,
          types,
        },
      },
      problems: ['bad-cursor', 'too-many'],
      perform: (ask) => list(register, ask),
    },
    {
      method: 'post',
      path: base,
      name: `${name}.enter`,
      tag,
      about: `Enters a new ${title.toLowerCase()}.`,
      body: enterShape,
      answers: receipts,
      problems: refusals,
      perform: (ask) => act(register, 'enter', ask),
    },
    importRoute(register),
    {
      method: 'get',
      path: `${base}/{id}`,
      name: `${name}.get`,
      tag,
      about: `One ${title.toLowerCase()} as it was.`,
      query: moments,
      answers: { 200: { about: 'The record', schema: item, name } },
      perform: (ask) => open(register, ask),
    },
    {
      method: 'get',
      path: `${base}/{id}/history`,
      name: `${name}.history`,
      tag,
      about: 'Its entries, newest first.',
      query: { ...moments, ...paging(200, 50) },
      answers: { 200: { about: 'Entries', schema: page(entryShape), name: 'History' } },
      problems: ['bad-cursor'],
      perform: (ask) => history(register, ask),
    },
    {
      method: 'get',
      path: `${base}/{id}/links`,
      name: `${name}.links`,
      tag,
      about: 'Records that refer to it, by register and field: how many, and the first of each.',
      query: { ...moments, limit: param.whole('How many of each, 6 unless told.', 1, 50) },
      answers: { 200: { about: 'Records', schema: linksShape, name: 'Links' } },
      perform: (ask) => links(register, ask),
    },
    {
      method: 'get',
      path: `${base}/{id}/sight`,
      name: `${name}.sight`,
      tag,
      about: 'Why the asker sees it: by which clearance each part of it is open.',
      answers: { 200: { about: 'The reasons', schema: sightShape, name: 'Sight' } },
      perform: (ask) => answerSight(name, ask),
    },
    ...verbsOf(register)
      .filter(([verb]) => verb !== 'enter')
      .map(
        ([verb, { title: does }]): Route => ({
          method: 'post',
          path: `${base}/{id}/${verb}`,
          name: `${name}.${verb}`,
          tag,
          about: `${does}: by ${title.toLowerCase()}.`,
          body: verbShape,
          answers: receipts,
          problems: refusals,
          perform: (ask) => act(register, verb, ask),
        }),
      ),
  ]
}

const receipts = {
  200: {
    about: 'The same command was accepted before: the first answer again',
    schema: receiptShape,
    name: 'Receipt',
  },
  201: { about: 'Accepted and committed', schema: receiptShape, name: 'Receipt' },
}

/** Fields that lists filter and sort by: those with a column. */
const columned = (register: Register): [string, Field][] =>
  Object.entries(register.fields).filter(([, { kind }]) => kind.columns.length > 0)

function listParams(register: Register): Params {
  const names = [...columned(register).map(([name]) => name), 'state']
  return {
    ...paging(200, 50),
    sort: param.oneOf(
      'A field to sort by; with a minus, descending.',
      names.flatMap((name) => [name, `-${name}`]),
    ),
    total: param.oneOf('`exact` counts all of them, however many.', ['exact']),
    q: param.text(
      'Words that the record holds; accents do not matter, the last may be a beginning.',
      200,
    ),
    format: param.oneOf('Instead of the header Accept; `dictionary` says what the columns mean.', [
      'json',
      'csv',
      'xlsx',
      'dictionary',
      ...(placeField(register) ? ['geojson'] : []),
    ]),
    state: {
      about: 'Its state; may be repeated.',
      schema: z.enum(register.states as [string, ...string[]], 'one of its states'),
      many: true,
    },
  }
}

/** As the kind compares: the same value, a range, days that overlap, or how a code begins. */
function filterParams(register: Register): Params {
  const params: Record<string, Param> = {}
  for (const [name, field] of columned(register)) {
    const { filter } = field.kind
    if (!filter) continue
    const title = field.title ?? name
    const one = {
      ...filterParam(field, filter),
      about: `${title}${filter === 'begins' ? ' begins so' : ''}; may be repeated.`,
    }
    params[name] = filter === 'begins' ? { ...one, many: true } : orNone(one)
    if (filter !== 'range' && filter !== 'span') continue
    params[`${name}.from`] = { ...one, about: `${title}: this or more, this or later.` }
    params[`${name}.to`] = { ...one, about: `${title}: this or less, this or earlier.` }
  }
  return params
}

function filterParam({ kind, options, to }: Field, filter: FilterForm): Omit<Param, 'about'> {
  if (filter === 'range')
    return {
      schema: z.number('a number'),
      read: (text) => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text),
    }
  if (filter === 'span') return { schema: param.when('').schema }
  if (options)
    return { schema: z.enum(options as [string, ...string[]], `one of ${options.join(', ')}`) }
  if (to) return { schema: idText }
  if (kind.control === 'flag')
    return { schema: z.boolean('yes or no'), read: (text): unknown => kind.parse(text) }
  return { schema: z.string().min(1, 'some text').max(300, 'at most 300 characters') }
}

const orNone = ({ about, schema, read }: Param): Param => ({
  about: `${about} \`${NONE}\`: without one.`,
  schema: z.union([z.literal(NONE), schema]),
  many: true,
  ...(read ? { read: (text: string) => (text === NONE ? text : read(text)) } : {}),
})

function filterOf(register: Register, query: Ask['query']): Filter {
  const filter: Record<string, Filter[string]> = {}
  if (query.state) filter.state = query.state as string[]
  for (const [name] of columned(register)) {
    const from = query[`${name}.from`] as string | number | undefined
    const to = query[`${name}.to`] as string | number | undefined
    const values = query[name] as FilterValue[] | undefined
    if (values !== undefined) filter[name] = values.map((one) => (one === NONE ? null : one))
    else if (from !== undefined || to !== undefined) {
      filter[name] = {
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      }
    }
  }
  return filter
}

type Format = 'json' | 'csv' | 'xlsx' | 'geojson' | 'dictionary'
function formatOf({ query, accept }: Ask, register: Register): Format {
  if (query.format) return query.format as Format
  if (accept.includes('application/json') || accept.includes('*/*')) return 'json'
  if (accept.includes('text/csv')) return 'csv'
  if (accept.includes(xlsxType)) return 'xlsx'
  return accept.includes('application/geo+json') && placeField(register) ? 'geojson' : 'json'
}

async function list(register: Register, ask: Ask): Promise<Answer | Refusal> {
  const { house, reader, query } = ask
  const format = formatOf(ask, register)
  if (format === 'dictionary') return exportDictionary(register, ask)
  const moment = await momentOf(ask)
  const text = query.q as string | undefined
  const sort = query.sort as string | undefined
  const asked = {
    register: register.name,
    moment,
    filter: filterOf(register, query),
    ...(text ? { text } : {}),
    ...(sort ? { sort } : {}),
  }
  if (format !== 'json') return exportLines(register, ask, asked, format)
  const cursor = query.cursor as string | undefined
  const page = async () => {
    const found = await house.ledger.list(reader, {
      ...asked,
      limit: (query.limit as number | undefined) ?? 50,
      ...(cursor ? { cursor } : {}),
      ...(query.total ? { total: true } : {}),
    })
    if (isRefusal(found)) return found
    return { ...found, refs: await namesOf(ask, found.moment, register, found.items, ['ref']) }
  }
  const { limit, total } = query
  const what = `list ${JSON.stringify([register.name, asked.filter, sort, limit, total])}`
  const found = await (cursor || text ? page() : keepOn(ask, moment, what, page))
  if (isRefusal(found)) return found
  const { moment: pinned, ...rest } = found
  const { atText: at, knownText: known } = cursor ? pinned : moment
  return ok({ ...rest, at, known })
}

async function open(register: Register, ask: Ask): Promise<Answer | Refusal> {
  const moment = await momentOf(ask)
  const found = await ask.house.ledger.get(ask.reader, {
    register: register.name,
    id: ask.params.id as string,
    moment,
  })
  if (isRefusal(found)) return found
  return ok({ ...found, refs: await namesOf(ask, moment, register, [found], ['ref', 'refs']) })
}

/** Captions of what the references of these records name. */
async function namesOf(
  ask: Ask,
  moment: Moment,
  register: Register,
  items: readonly RecordView[],
  kinds: readonly string[],
) {
  const names = Object.entries(register.fields)
    .filter(([, { kind }]) => kinds.includes(kind.name))
    .map(([name]) => name)
  const ids = new Set(
    items.flatMap(({ fields }) =>
      names.flatMap((name) => (fields[name] ?? []) as string | string[]),
    ),
  )
  if (ids.size === 0) return {}
  return Object.fromEntries(await ask.house.ledger.captions(ask.reader, [...ids], moment))
}

async function history(register: Register, ask: Ask): Promise<Answer | Refusal> {
  const { house, mission, query, params } = ask
  const found = await house.ledger.history(ask.reader, {
    register: register.name,
    id: params.id as string,
    moment: await momentOf(ask),
    limit: (query.limit as number | undefined) ?? 50,
    ...(query.cursor ? { cursor: query.cursor as string } : {}),
  })
  if (isRefusal(found)) return found
  const items = found.items.map((entry) => {
    const author = mission.people.find(({ id }) => id === entry.author)
    return author ? { ...entry, authorTitle: author.title } : entry
  })
  return ok({ ...found, items })
}

async function links(register: Register, ask: Ask): Promise<Answer | Refusal> {
  const { house, query, params } = ask
  const moment = await momentOf(ask)
  const record = await house.ledger.get(ask.reader, {
    register: register.name,
    id: params.id as string,
    moment,
  })
  if (isRefusal(record)) return record
  const found = await house.ledger.links(ask.reader, {
    id: params.id as string,
    moment,
    limit: query.limit as number | undefined,
  })
  return isRefusal(found) ? found : ok({ items: found })
}

async function act(register: Register, verb: string, ask: Ask): Promise<Answer | Refusal> {
  const { record = ask.params.id, ...rest } = ask.body as { id: string; record?: string }
  const command = { ...rest, register: register.name, record: record as string, verb }
  return became(ask, register, command, await ask.house.ledger.perform(ask.actor, command))
}
