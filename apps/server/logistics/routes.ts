/** The addresses of the Logistics desk: what runs, what is fit, how reliable it is, what stock there is, what waits. */
import { moments, type Params, param } from '../query.ts'
import type { Route } from '../route.ts'
import { answerFitness } from './fitness.ts'
import { answerReliability, classes } from './reliability.ts'
import {
  fitnessShape,
  maintenanceShape,
  offRoadShape,
  reliabilityShape,
  stockShape,
} from './shapes.ts'
import { answerStock } from './stock.ts'
import { answerMaintenance, answerOffRoad } from './workshop.ts'

const id = (about: string) => param.word(about, /^[0-9a-f]{8}-[0-9a-f-]{27}$/)
const limit = (usual: number) => param.whole(`How many, ${usual} unless told.`, 1, 2000)
const days: Params = {
  from: param.day('First day.'),
  to: param.day('Last day; absent: the moment’s day.'),
}
const route = (one: Pick<Route, 'path' | 'name' | 'about' | 'query' | 'answers' | 'perform'>) => ({
  method: 'get' as const,
  tag: 'figures',
  ...one,
})

export const logisticsRoutes: Route[] = [
  {
    ...route({
      path: '/api/{mission}/fitness',
      name: 'fitness',
      about:
        'Vehicles: which run, which are fit for a task, what each lacks, what those off the road wait for; worst first.',
      query: {
        ...moments,
        task: id('The id of a configuration; absent: nothing is said of fitness.'),
        type: param.word('Only of this class; totals are of all.', /^\w{1,40}$/),
        base: param.word(
          'Only at this site, or `none`; totals are of all.',
          /^(none|[0-9a-f-]{36})$/,
        ),
        each: param.whole(
          'At most so many of each: off the road, not fit, fit, expected; absent: as many as in all.',
          1,
          2000,
        ),
        limit: limit(500),
      },
      answers: { 200: { about: 'The board', schema: fitnessShape, name: 'Fitness' } },
      perform: answerFitness,
    }),
    problems: ['not-found', 'too-many'],
  },
  {
    ...route({
      path: '/api/{mission}/reliability',
      name: 'reliability',
      about:
        'Mean time between failures and to repair by class, with bounds of 90 %, and how many were ready week by week.',
      query: {
        ...moments,
        ...days,
        by: param.oneOf('What makes a class; type unless told.', classes),
      },
      answers: { 200: { about: 'By class', schema: reliabilityShape, name: 'Reliability' } },
      perform: answerReliability,
    }),
    problems: ['too-many'],
  },
  {
    ...route({
      path: '/api/{mission}/stock',
      name: 'stock',
      about: 'What is on hand by movements, used in a day, and for how many days; lowest first.',
      query: { ...moments, base: id('Only at this site.'), limit: limit(1000) },
      answers: { 200: { about: 'By base and item', schema: stockShape, name: 'Stock' } },
      perform: answerStock,
    }),
    problems: ['too-many'],
  },
  {
    ...route({
      path: '/api/{mission}/maintenance',
      name: 'maintenance',
      about: 'Preventive maintenance by day and odometer, the most overdue first.',
      query: { ...moments, limit: limit(500) },
      answers: { 200: { about: 'What is due', schema: maintenanceShape, name: 'Maintenance' } },
      perform: answerMaintenance,
    }),
    problems: ['too-many'],
  },
  {
    ...route({
      path: '/api/{mission}/offroad',
      name: 'offroad',
      about:
        'Time off the road by vehicle and class: where each stopped, whether people were in danger, the part awaited and since when.',
      query: { ...moments, ...days, limit: limit(500) },
      answers: { 200: { about: 'Time off the road', schema: offRoadShape, name: 'OffRoad' } },
      perform: answerOffRoad,
    }),
    problems: ['too-many'],
  },
]
