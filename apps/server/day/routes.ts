/** The addresses of the day: what one owes and what changed, how far one looked, the tracker of orders, the report of a day. */
import { type Refusal, refuse } from '@konbit/model'
import { keep } from '../kept.ts'
import { dayAt, momentOf } from '../moments.ts'
import { TooMany } from '../people/reading.ts'
import { moments, paging, param } from '../query.ts'
import type { Ask, Route } from '../route.ts'
import { type Answer, ok } from '../wire.ts'
import { changedAt } from './changed.ts'
import { offIn } from './off.ts'
import { answerOrders, orderViews } from './orders.ts'
import { owedAt } from './owed.ts'
import { answerReport } from './report.ts'
import { dayShape, lookedBody, lookedShape, ordersShape, reportShape } from './shapes.ts'

async function answerDay(ask: Ask): Promise<Answer | Refusal> {
  const { house, mission, person } = ask
  const [moment, { size }] = await Promise.all([momentOf(ask), ask.head()])
  const day = dayAt(ask, moment)
  const off = await offIn(house, mission.id, size)
  const what = ['day', person.id, ...person.roles, ...off.desks, ...off.registers].join(' ')
  const [owed, changed] = await Promise.all([
    keep(ask, moment, what, () => owedAt(ask, moment, day, off)),
    changedAt(ask, moment, day, off),
  ])
  return ok({ at: moment.atText, known: moment.knownText, day, ...owed, ...changed, off })
}

async function markLooked(ask: Ask): Promise<Answer | Refusal> {
  const { size } = await ask.head()
  const seq = Math.min(Number(ask.body.seq), size)
  await ask.house.ledger.markLooked(ask.reader, seq)
  return ok({ seq })
}

const bounded =
  (perform: Route['perform']): Route['perform'] =>
  async (ask) => {
    try {
      return await perform(ask)
    } catch (error) {
      if (error instanceof TooMany) return refuse('too-many', error.message)
      throw error
    }
  }

export const dayRoutes: Route[] = [
  {
    method: 'get',
    path: '/api/{mission}/day',
    name: 'day',
    tag: 'day',
    about:
      'My day: what the asker’s roles owe, what waits for them, and what others changed on their desks since they last looked.',
    query: moments,
    answers: { 200: { about: 'The day', schema: dayShape, name: 'Day' } },
    problems: ['too-many'],
    perform: bounded(answerDay),
  },
  {
    method: 'post',
    path: '/api/{mission}/day/looked',
    name: 'day.looked',
    tag: 'day',
    about: 'Says up to which entry the asker has looked. It never goes back.',
    body: lookedBody,
    answers: { 200: { about: 'How far', schema: lookedShape, name: 'Looked' } },
    perform: markLooked,
  },
  {
    method: 'get',
    path: '/api/{mission}/day/report',
    name: 'day.report',
    tag: 'day',
    about:
      'The situation report of a day, computed from the record: strength and movements, vehicles, patrols, incidents, money, orders, what binds next.',
    query: moments,
    answers: { 200: { about: 'The report', schema: reportShape, name: 'DayReport' } },
    problems: ['too-many'],
    perform: bounded(answerReport),
  },
  {
    method: 'get',
    path: '/api/{mission}/orders',
    name: 'orders',
    tag: 'day',
    about: 'Orders and tasks: to whom, who acknowledged them and when, what is overdue.',
    query: {
      ...moments,
      ...paging(100, 50),
      show: param.oneOf('Open ones unless told.', orderViews),
    },
    answers: { 200: { about: 'Orders', schema: ordersShape, name: 'Orders' } },
    problems: ['bad-cursor', 'too-many'],
    perform: answerOrders,
  },
]
