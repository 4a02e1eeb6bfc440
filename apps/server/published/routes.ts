/** The addresses by which counts leave a compartment, and come in from elsewhere. There is no other way out of any. */
import { z } from 'zod'
import { moments, param } from '../query.ts'
import type { Route } from '../route.ts'
import { publishables } from './counted.ts'
import { answerProposal, publish } from './publish.ts'
import { answerCounts, takeCounts } from './statement.ts'

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

const tableShape = z.object({
  periodFirst: z.string(),
  periodLast: z.string(),
  value: z.int().nullable().describe('Null: hidden'),
  cells: z.array(z.object({ key: z.string(), value: z.int().nullable() })),
})
const proposalShape = z.object({
  measure: z.string(),
  knownSeq: z.number().describe('The last entry that was counted'),
  isOut: z.boolean().describe('It is published already'),
  table: tableShape.nullable().describe('Null: even the total would say too much'),
})
const civilDay = z.iso.date('a day')
const publishShape = z.strictObject({
  id: z.uuid('a UUID').describe('The command’s id: sending it twice is harmless'),
  record: z.uuid('a UUID'),
  measure: z.enum(publishables),
  periodFirst: civilDay.optional().describe('Absent: the period that is usual for the figure'),
  periodLast: civilDay.optional(),
})

export const publishedRoutes: Route[] = [
  {
    method: 'get',
    path: '/api/{mission}/figures/published',
    name: 'figures.proposal',
    tag: 'figures',
    about:
      'What would be told of a figure of a compartment: counted out of the record, small cells hidden. Only for whoever sees all of it.',
    query: {
      measure: { ...param.oneOf('The figure.', publishables), required: true },
      periodFirst: param.day('The first day; absent: as is usual for the figure.'),
      periodLast: param.day('The last day, at least seven days ago.'),
    },
    answers: { 200: { about: 'The table', schema: proposalShape, name: 'FigureProposal' } },
    problems: ['not-found'],
    perform: answerProposal,
  },
  {
    method: 'post',
    path: '/api/{mission}/figures/published',
    name: 'figures.publish',
    tag: 'figures',
    about: 'Counts it out of the record and publishes it. Nobody brings a number.',
    body: publishShape,
    answers: {
      200: { about: 'It was published before', schema: z.object({}).loose(), name: 'FigureOut' },
      201: { about: 'It is published', schema: z.object({}).loose(), name: 'FigureOut' },
    },
    problems: [
      'not-found',
      'unless',
      'already-there',
      'command-differs',
      'in-future',
      'invalid-query',
    ],
    perform: publish,
  },
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
