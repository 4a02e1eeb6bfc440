/** The addresses of the Funds desk: the statement, the runway, the ages of claims, and a claim line by line. */
import { moments, type Params, param } from '../query.ts'
import type { Route } from '../route.ts'
import { answerAges } from './ages.ts'
import { answerLines } from './claim.ts'
import { answerEvidence } from './evidence.ts'
import { answerRunway } from './runway.ts'
import { agesShape, archiveShape, linesShape, runwayShape, statementShape } from './shapes.ts'
import { answerStatement, groupings } from './statement.ts'

const currency: Params = {
  currency: param.word('The currency in which sums are also shown; USD unless told.', /^[A-Z]{3}$/),
}
const claim: Params = {
  ...moments,
  edition: param.word(
    'The id of another edition of rates; absent: the claim’s own.',
    /^[0-9a-f-]{36}$/,
  ),
}

export const fundsRoutes: Route[] = [
  {
    method: 'get',
    path: '/api/{mission}/statement',
    name: 'statement',
    tag: 'funds',
    about:
      'Pledged, committed, received, allotted, obligated and paid, each apart, in their own currencies with the one conversion beside.',
    query: {
      ...moments,
      ...currency,
      by: { ...param.oneOf('Rows by donor, use or month.', groupings), required: true },
      from: param.day('First day.'),
      to: param.day('Last day.'),
    },
    answers: { 200: { about: 'The statement', schema: statementShape, name: 'Statement' } },
    problems: ['too-many'],
    perform: answerStatement,
  },
  {
    method: 'get',
    path: '/api/{mission}/runway',
    name: 'runway',
    tag: 'funds',
    about: 'The balance by day until it is used up, and the same without given contributions.',
    query: {
      ...moments,
      ...currency,
      without: param.word(
        'Ids of contributions left out, with commas between; at most 50.',
        /^[0-9a-f-]{36}(,[0-9a-f-]{36}){0,49}$/,
      ),
    },
    answers: { 200: { about: 'The runway', schema: runwayShape, name: 'Runway' } },
    problems: ['too-many'],
    perform: answerRunway,
  },
  {
    method: 'get',
    path: '/api/{mission}/claimsAges',
    name: 'claimsAges',
    tag: 'funds',
    about: 'How long claims have stood at each step, by contributor; what is only feared apart.',
    query: moments,
    answers: { 200: { about: 'Ages', schema: agesShape, name: 'ClaimsAges' } },
    problems: ['too-many'],
    perform: answerAges,
  },
  {
    method: 'get',
    path: '/api/{mission}/reimbursement/{id}/lines',
    name: 'reimbursement.lines',
    tag: 'funds',
    about:
      'A claim computed from the record as it stood when it was claimed, line by line, each with what explains it.',
    query: claim,
    answers: { 200: { about: 'Its lines', schema: linesShape, name: 'ClaimLines' } },
    problems: ['too-many'],
    perform: answerLines,
  },
  {
    method: 'get',
    path: '/api/{mission}/reimbursement/{id}/evidence',
    name: 'reimbursement.evidence',
    tag: 'funds',
    about:
      'The evidence pack of a claim: lines, inspections, rates and exchange rates as tables, with their digests and the place in the record.',
    query: claim,
    answers: {
      200: {
        about: 'The archive',
        schema: archiveShape,
        name: 'Evidence',
        types: ['application/zip'],
      },
    },
    problems: ['too-many'],
    perform: answerEvidence,
  },
]
