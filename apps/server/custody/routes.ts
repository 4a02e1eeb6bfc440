/** The addresses by which counts leave custody and care, and come in from elsewhere. There is no other way out of either. */
import { z } from 'zod'
import { moments } from '../query.ts'
import type { Route } from '../route.ts'
import { answerCounts, takeCounts } from './counts.ts'

const cells = z.array(
  z.strictObject({ figure: z.string(), value: z.int().nullable().describe('Null: hidden') }),
)
const countsShape = z.strictObject({
  note: z.string().describe('The signed statement'),
  key: z.string().describe('The key that signed it'),
  asOn: z.string(),
  cells,
})
const takenShape = z.strictObject({
  origin: z.string(),
  asOn: z.string(),
  entered: z.array(z.string()),
})
const given = z.strictObject({
  note: z.string().min(1).max(100_000).describe('The signed statement, as it was given'),
  key: z.string().min(1).max(400).describe('The verifier key of the log that signed it'),
})

export const custodyRoutes: Route[] = [
  ...(['custody', 'care'] as const).map(
    (of): Route => ({
      method: 'get',
      path: `/api/{mission}/counts/${of}`,
      name: `counts.${of}`,
      tag: 'figures',
      about: `Counts of ${of} as a signed statement: of the day asked for, seven days ago unless told and never later, small cells hidden. Only for whoever sees all of it.`,
      query: moments,
      answers: { 200: { about: 'The statement', schema: countsShape, name: 'CountsStatement' } },
      problems: ['not-found', 'unsigned'],
      perform: (ask) => answerCounts({ ...ask, params: { ...ask.params, of } }),
    }),
  ),
  {
    method: 'post',
    path: '/api/{mission}/counts',
    name: 'counts.take',
    tag: 'figures',
    about: 'Enters the counts of a signed statement as published counts, each once.',
    body: given,
    answers: { 200: { about: 'What was entered', schema: takenShape, name: 'CountsTaken' } },
    problems: ['invalid-input', 'not-allowed', 'unless', 'in-future', 'command-differs'],
    perform: takeCounts,
  },
]
