/** The addresses of the Mandate desk: how it stands, and what a succession leaves to whom. */
import { units } from '@konbit/registers'
import { moments, paging, param } from '../query.ts'
import type { Route } from '../route.ts'
import { carriedShape, mandateShape, successionShape, transferShape } from './shapes.ts'
import { answerMandate } from './standing.ts'
import { answerStatement } from './statement.ts'
import { answerCarried, answerSuccession, PAGE_MAX } from './succession.ts'

const unit = param.oneOf(
  'Whose: the whole mission’s, unless told; or of one compartment, for its own unit.',
  [...units],
)

export const mandateRoutes: Route[] = [
  {
    method: 'get',
    path: '/api/{mission}/mandate',
    name: 'mandate',
    tag: 'figures',
    about:
      'Phases with go or no-go and why, votes by the rule of who voted, indicators with their course; all computed at the moment asked for.',
    query: moments,
    answers: { 200: { about: 'The mandate', schema: mandateShape, name: 'Mandate' } },
    perform: answerMandate,
  },
  {
    method: 'get',
    path: '/api/{mission}/mandate/succession/{id}',
    name: 'mandate.succession',
    tag: 'figures',
    about: 'Who answers for what is handed over, by kind, and what is left without an owner.',
    query: { ...moments, unit },
    answers: { 200: { about: 'The account', schema: successionShape, name: 'SuccessionAccount' } },
    problems: ['too-many'],
    perform: answerSuccession,
  },
  {
    method: 'get',
    path: '/api/{mission}/mandate/succession/{id}/carried',
    name: 'mandate.carried',
    tag: 'figures',
    about:
      'Every record that another would have to carry on, with its clock and its item, page by page.',
    query: {
      ...moments,
      ...paging(PAGE_MAX, PAGE_MAX),
      unit,
    },
    answers: { 200: { about: 'A page of it', schema: carriedShape, name: 'Carried' } },
    problems: ['too-many'],
    perform: answerCarried,
  },
  {
    method: 'get',
    path: '/api/{mission}/mandate/succession/{id}/statement',
    name: 'mandate.statement',
    tag: 'log',
    about:
      'The signed transfer statement: every open record with its clock and its proof, for the successor, who verifies it without this server.',
    query: { ...moments, unit },
    answers: {
      200: {
        about: 'The lines',
        schema: transferShape,
        name: 'TransferStatement',
        types: ['application/jsonl; charset=utf-8'],
      },
    },
    problems: ['too-many', 'unless', 'unsigned'],
    perform: answerStatement,
  },
]
