/** What was told outside this server of changes to somebody's access, and whether it arrived. */
import type { Refusal } from '@konbit/model'
import { noticeKeyShape, noticesShape } from './accessShapes.ts'
import { paging, param } from './query.ts'
import { titled } from './readings.ts'
import type { Ask, Route } from './route.ts'
import { type Answer, ok } from './wire.ts'

async function list(ask: Ask): Promise<Answer | Refusal> {
  const { limit, cursor } = ask.query as { limit?: number; cursor?: number }
  const found = await ask.house.ledger.notices(ask.reader, { limit, before: cursor })
  return ok({ ...found, items: await titled(ask, found.items) })
}

export const noticeRoutes: Route[] = [
  {
    method: 'get',
    path: '/api/{mission}/notices',
    name: 'notices',
    tag: 'access',
    about:
      'What was told outside this server of changes to access: one’s own; a registrar and an auditor see all.',
    query: {
      ...paging(200, 50),
      cursor: param.whole('The `next` of the page before, as it was given.', 1, 1e15),
    },
    answers: { 200: { about: 'Notices, newest first', schema: noticesShape, name: 'Notices' } },
    perform: list,
  },
  {
    method: 'get',
    path: '/api/{mission}/notices/key',
    name: 'notices.key',
    tag: 'access',
    about: 'The public key under which notices are signed: keep it where you are told.',
    answers: { 200: { about: 'The key', schema: noticeKeyShape, name: 'NoticeKey' } },
    perform: async ({ house, mission }) => ok({ key: await house.ledger.noticeKey(mission.id) }),
  },
]
