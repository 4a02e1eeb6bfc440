/** How far a member is with the acts of the first hour: kept on the server, so that it goes on at another machine. */
import { isRefusal, type Refusal } from '@konbit/model'
import { z } from 'zod'
import type { Ask, Route } from '../route.ts'
import { type Answer, ok } from '../wire.ts'
import { ownerOf } from './owner.ts'

const act = z.string().regex(/^[a-zA-Z][a-zA-Z0-9.]{0,39}$/, 'the name of an act')
const acts = z.array(act).max(40).default([])
const shape = z.object({
  items: z.array(z.object({ act: z.string(), done: z.string().meta({ format: 'date-time' }) })),
})

async function read({ house, reader }: Pick<Ask, 'house' | 'reader'>): Promise<Answer> {
  const items = await house.ledger.hourActs(reader)
  return ok({
    items: items.map(({ act: one, done }) => ({ act: one, done: new Date(done).toISOString() })),
  })
}

async function keep(ask: Ask): Promise<Answer | Refusal> {
  const owner = ownerOf(ask)
  if (isRefusal(owner)) return owner
  const { done = [], undone = [] } = ask.body as { done?: string[]; undone?: string[] }
  await ask.house.ledger.keepHourActs(owner, { done, undone })
  return read(ask)
}

const answers = { 200: { about: 'Acts, oldest first', schema: shape, name: 'HourActs' } } as const
export const hourRoutes: Route[] = [
  {
    method: 'get',
    path: '/api/{mission}/first-hour',
    name: 'firstHour',
    tag: 'own',
    about: 'Which acts of the first hour the asker has done.',
    answers,
    perform: read,
  },
  {
    method: 'post',
    path: '/api/{mission}/first-hour',
    name: 'keepFirstHour',
    tag: 'own',
    about:
      'Puts down acts of the first hour that the asker did, and takes back what is to be done again.',
    body: z.strictObject({ done: acts, undone: acts }),
    answers,
    perform: keep,
  },
]
