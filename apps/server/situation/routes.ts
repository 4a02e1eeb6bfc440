/** The addresses of the Situation desk: incidents that may be one, channels behind them, harm by who is said to have done it, fronts. */
import { moments, param } from '../query.ts'
import type { Route } from '../route.ts'
import { answerCorroboration, answerDuplicates, answerFronts, answerHarm } from './answers.ts'
import { corroborationShape, duplicatesShape, frontsShape, harmShape } from './shapes.ts'

const days = (usual: number) =>
  param.whole(`How many days up to the moment’s day, ${usual} unless told.`, 1, 3660)
const limit = (usual: number, most: number) =>
  param.whole(`How many, ${usual} unless told.`, 1, most)
const get = { method: 'get' as const, tag: 'figures', problems: ['too-many'] as const }

export const situationRoutes: Route[] = [
  {
    ...get,
    path: '/api/{mission}/situation/duplicates',
    name: 'duplicates',
    about: 'Pairs of incidents that may be one, the likeliest first, each with why.',
    query: { ...moments, days: days(90), limit: limit(50, 500) },
    answers: { 200: { about: 'Suggestions', schema: duplicatesShape, name: 'Duplicates' } },
    perform: answerDuplicates,
  },
  {
    ...get,
    path: '/api/{mission}/situation/corroboration',
    name: 'corroboration',
    about: 'Through how many independent channels each incident was reported, and the best grades.',
    query: {
      ...moments,
      days: days(90),
      incident: param.word('Only this incident.', /^[0-9a-f]{8}-[0-9a-f-]{27}$/),
      limit: limit(200, 2000),
    },
    answers: { 200: { about: 'By incident', schema: corroborationShape, name: 'Corroboration' } },
    problems: ['too-many', 'not-found'],
    perform: answerCorroboration,
  },
  {
    ...get,
    path: '/api/{mission}/situation/harm',
    name: 'harmBy',
    about:
      'Harm of incidents by the group said to have caused it: low, best, high; merged incidents count once.',
    query: { ...moments, days: days(365) },
    answers: { 200: { about: 'By group and kind of harm', schema: harmShape, name: 'HarmBy' } },
    perform: answerHarm,
  },
  {
    ...get,
    path: '/api/{mission}/situation/fronts',
    name: 'fronts',
    about: 'How groups stood to each other, day by day, and the alarms that follow from it.',
    query: moments,
    answers: { 200: { about: 'Groups, ties and alarms', schema: frontsShape, name: 'Fronts' } },
    perform: answerFronts,
  },
]
