/** The addresses of the Operations desk: the board of patrols, effort by commune, who read the directive, who stood duty. */
import { moments, type Params, param } from '../query.ts'
import type { Route } from '../route.ts'
import { answerBoard } from './board.ts'
import { answerDuty } from './duty.ts'
import { answerEffort } from './effort.ts'
import { answerReadiness } from './readiness.ts'
import { boardShape, dutyShape, effortShape, readinessShape } from './shapes.ts'

const days: Params = {
  from: param.day('First day; four weeks back unless told.'),
  to: param.day('Last day; absent: the moment’s day.'),
}
const route = (one: Pick<Route, 'path' | 'name' | 'about' | 'query' | 'answers' | 'perform'>) => ({
  method: 'get' as const,
  tag: 'figures',
  problems: ['too-many'] as const,
  ...one,
})

export const operationsRoutes: Route[] = [
  route({
    path: '/api/{mission}/operations/board',
    name: 'operationsBoard',
    about:
      'Patrols of the day: planned with what each lacks, out, overdue, broken down, back, turned back.',
    query: { ...moments },
    answers: { 200: { about: 'The board', schema: boardShape, name: 'PatrolBoard' } },
    perform: answerBoard,
  }),
  route({
    path: '/api/{mission}/operations/effort',
    name: 'operationsEffort',
    about:
      'Hours on patrol by commune, beside the incidents reported there and the day of the last patrol.',
    query: { ...moments, ...days },
    answers: { 200: { about: 'By commune', schema: effortShape, name: 'PatrolEffort' } },
    perform: answerEffort,
  }),
  route({
    path: '/api/{mission}/operations/directive',
    name: 'operationsDirective',
    about: 'Of those on duty, how many acknowledged the directive in force, by contingent.',
    query: { ...moments },
    answers: {
      200: { about: 'By contingent', schema: readinessShape, name: 'DirectiveReadiness' },
    },
    perform: answerReadiness,
  }),
  route({
    path: '/api/{mission}/operations/duty',
    name: 'operationsDuty',
    about:
      'Hours of duty by officer and the spread of each group, as far as the asker may see them.',
    query: { ...moments, ...days },
    answers: { 200: { about: 'By officer and group', schema: dutyShape, name: 'DutyShares' } },
    perform: answerDuty,
  }),
]
