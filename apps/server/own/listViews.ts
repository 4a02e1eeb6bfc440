/**
 * Views of lists that a member keeps under a name: filters, sort, columns and density, for themselves or for the whole mission.
 * What is kept is checked against the register, so that whoever opens it later finds what was meant. A view is no record.
 */
import type { ListView } from '@konbit/ledger'
import { VIEWS_MAX } from '@konbit/ledger'
import {
  cleanText,
  covers,
  type Detail,
  isRefusal,
  type Label,
  labelOf,
  type Refusal,
  type Register,
  refuse,
} from '@konbit/model'
import { z } from 'zod'
import { param } from '../query.ts'
import type { Ask, Route } from '../route.ts'
import { type Answer, ok } from '../wire.ts'
import { ownerOf } from './owner.ts'

const text = z.string()
const name = text.trim().min(1, 'a name').max(80, 'at most 80 characters')
const lookShape = z.strictObject({
  filters: z
    .record(
      text.max(80),
      z.union([text.max(300), z.array(text.max(300)).max(50)], 'a text, or a list of texts'),
    )
    .refine((one) => Object.keys(one).length <= 40, 'at most 40 filters')
    .describe('As in the address of the list: `state`, `filled.from`, `q` and so on'),
  sort: text.max(80).optional().describe('A field, with - before it for the other way round'),
  columns: z
    .array(text.max(80))
    .max(200)
    .optional()
    .describe('In order; the usual ones unless told'),
  dense: z.boolean().optional(),
})
type Look = z.infer<typeof lookShape>
const idShape = z.uuid('an id made by the client: sending the same again is harmless')
const keepShape = z.strictObject({
  id: idShape,
  register: text.min(1).max(80),
  name,
  shared: z.boolean().describe('With everybody who sees what the mission sees'),
  look: lookShape,
})
const viewShape = z.object({
  id: text.meta({ format: 'uuid' }),
  register: text,
  name: text,
  shared: z.boolean(),
  isMine: z.boolean(),
  mayEnd: z.boolean(),
  by: text.describe('Who keeps it'),
  changed: text.meta({ format: 'date-time' }),
  look: lookShape,
})

const told = ({ person }: Ask, view: ListView) => ({
  id: view.id,
  register: view.register,
  name: view.name,
  shared: view.isShared,
  isMine: view.member === person.id,
  mayEnd: view.member === person.id || person.roles.includes('registrar'),
  by: view.member,
  changed: new Date(view.changed).toISOString(),
  look: JSON.parse(view.look) as Look,
})

/** The field that a filter speaks of; `state` and `q` are the list's own. */
const fieldOf = (filter: string): string => filter.split('.')[0] ?? filter
const isOwn = (one: string): boolean => one === 'state' || one === 'q'

/** What in it this register does not have; and, where it is to be shared, what not everybody may see. */
function wrongIn(register: Register, look: Look, isShared: boolean): Detail[] {
  const wrong: Detail[] = []
  const named = [
    ...Object.keys(look.filters).map((one) => [`look.filters.${one}`, fieldOf(one)] as const),
    ...(look.sort ? [['look.sort', fieldOf(look.sort.replace(/^-/, ''))] as const] : []),
    ...(look.columns ?? []).map((one) => ['look.columns', one] as const),
  ]
  for (const [field, one] of named) {
    if (isOwn(one)) continue
    if (!Object.hasOwn(register.fields, one))
      wrong.push({ field: field.slice(0, 120), needs: 'a field of this register' })
    else if (isShared && field.startsWith('look.filters') && !isForAll(labelOf(register, one)))
      wrong.push({
        field: field.slice(0, 120),
        needs: 'to be left out of what is shared: not everybody may see this field',
      })
  }
  return wrong.slice(0, 50)
}
const isForAll = (label: Label): boolean => covers('mission', label)

async function list(ask: Ask): Promise<Answer | Refusal> {
  const { house, reader, query } = ask
  const { register } = query as { register?: string }
  const views = await house.ledger.listViews(reader, register)
  return ok({
    items: views.filter((one) => house.registers.has(one.register)).map((one) => told(ask, one)),
    most: VIEWS_MAX.own,
  })
}

async function keep(ask: Ask): Promise<Answer | Refusal> {
  const { house, reader } = ask
  const owner = ownerOf(ask)
  if (isRefusal(owner)) return owner
  const { id, register, shared, look, ...rest } = ask.body as z.infer<typeof keepShape>
  const found = house.registers.get(register)
  if (!found) return refuse('unknown-register')
  const kept = cleanText(rest.name)
  const wrong = wrongIn(found, look, shared)
  if (kept === undefined)
    wrong.push({ field: 'name', needs: 'text without U+0000 and half characters' })
  if (shared && !isForAll(found.label))
    wrong.push({ field: 'shared', needs: 'false: not everybody may see this register' })
  const said = JSON.stringify(look)
  if (said.length > 8000) wrong.push({ field: 'look', needs: 'fewer or shorter filters' })
  if (cleanText(said) === undefined || said.includes('\\u0000'))
    wrong.push({ field: 'look', needs: 'text without U+0000 and half characters' })
  if (wrong.length > 0) return refuse('invalid-input', undefined, wrong)
  if (shared && !(await house.ledger.reaches(reader, 'mission'))) return refuse('not-allowed')
  const answer = await house.ledger.keepListView(owner, {
    ...{ id, register, name: kept as string, isShared: shared, look: said },
  })
  if (answer === 'full')
    return refuse(
      'too-many',
      `You may keep ${VIEWS_MAX.own} views, and the mission share ${VIEWS_MAX.shared}. End one first.`,
    )
  const mine = (await house.ledger.listViews(reader, register)).find(
    (one) => one.id === id && one.member === owner.member,
  )
  return mine ? ok(told(ask, mine)) : refuse('not-found')
}

async function end(ask: Ask): Promise<Answer | Refusal> {
  const owner = ownerOf(ask)
  if (isRefusal(owner)) return owner
  const { id } = ask.body as { id: string }
  const ended = await ask.house.ledger.endListView(owner, id)
  return ended ? ok({ ended: true }) : refuse('not-found')
}

const path = '/api/{mission}/views'
export const listViewRoutes: Route[] = [
  {
    method: 'get',
    path,
    name: 'views',
    tag: 'own',
    about: 'Views of lists that one keeps under a name, and those shared with the mission.',
    query: { register: param.text('Only of this register.', 80) },
    answers: {
      200: {
        about: 'Views, one’s own first',
        schema: z.object({ items: z.array(viewShape), most: z.int() }),
        name: 'ListViews',
      },
    },
    perform: list,
  },
  {
    method: 'post',
    path,
    name: 'keepView',
    tag: 'own',
    about: 'Keep a view of a list under a name, or change one that one kept.',
    body: keepShape,
    answers: { 200: { about: 'It is kept', schema: viewShape, name: 'ListView' } },
    problems: ['unknown-register', 'too-many', 'not-found'],
    perform: keep,
  },
  {
    method: 'post',
    path: `${path}/end`,
    name: 'endView',
    tag: 'own',
    about: 'End a view: one’s own; who keeps access in order may end what others shared.',
    body: z.strictObject({ id: idShape }),
    answers: {
      200: { about: 'It is gone', schema: z.object({ ended: z.literal(true) }), name: 'EndedView' },
    },
    problems: ['not-found'],
    perform: end,
  },
]
