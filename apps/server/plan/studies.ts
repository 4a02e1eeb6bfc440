/**
 * The addresses of long studies: asked for here, played by workers (work.ts), read here. A study is seen by whoever's clearance
 * reaches `mission` in the whole mission, as the database says; for everybody else there is none.
 */
import type { Connection, StudyRow, StudyWhole } from '@konbit/ledger'
import { type Detail, isRefusal, type Refusal, refuse } from '@konbit/model'
import {
  type Lever,
  LIMITS,
  type Model,
  type Refusal as Reason,
  refusalsOf,
  refusalsOfLevers,
  refusalsOfRun,
  type Scenario,
  SEED_LENGTH_MAX,
  scenarioOf,
} from '@konbit/planner'
import { translate } from '@konbit/registers'
import { z } from 'zod'
import { paging } from '../query.ts'
import type { Ask, Route } from '../route.ts'
import { page } from '../shapes.ts'
import { type Answer, ok } from '../wire.ts'
import { KEPT_DAYS, openQueue, progressOf, type Queue, WAITING_MAX } from './queue.ts'
import { type Asked, type Kind, kinds, usualGoal } from './walk.ts'

/** Numbers that are kept of a study at once: who joins them needs eight bytes for each. */
const KEPT_MAX = 40_000_000

/** The queue, opened when it is first asked for. */
export type Studies = { queue: () => Promise<Queue>; close: () => Promise<void> }
export function openStudies(options: {
  connection: Connection
  note: (failure: unknown, where: string) => void
}): Studies {
  let opened: Promise<Queue> | undefined
  return {
    queue: () => {
      opened ??= openQueue(options).catch((failure) => {
        opened = undefined
        throw failure
      })
      return opened
    },
    close: async () => (await opened?.catch(() => undefined))?.close(),
  }
}

const text = z.string()
const given = z.looseObject({}).describe('Data, as packages/planner/model.ts and its scenarios say')
const askShape = z.strictObject({
  id: z.uuid().describe('Made by the client: sending the same again is harmless'),
  kind: z.enum(kinds),
  name: text.min(1).max(120),
  model: given,
  scenario: given.optional().describe('Changes of the model; the study is of what comes out'),
  other: given.optional().describe('Of kind compare: changes of the model, set against the first'),
  seed: text.max(SEED_LENGTH_MAX),
  runs: z.int().min(1).max(LIMITS.runs),
  figures: z
    .array(text.min(1).max(80))
    .min(1)
    .max(60)
    .optional()
    .describe('Which are kept; all unless told'),
  goal: z
    .strictObject({
      figure: text.max(80),
      least: z.number(),
      day: z.int().min(0).max(LIMITS.days),
      chance: z.number().min(0).max(1),
    })
    .optional(),
  levers: z.array(given).max(LIMITS.levers).optional(),
})
const instant = text.meta({ format: 'date-time' }).nullable()
const studyFields = {
  id: text.meta({ format: 'uuid' }),
  kind: z.enum(kinds),
  name: text,
  member: text,
  isMine: z.boolean(),
  state: z.enum(['waiting', 'running', 'done', 'cancelled', 'failed']),
  progress: z.number().nullable().describe('0 to 1; null where nobody can know, as of a search'),
  played: z.int().describe('Replications'),
  wanted: z.int().describe('Replications, as far as is known by now'),
  engine: text,
  digest: text.nullable().describe('The same for the same question, however it was split'),
  why: text.nullable().describe('Why it failed: outgrown, lost, otherEngine'),
  made: instant,
  began: instant,
  ended: instant,
  until: instant.describe('When it is removed'),
}
const studyShape = z.object(studyFields)
const wholeShape = z.object({
  ...studyFields,
  asked: z.looseObject({}),
  result: z.looseObject({}).nullable(),
})

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())
const DAY = 86_400_000

const told = (row: StudyRow, { person }: Pick<Ask, 'person'>) => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  member: row.member,
  isMine: row.member === person.id,
  state: row.state,
  progress: progressOf(row),
  played: row.played,
  wanted: row.wanted,
  engine: row.engine,
  digest: row.digest,
  why: row.why,
  made: iso(row.made),
  began: iso(row.began),
  ended: iso(row.ended),
  until: iso(row.ended === null ? null : row.ended + KEPT_DAYS * DAY),
})

