/** What is due for erasure, for the data-protection officer to go through: each is then erased, or held with a reason. */
import { dayOf, isRefusal, type Role, refuse } from '@konbit/model'
import { z } from 'zod'
import { momentOf } from './moments.ts'
import { paging, param } from './query.ts'
import type { Route } from './route.ts'
import { page } from './shapes.ts'
import { ok } from './wire.ts'

const readers: readonly Role[] = ['protection', 'auditor']
const text = z.string()
const id = z.uuid()
const dueShape = page(
  z.object({
    register: text,
    id,
    caption: text,
    state: text,
    closedOn: text.describe('The day it came into a closed state, in the mission’s zone'),
    dueOn: text.describe('The day since which it is due'),
    held: z.boolean(),
    hold: z
      .object({ register: text, id, caption: text })
      .nullable()
      .describe('What holds it; it cannot be erased before that is lifted'),
  }),
)

export const retentionRoute: Route = {
  method: 'get',
  path: '/api/{mission}/retention',
  name: 'retention',
  tag: 'about',
  about:
    'Records whose retention has run out and of which something is left to erase, as far as the asker sees them.',
  query: {
    register: param.word('The name of one register.', /^[a-zA-Z]+$/),
    ...paging(200, 50),
  },
  answers: { 200: { about: 'Records', schema: dueShape, name: 'Due' } },
  problems: ['unknown-register', 'bad-cursor', 'not-allowed'],
  perform: async (ask) => {
    const { house, mission, query, actor } = ask
    if (!readers.some((role) => actor.roles.includes(role))) return refuse('not-allowed')
    const found = await house.ledger.due(ask.reader, {
      moment: await momentOf(ask),
      register: query.register as string | undefined,
      limit: query.limit as number | undefined,
      cursor: query.cursor as string | undefined,
    })
    if (isRefusal(found)) return found
    const day = (instant: string): string => dayOf(Date.parse(instant), mission.zone)
    return ok({
      items: found.items.map(({ closed, due, hold, ...item }) => ({
        ...item,
        closedOn: day(closed),
        dueOn: day(due),
        held: hold !== null,
        hold,
      })),
      next: found.next,
    })
  },
}
