/**
 * Every address of the server, as one list: those about the server and the mission, and those derived from registers.
 * A route asks, parses, performs and answers; what it answers is worked out in the files beside.
 */
import { isRefusal, type ProblemName, problems, refuse } from '@konbit/model'
import { accountRoutes } from './account/routes.ts'
import { bundleRoutes } from './bundle/routes.ts'
import { commandRoutes } from './commands.ts'
import { dayRoutes } from './day/routes.ts'
import { deviceRoutes } from './device/routes.ts'
import { documentRoutes } from './documents/routes.ts'
import { fieldRoutes } from './field/routes.ts'
import {
  measureShape,
  measuresShape,
  overviewShape,
  rivalsShape,
  timelineShape,
} from './figureShapes.ts'
import { fitRoutes } from './fit/routes.ts'
import { fundsRoutes } from './funds/routes.ts'
import { geoFile } from './geo.ts'
import type { House } from './house.ts'
import { intakeRoutes } from './intake/routes.ts'
import { logRoutes } from './log/routes.ts'
import { logisticsRoutes } from './logistics/routes.ts'
import { mandateRoutes } from './mandate/routes.ts'
import { answerMeasure, describeMeasure, measureParams } from './measures.ts'
import { describeMission } from './missions.ts'
import { momentOf } from './moments.ts'
import { noticeRoutes } from './noticeRoutes.ts'
import { inboxRoutes } from './notices/routes.ts'
import { operationsRoutes } from './operations/routes.ts'
import { answerOverview } from './overview.ts'
import { columnMapRoutes } from './own/columnMaps.ts'
import { hourRoutes } from './own/hour.ts'
import { listViewRoutes } from './own/listViews.ts'
import { peopleRoutes } from './people/routes.ts'
import { forecastRoutes } from './plan/forecastRoutes.ts'
import { studyRoutes } from './plan/studies.ts'
import { publishedRoutes } from './published/routes.ts'
import { moments, param } from './query.ts'
import { readingRoutes } from './readings.ts'
import { answerReady } from './ready.ts'
import { routesOf } from './records.ts'
import { describeAll } from './registers.ts'
import { reportRoutes } from './reports/routes.ts'
import { retentionRoute } from './retention.ts'
import { answerRivals } from './rivals.ts'
import type { Route } from './route.ts'
import {
  attributionShape,
  explainedShape,
  featuresShape,
  headShape,
  healthShape,
  missionsShape,
  readyShape,
  registersShape,
  searchShape,
} from './shapes.ts'
import { sharingRoutes } from './sharing/routes.ts'
import { viewParams } from './sight.ts'
import { situationRoutes } from './situation/routes.ts'
import { tileRoutes } from './tiles/routes.ts'
import { answerTimeline } from './timeline.ts'
import { ok } from './wire.ts'

export const makeRoutes = (house: House): Route[] =>
  listed(house).map((route) =>
    route.method === 'get' && route.path.includes('{mission}')
      ? { ...route, query: { ...viewParams, ...route.query } }
      : route,
  )

const listed = (house: House): Route[] => [
  ...about,
  explained,
  ...accountRoutes,
  ...within,
  ...figures,
  ...peopleRoutes,
  ...logisticsRoutes,
  ...operationsRoutes,
  ...fieldRoutes,
  ...fitRoutes,
  ...mandateRoutes,
  ...fundsRoutes,
  ...forecastRoutes,
  ...studyRoutes,
  retentionRoute,
  ...readingRoutes,
  ...logRoutes,
  ...intakeRoutes,
  ...noticeRoutes,
  ...inboxRoutes,
  ...bundleRoutes,
  ...commandRoutes,
  ...documentRoutes,
  ...publishedRoutes,
  ...dayRoutes,
  ...reportRoutes,
  ...deviceRoutes,
  ...listViewRoutes,
  ...hourRoutes,
  ...columnMapRoutes,
  ...sharingRoutes,
  ...situationRoutes,
  ...tileRoutes(house.registers),
  ...[...house.registers.values()].flatMap(routesOf),
]

const about: Route[] = [
  {
    method: 'get',
    path: '/api/health',
    name: 'health',
    tag: 'about',
    about: 'Whether the server answers. Whether it can serve is told by /api/ready.',
    isOpen: true,
    answers: { 200: { about: 'It does', schema: healthShape, name: 'Health' } },
    perform: async ({ house }) =>
      ok({ status: 'ok', version: house.version, missions: house.missions.size }),
  },
  {
    method: 'get',
    path: '/api/ready',
    name: 'ready',
    tag: 'about',
    about: 'Whether it can serve: it is not stopping, and the record is reachable and in shape.',
    isOpen: true,
    answers: { 200: { about: 'It can', schema: readyShape, name: 'Ready' } },
    perform: answerReady,
  },
  {
    method: 'get',
    path: '/api/missions',
    name: 'missions',
    tag: 'about',
    about: 'The missions served here, with their demo people.',
    isOpen: true,
    answers: { 200: { about: 'Missions', schema: missionsShape, name: 'Missions' } },
    perform: async ({ house }) =>
      ok({
        items: await Promise.all(
          [...house.missions.values()].map((one) => describeMission(house, one)),
        ),
      }),
  },
]