/** The study asked for, sound and within what may be asked; or each thing that is wrong with it. */
export function askedOf(body: Readonly<Record<string, unknown>>): Asked | Refusal {
  const { kind, name, seed, runs, figures, goal, levers } = body as z.infer<typeof askShape>
  const model = body.model as Model
  const wrong: Detail[] = wordsOf('model', refusalsOf(model))
  if (wrong.length > 0) return refuse('invalid-input', undefined, wrong)
  const models = [model]
  for (const field of ['scenario', 'other'] as const) {
    if (body[field] === undefined) continue
    const found = scenarioOf(model, body[field])
    if ('refusals' in found) wrong.push(...wordsOf(field, found.refusals))
    else if (field === 'scenario') models[0] = found.model
    else models.push(found.model)
  }
  const needs = (field: string, what: string): void => void wrong.push({ field, needs: what })
  if (kind === 'compare' && body.other === undefined) needs('other', 'a scenario to compare with')
  if (['oneMore', 'search'].includes(kind)) {
    if (!levers?.length) needs('levers', 'at least one lever')
    else wrong.push(...wordsOf('', leversRefused(models[0] as Model, levers)))
  }
  const wanted = goal ?? usualGoal(models[0] as Model)
  if (models.some(({ days }) => wanted.day >= days)) needs('goal.day', 'a day of the model')
  for (const one of models) {
    const count = kind === 'run' || kind === 'compare' ? (figures?.length ?? figuresOf(one)) : 1
    wrong.push(...wordsOf('', refusalsOfRun(one, { runs, seed, figures: count })))
    const kept = runs * one.days * (count + 1) * models.length
    if (kept > KEPT_MAX && ['run', 'compare'].includes(kind))
      needs('runs', `at most ${Math.floor((KEPT_MAX * runs) / kept)} with so many days and figures`)
  }
  for (const name of [...(figures ?? []), wanted.figure])
    if (!models.every((one) => hasFigure(one, name))) needs('figures', `no ${name.slice(0, 60)}`)
  if (wrong.length > 0) return refuse('invalid-input', undefined, wrong.slice(0, 50))
  return {
    ...{ kind: kind as Kind, name, model, seed, runs },
    ...(body.scenario ? { scenario: body.scenario as Scenario } : {}),
    ...(body.other ? { other: body.other as Scenario } : {}),
    ...(figures ? { figures } : {}),
    ...(goal ? { goal } : {}),
    ...(levers ? { levers: levers as unknown as Lever[] } : {}),
  }
}

/** zod has not looked into levers: what is no lever is refused by name before any is turned. */
function leversRefused(model: Model, levers: readonly unknown[]): readonly Reason[] {
  const whole = leverShape.array().safeParse(levers)
  if (whole.success) return refusalsOfLevers(model, levers as Lever[])
  return whole.error.issues.map(({ path }) => ({
    path: `/levers/${path.join('/')}`,
    key: 'plan.refused.kind',
    values: {},
  }))
}
const leverShape = z.looseObject({
  key: text.min(1).max(80),
  path: text.max(400),
  least: z.number(),
  most: z.number(),
  step: z.number().positive(),
  oneMore: z.number().positive(),
  unit: text.max(80),
  price: z.number().optional(),
})

