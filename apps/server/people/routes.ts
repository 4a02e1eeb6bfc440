/** The addresses of the People desk: strength, standing, tours, pay, exposure, the chain of one contributor; and figures together. */
import { refuse } from '@konbit/model'
import { moments, type Params, paging, param } from '../query.ts'
import type { Route } from '../route.ts'
import { answerArrived } from './arrived.ts'
import { answerChain } from './chain.ts'
import { answerExposure } from './exposure.ts'
import { answerFigures } from './figures.ts'
import { answerManifests } from './manifests.ts'
import { answerPay } from './pay.ts'
import { answerPosts } from './posts.ts'
import { TooMany } from './reading.ts'
import {
  arrivedShape,
  chainShape,
  exposureShape,
  figuresShape,
  manifestsShape,
  payShape,
  postsShape,
  standingShape,
  strengthShape,
  toursShape,
} from './shapes.ts'
import { answerStanding } from './standing.ts'
import { answerStrength } from './strength.ts'
import { answerTours } from './tours.ts'

const id = (about: string) => param.word(about, /^[0-9a-f]{8}-[0-9a-f-]{27}$/)
const contributor: Params = { contributor: id('Only this contributor (T/PCC).') }
const days: Params = { from: param.day('First day.'), to: param.day('Last day.') }

const route = (
  one: Pick<Route, 'path' | 'name' | 'about' | 'query' | 'answers' | 'perform'>,
): Route => ({
  method: 'get',
  tag: 'figures',
  problems: ['too-many'],
  ...one,
  perform: async (ask) => {
    try {
      return await one.perform(ask)
    } catch (error) {
      if (error instanceof TooMany) return refuse('too-many', error.message)
      throw error
    }
  },
})

export const peopleRoutes: Route[] = [
  {
    ...route({
      path: '/api/{mission}/figures',
      name: 'figures',
      about: 'Several measures in one answer, by one breakdown where each has it.',
      query: {
        ...moments,
        names: {
          ...param.word(
            'Names of measures, with commas between; at most 24.',
            /^[a-zA-Z.,]{3,1200}$/,
          ),
          required: true,
        },
        by: param.word('The breakdown; a measure without it gives its whole.', /^[a-zA-Z]{1,40}$/),
      },
      answers: { 200: { about: 'Figures', schema: figuresShape, name: 'Figures' } },
      perform: answerFigures,
    }),
    problems: ['too-many', 'unknown-measure'],
  },
  route({
    path: '/api/{mission}/strength',
    name: 'strength',
    about:
      'The strength report of a day by contributor and unit, and the movements since another day that explain it.',
    query: {
      ...moments,
      since: param.day('Since when the change is told; thirty days before, unless told.'),
    },
    answers: { 200: { about: 'Strength', schema: strengthShape, name: 'Strength' } },
    perform: answerStrength,
  }),
  route({
    path: '/api/{mission}/arrived',
    name: 'arrived',
    about:
      'Contributors in the order in which they came: when, how many each offered, and on which days some left.',
    query: moments,
    answers: { 200: { about: 'Contributors', schema: arrivedShape, name: 'Arrived' } },
    perform: answerArrived,
  }),
  route({
    path: '/api/{mission}/standing',
    name: 'standing',
    about: 'Where people stand still on their way to the mission, and what they wait for.',
    query: { ...moments, ...contributor },
    answers: { 200: { about: 'Who stands where', schema: standingShape, name: 'Standing' } },
    perform: answerStanding,
  }),
  route({
    path: '/api/{mission}/tours',
    name: 'tours',
    about: 'Tours that end between two days, those alike as one: of how many the relief is known.',
    query: {
      ...moments,
      ...contributor,
      contingent: id('Only this contingent.'),
      ...days,
      limit: param.whole('How many, 500 unless told.', 1, 2000),
    },
    answers: { 200: { about: 'Tours', schema: toursShape, name: 'Tours' } },
    perform: answerTours,
  }),
  route({
    path: '/api/{mission}/pay',
    name: 'pay',
    about: 'Pay by contributor, component and month, step by step; arrears by age; open disputes.',
    query: { ...moments, ...contributor, ...days },
    answers: { 200: { about: 'Pay', schema: payShape, name: 'Pay' } },
    perform: answerPay,
  }),
  route({
    path: '/api/{mission}/posts',
    name: 'posts',
    about:
      'Posts against persons by contributor, unit and base: empty since when, cover of French and Kreyòl, women and men.',
    query: { ...moments, ...contributor },
    answers: { 200: { about: 'Posts and who fills them', schema: postsShape, name: 'Posts' } },
    perform: answerPosts,
  }),
  {
    ...route({
      path: '/api/{mission}/manifests',
      name: 'manifests',
      about:
        'Movements with what was planned and what came of it: persons, seats, who is booked, boarded or did not come.',
      query: {
        ...moments,
        ...contributor,
        ...paging(200, 50),
        movement: id('Only this movement.'),
        state: param.oneOf('Planned or done; both unless told.', ['planned', 'done', 'cancelled']),
      },
      answers: { 200: { about: 'Manifests', schema: manifestsShape, name: 'Manifests' } },
      perform: answerManifests,
    }),
    problems: ['too-many', 'not-found', 'bad-cursor'],
  },
  route({
    path: '/api/{mission}/exposure',
    name: 'exposure',
    about:
      'What the people of each contributor did, by task, against what its caveats forbid; and where the two clash.',
    query: { ...moments, ...contributor, ...days },
    answers: { 200: { about: 'Exposure', schema: exposureShape, name: 'Exposure' } },
    perform: answerExposure,
  }),
  {
    ...route({
      path: '/api/{mission}/chain/{organisation}',
      name: 'chain',
      about:
        'The whole chain of one contributor, from what is required to what is paid, as far as the asker may see it.',
      query: moments,
      answers: { 200: { about: 'The chain', schema: chainShape, name: 'Chain' } },
      perform: answerChain,
    }),
    problems: ['too-many', 'not-found'],
  },
]
