/** POST /api/{mission}/{register}/import: many rows at once, each told of. Derived from the register like all its routes. */
import { acts, isRefusal, mayDo, type Refusal, type Register, refuse } from '@konbit/model'
import { z } from 'zod'
import type { House } from '../house.ts'
import { type Params, param } from '../query.ts'
import type { Ask, Route } from '../route.ts'
import { type Answer, ok, problem } from '../wire.ts'
import { files, givenIn } from './file.ts'
import { type How, type Report, run, type Step } from './run.ts'

/** An import takes memory and time: so many at once, and whoever comes then is told to wait. */
const atOnceMax = 2
const running = new WeakMap<House, number>()

const detail = z.strictObject({
  field: z.string(),
  needs: z.string(),
  told: z
    .object({
      key: z.string(),
      values: z.record(z.string(), z.union([z.string(), z.number()])),
    })
    .optional(),
  column: z.string().optional(),
})
const outcomes = ['lands', 'landed', 'same', 'refused', 'held'] as const
export const reportShape = z.strictObject({
  dry: z.boolean(),
  all: z.boolean(),
  columns: z.array(
    z.strictObject({
      column: z.string(),
      field: z.string().nullable(),
      samples: z.array(z.string()),
    }),
  ),
  unknown: z.array(detail),
  rows: z.int(),
  counts: z.strictObject(
    Object.fromEntries(outcomes.map((one) => [one, z.int()])) as Record<
      (typeof outcomes)[number],
      z.ZodInt
    >,
  ),
  items: z.array(
    z.strictObject({
      row: z.int(),
      verb: z.string(),
      outcome: z.enum(outcomes),
      record: z.string().optional(),
      caption: z.string().optional(),
      seq: z.int().optional(),
      problem: z.string().optional(),
      why: z.string().optional(),
      told: z
        .array(
          z.object({
            key: z.string(),
            values: z.record(z.string(), z.union([z.string(), z.number()])),
          }),
        )
        .optional(),
      wrong: z.array(detail).optional(),
      cells: z.array(z.string()).optional(),
    }),
  ),
})

const yesNo = (about: string) => ({
  about,
  schema: z.boolean('true or false'),
  read: (text: string): unknown => (text === 'true' ? true : text === 'false' ? false : text),
})

const paramsOf = (register: Register): Params => ({
  import: {
    about: 'Id of this import, made by the client: sending the same again is harmless.',
    schema: z.uuid('a UUID'),
    required: true,
  },
  dry: yesNo('Only say what would come of it. True unless told.'),
  all: yesNo('All rows or none, in one transaction. False unless told.'),
  verb: param.oneOf(
    'What each row does. Left out: a row without id is entered, one with an id amends.',
    acts(register).map(([verb]) => verb),
  ),
  map: {
    about:
      'Columns that are not called by a field’s name or title, as JSON: each with its field, or "" to leave it out.',
    schema: z.record(z.string().max(200), z.string().max(80), 'JSON such as {"Plaque":"plate"}'),
    read: jsonIn,
  },
  at: param.when('When it became true, for every row; absent: now.'),
  known: param.when('In a replayed mission, by an importer: when it became known.'),
  because: param.text('The reason, kept with every entry.', 2000),
})

export const importRoute = (register: Register): Route => ({
  method: 'post',
  path: `/api/{mission}/${register.name}/import`,
  name: `${register.name}.import`,
  tag: register.desk,
  about: `${register.plural} from a file or a paste: every row is tried or taken, and told of. With Accept: application/x-ndjson, lines that say how far it is, the report last.`,
  query: paramsOf(register),
  file: files,
  answers: {
    200: {
      about: 'What came of each row, or would',
      schema: reportShape,
      name: 'ImportReport',
      types: ['application/x-ndjson'],
    },
  },
  perform: (ask) => take(register, ask),
})

async function take(register: Register, ask: Ask): Promise<Answer | Refusal> {
  const { query, house, file } = ask
  const verb = query.verb as string | undefined
  const verbs = verb ? [verb] : ['enter', 'amend']
  const may = verbs.some((one) =>
    mayDo(register, one).some((role) => ask.actor.roles.includes(role)),
  )
  if (!may || !file) return refuse('not-allowed')
  const now = running.get(house) ?? 0
  if (now >= atOnceMax)
    return refuse(
      'too-many-requests',
      'Other imports are running. Wait a little, then send it again.',
    )
  running.set(house, now + 1)
  let isOver = false
  const over = (): void => {
    if (!isOver) running.set(house, (running.get(house) ?? 1) - 1)
    isOver = true
  }
  try {
    const given = await givenIn(register, file, new Map(Object.entries(query.map ?? {})))
    if (isRefusal(given)) {
      over()
      return given
    }
    const how: How = { dry: query.dry !== false, all: query.all === true }
    const asked = {
      import: query.import as string,
      verb,
      at: query.at as string | undefined,
      known: query.known as string | undefined,
      because: query.because as string | undefined,
    }
    const steps = run(ask, register, given, asked, how)
    if (ask.accept.includes('application/x-ndjson'))
      return { status: 200, type: 'application/x-ndjson', lines: until(told(ask, steps), over) }
    for (;;) {
      const { done, value } = await steps.next()
      if (!done) continue
      over()
      return isRefusal(value) ? value : ok(value)
    }
  } catch (failure) {
    over()
    throw failure
  }
}

function jsonIn(text: string): unknown {
  try {
    return text.length > 10_000 ? text : JSON.parse(text)
  } catch {
    return text
  }
}

/** Ends also where nobody came to read the first line. */
const until = (lines: AsyncGenerator<string>, over: () => void): AsyncIterable<string> => ({
  [Symbol.asyncIterator]: () => ({
    next: async () => {
      const one = await lines.next().catch((failure: unknown) => {
        over()
        throw failure
      })
      if (one.done) over()
      return one
    },
    return: (value) => {
      over()
      return lines.return(value)
    },
  }),
})

async function* told(
  ask: Ask,
  steps: AsyncGenerator<Step, Report | Refusal>,
): AsyncGenerator<string> {
  try {
    for (;;) {
      const { done, value } = await steps.next()
      if (!done) {
        yield `${JSON.stringify(value)}\n`
        continue
      }
      const last = isRefusal(value) ? { problem: problemIn(value) } : { report: value }
      yield `${JSON.stringify(last)}\n`
      return
    }
  } catch (failure) {
    ask.house.note(failure, 'import')
    throw failure
  }
}

const problemIn = (refusal: Refusal): unknown => {
  const answer = problem(refusal)
  return 'json' in answer ? answer.json : undefined
}