const explained: Route = {
  method: 'get',
  path: '/problems/{problem}',
  name: 'problem',
  tag: 'about',
  about: 'What a problem means and what to do next; the `type` of every problem leads here.',
  isOpen: true,
  answers: { 200: { about: 'The problem', schema: explainedShape, name: 'Explained' } },
  problems: ['not-found'],
  perform: async ({ params }) => {
    const name = params.problem as ProblemName
    if (!Object.hasOwn(problems, name)) return refuse('not-found')
    const [status, sentence] = problems[name]
    return ok({ name, status, sentence })
  },
}

const within: Route[] = [
  {
    method: 'get',
    path: '/api/{mission}/registers',
    name: 'registers',
    tag: 'about',
    about: 'The registers, with their fields and verbs, and which verbs the asker may use.',
    answers: { 200: { about: 'Registers', schema: registersShape, name: 'Registers' } },
    perform: async ({ house, person }) => ok(describeAll(house.registers, person.roles)),
  },
  {
    method: 'get',
    path: '/api/{mission}/search',
    name: 'search',
    tag: 'about',
    about: 'Records by the words they hold.',
    query: {
      ...moments,
      q: {
        ...param.text('The words; accents do not matter, the last may be a beginning.', 200),
        required: true,
      },
      limit: param.whole('How many, 20 unless told.', 1, 50),
      registers: param.word('Names of registers, with commas between.', /^[a-zA-Z,]+$/),
    },
    answers: { 200: { about: 'What was found', schema: searchShape, name: 'Found' } },
    perform: async (ask) => {
      const {
        q,
        limit = 20,
        registers,
      } = ask.query as { q: string; limit?: number; registers?: string }
      const items = await ask.house.ledger.search(ask.reader, {
        text: q,
        moment: await momentOf(ask),
        limit,
        ...(registers ? { registers: registers.split(',') } : {}),
      })
      return ok({ items })
    },
  },
  {
    method: 'get',
    path: '/api/{mission}/head',
    name: 'head',
    tag: 'about',
    about: 'Size and root of the log.',
    answers: { 200: { about: 'The head', schema: headShape, name: 'Head' } },
    perform: async ({ house, mission }) => ok(await house.ledger.head(mission.id)),
  },
  {
    method: 'get',
    path: '/api/{mission}/geo/{layer}',
    name: 'geo',
    tag: 'about',
    about: 'Boundaries and places that ship with the mission.',
    answers: { 200: { about: 'A feature collection', schema: featuresShape, name: 'Features' } },
    problems: ['not-found'],
    perform: async ({ mission, params }) => {
      const file = await geoFile(mission, params.layer ?? '')
      return isRefusal(file) ? file : { status: 200, file }
    },
  },
  {
    method: 'get',
    path: '/api/{mission}/attribution',
    name: 'attribution',
    tag: 'about',
    about: 'Whose data this is, and under which licence.',
    answers: { 200: { about: 'Attribution', schema: attributionShape, name: 'Attribution' } },
    perform: async ({ mission }) => ok({ items: mission.attribution }),
  },
]

const figures: Route[] = [
  {
    method: 'get',
    path: '/api/{mission}/overview',
    name: 'overview',
    tag: 'figures',
    query: moments,
    about:
      'The first page in one answer: six figures, what binds, what has run over, incidents, events, what is hidden.',
    answers: { 200: { about: 'The overview', schema: overviewShape, name: 'Overview' } },
    perform: answerOverview,
  },
  {
    method: 'get',
    path: '/api/{mission}/timeline',
    name: 'timeline',
    tag: 'figures',
    query: moments,
    about: 'The track of the time machine: terms of the mandate and dated events.',
    answers: { 200: { about: 'The track', schema: timelineShape, name: 'Timeline' } },
    perform: answerTimeline,
  },
  {
    method: 'get',
    path: '/api/{mission}/measures',
    name: 'measures',
    tag: 'figures',
    about: 'The named figures, each with its one definition.',
    answers: { 200: { about: 'Measures', schema: measuresShape, name: 'Measures' } },
    perform: async ({ house }) =>
      ok({ items: [...house.measures.values()].map((one) => describeMeasure(house, one)) }),
  },
  {
    method: 'get',
    path: '/api/{mission}/measures/{measure}',
    name: 'measure',
    tag: 'figures',
    query: measureParams,
    about: 'A figure as of any date, its parts, its series, the records and statements behind it.',
    answers: { 200: { about: 'The figure', schema: measureShape, name: 'Measure' } },
    problems: ['unknown-measure', 'too-many'],
    perform: answerMeasure,
  },
  {
    method: 'get',
    path: '/api/{mission}/rivals',
    name: 'rivals',
    tag: 'figures',
    query: moments,
    about: 'Groups of statements that cannot all hold, most weighty first.',
    answers: { 200: { about: 'Groups', schema: rivalsShape, name: 'Rivals' } },
    perform: async (ask) => {
      const moment = await momentOf(ask)
      const items = await answerRivals(ask, moment)
      return ok({ items, total: items.length, at: moment.atText, known: moment.knownText })
    },
  },
]