const say = translate('en')
const wordsOf = (field: string, reasons: readonly Reason[]): Detail[] =>
  reasons.slice(0, 50).map(({ path, key, values }) => ({
    field: `${field}${path}`.replace(/^\//, '').slice(0, 120) || 'body',
    needs: say(key, values),
  }))

/** Names that every model has, and those of its parts. */
const usual = ['deployed', 'available', 'fitVehicles', 'patrols', 'bedsFree', 'cash', 'arrears']
const partsOf = ({ people, resources, fleets }: Model): string[] => [
  ...Object.keys(people).map((name) => `deployed/${name}`),
  ...Object.keys(resources).map((name) => `free/${name}`),
  ...Object.keys(fleets).map((name) => `fit/${name}`),
]
const figuresOf = (model: Model): number => usual.length + partsOf(model).length
const hasFigure = (model: Model, name: string): boolean =>
  usual.includes(name) || partsOf(model).includes(name)

/** Refused as if nothing were there, to whom the mission's plans are not shown. */
async function opened({ house, reader }: Ask): Promise<Queue | Refusal> {
  if (!(await house.ledger.reaches(reader, 'mission'))) return refuse('not-found')
  return house.studies ? house.studies.queue() : refuse('unavailable')
}

async function ask(asks: Ask): Promise<Answer | Refusal> {
  const { body, mission, person, reader, house } = asks
  const queue = await opened(asks)
  if (isRefusal(queue)) return queue
  const asked = askedOf(body)
  if (isRefusal(asked)) return asked
  const id = body.id as string
  const added = await queue.add({
    ...{ id, asked, mission: mission.id, member: person.id },
    text: JSON.stringify(asked),
  })
  if (added === 'differs') return refuse('command-differs')
  if (added === 'memberMax')
    return refuse(
      'too-many',
      `You have ${WAITING_MAX.member} studies under way. Wait or cancel one.`,
    )
  if (added === 'missionMax')
    return refuse(
      'too-many',
      `The mission has ${WAITING_MAX.mission} studies under way. Wait for one.`,
    )
  const row = await house.ledger.study(reader, id)
  if (!row) return refuse('not-found')
  return { status: added === 'added' ? 201 : 200, json: told(row, asks) }
}

async function list(asks: Ask): Promise<Answer | Refusal> {
  const { house, reader, query } = asks
  if (!(await house.ledger.reaches(reader, 'mission'))) return refuse('not-found')
  const { limit = 20, cursor } = query as { limit?: number; cursor?: string }
  const [, made, id] = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(cursor ?? '') ?? []
  if (cursor !== undefined && !(made && id)) return refuse('bad-cursor')
  const before = made && id ? { made: Number(made), id } : undefined
  const rows = await house.ledger.studies(reader, { limit: limit + 1, before })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return ok({
    items: shown.map((row) => told(row, asks)),
    next: rows.length > limit && last ? `${last.made}_${last.id}` : null,
  })
}

const whole = (row: StudyWhole, asks: Ask) => ({
  ...told(row, asks),
  asked: JSON.parse(row.asked),
  result: row.result === null ? null : JSON.parse(row.result),
})

async function read(asks: Ask): Promise<Answer | Refusal> {
  const row = await asks.house.ledger.study(asks.reader, asks.params.id as string)
  return row ? ok(whole(row, asks)) : refuse('not-found')
}

/** By whoever asked for it, or whoever answers for plans. */
const mayCancel = ({ person }: Ask, { member }: StudyRow): boolean =>
  member === person.id || person.roles.some((role) => role === 'planner' || role === 'chief')

async function cancel(asks: Ask): Promise<Answer | Refusal> {
  const { house, reader, params } = asks
  const queue = await opened(asks)
  if (isRefusal(queue)) return queue
  const id = params.id as string
  const row = await house.ledger.study(reader, id)
  if (!row) return refuse('not-found')
  if (!mayCancel(asks, row))
    return refuse('not-allowed', 'Only who asked for it, a planner or the chief may cancel it.')
  const isCancelled = await queue.cancel(id)
  const after = await house.ledger.study(reader, id)
  if (!after) return refuse('not-found')
  return isCancelled || after.state === 'cancelled'
    ? ok(told(after, asks))
    : refuse('wrong-state', 'It has ended already.')
}

const path = '/api/{mission}/plan/studies'
export const studyRoutes: Route[] = [
  {
    method: 'post',
    path,
    name: 'askStudy',
    tag: 'figures',
    about: 'Ask for a long study: workers play it, piece by piece; GET it to see how far it is.',
    body: askShape,
    answers: {
      201: { about: 'It will be played', schema: studyShape, name: 'Study' },
      200: { about: 'It was asked for before', schema: studyShape, name: 'Study' },
    },
    problems: ['not-found', 'too-many', 'command-differs'],
    perform: ask,
  },
  {
    method: 'get',
    path,
    name: 'studies',
    tag: 'figures',
    about: `Long studies of the mission, newest first; kept for ${KEPT_DAYS} days after they ended.`,
    query: paging(100, 20),
    answers: { 200: { about: 'Studies', schema: page(studyShape), name: 'Studies' } },
    problems: ['not-found', 'bad-cursor'],
    perform: list,
  },
  {
    method: 'get',
    path: `${path}/{id}`,
    name: 'study',
    tag: 'figures',
    about: 'A long study: what was asked, how far it is, what came out.',
    answers: { 200: { about: 'The study', schema: wholeShape, name: 'StudyWhole' } },
    perform: read,
  },
  {
    method: 'post',
    path: `${path}/{id}/cancel`,
    name: 'cancelStudy',
    tag: 'figures',
    about: 'Cancel a long study: whoever plays a piece of it stops within a second.',
    body: z.strictObject({}),
    answers: { 200: { about: 'It is cancelled', schema: studyShape, name: 'Study' } },
    problems: ['wrong-state'],
    perform: cancel,
  },
]
