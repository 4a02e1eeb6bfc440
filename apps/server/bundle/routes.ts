/** The door for a queue that comes on a memory stick, and the key that phones seal it for. */
import { isRefusal, type Refusal, refuse } from '@konbit/model'
import { CARRIED_MAX_BYTES, CARRIED_MAX_COMMANDS } from '@konbit/proof'
import { z } from 'zod'
import type { Ask, Route } from '../route.ts'
import { type Answer, ok } from '../wire.ts'
import { carryingPair } from './key.ts'
import { take } from './take.ts'

const text = z.string()
const count = z.int().nonnegative()
const keyShape = z.object({
  key: text.describe('A point of P-256, base64: a file is sealed for it'),
  commandsMax: count,
})
const saidWords = z.object({
  key: text,
  values: z.record(text, z.union([text, z.number()])),
})
const takenShape = z.object({
  device: z.uuid(),
  member: text.describe('As whom each command was performed'),
  made: text.describe('When the file was made, by the device’s clock'),
  counts: z.object({ landed: count, same: count, refused: count }),
  items: z.array(
    z.object({
      n: count.describe('Its place in the file, from 1'),
      id: z.uuid(),
      outcome: z.enum(['landed', 'same', 'refused']).describe('`same`: it was taken before'),
      seq: count.optional(),
      problem: text.optional(),
      why: text.optional().describe('Only for whoever made the file'),
      told: z.array(saidWords).optional(),
      wrong: z.array(z.object({ field: text, needs: text, told: saidWords.optional() })).optional(),
    }),
  ),
})

async function answerKey({ house, mission }: Ask): Promise<Answer | Refusal> {
  const pair = await carryingPair(house, mission.id)
  return pair ? ok({ key: pair.point, commandsMax: CARRIED_MAX_COMMANDS }) : refuse('not-found')
}

async function answerTake({ house, mission, person, file }: Ask): Promise<Answer | Refusal> {
  if (person.roles.length === 0 || !file) return refuse('not-allowed')
  const taken = await take(house, mission, person.id, file.bytes)
  return isRefusal(taken) ? taken : ok(taken)
}

export const bundleRoutes: Route[] = [
  {
    method: 'get',
    path: '/api/{mission}/carried',
    name: 'carriedKey',
    tag: 'about',
    about: 'The public key that a queue is sealed for when it is carried here as a file.',
    answers: { 200: { about: 'The key', schema: keyShape, name: 'CarriedKey' } },
    problems: ['not-found'],
    perform: answerKey,
  },
  {
    method: 'post',
    path: '/api/{mission}/carried',
    name: 'carried',
    tag: 'about',
    about:
      'Takes a queue that a device of this mission signed: each command is performed as the device’s owner and told of; again changes nothing.',
    file: { max: CARRIED_MAX_BYTES, types: ['application/octet-stream'] },
    answers: { 200: { about: 'What became of each', schema: takenShape, name: 'Carried' } },
    problems: ['not-found'],
    perform: answerTake,
  },
]
