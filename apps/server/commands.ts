/**
 * A command and what became of it, told the same whether it came alone, in a list that a phone sends when its line is back, or
 * as a file. The list is no transaction: each command stands or falls by itself, in the order given.
 */
import type { Receipt } from '@konbit/ledger'
import { type Command, isHandling, isRefusal, type Refusal, type Register } from '@konbit/model'
import { z } from 'zod'
import { withConflict } from './conflict.ts'
import { shutOutLost } from './device/lost.ts'
import type { Ask, Route } from './route.ts'
import { problemShape, receiptShape } from './shapes.ts'
import { type Answer, ok, problem } from './wire.ts'

/** A list is answered within the patience of a phone on a thin line, and what is lost with its answer is sent again. */
const commandsMax = 50

export const commandShape = z.strictObject({
  id: z.uuid(),
  register: z.string().max(80),
  record: z.uuid(),
  verb: z.string().max(80),
  input: z.record(z.string(), z.unknown()).optional(),
  at: z.string().max(40).optional(),
  because: z.string().max(2000).optional(),
  onBehalfOf: z.string().min(1).max(120).optional(),
  expects: z.int().positive().optional(),
  entry: z.int().positive().optional(),
})

/** The receipt, or the refusal as its author is told it. */
export async function became(
  ask: Ask,
  register: Register | undefined,
  command: Command,
  done: Receipt | Refusal,
): Promise<Answer | Refusal> {
  if (isRefusal(done))
    return done.refusal === 'stale' && register ? withConflict(done, register, command, ask) : done
  // What was worked out before may hold what was just erased, or what its readers may no longer see.
  if (isHandling(command.verb)) ask.house.kept.clear()
  await shutOutLost(ask, command)
  const { seq, known, at, record } = done
  const receipt = `/api/${ask.mission.id}/log/receipt/${seq}`
  return { status: done.repeated ? 200 : 201, json: { seq, record, known, at, receipt } }
}

async function takeAll(ask: Ask): Promise<Answer> {
  const { house, actor, body } = ask
  const { commands } = body as { commands: Command[] }
  const answers = await house.ledger.performAll(actor, commands)
  const items = []
  for (const [index, done] of answers.entries()) {
    const command = commands[index] as Command
    const told = await became(ask, house.registers.get(command.register), command, done)
    const { status, ...rest } = isRefusal(told) ? problem(told) : told
    const json = 'json' in rest ? rest.json : undefined
    items.push({ id: command.id, status, [status < 300 ? 'receipt' : 'problem']: json })
  }
  return ok({ items })
}

export const commandRoutes: Route[] = [
  {
    method: 'post',
    path: '/api/{mission}/commands',
    name: 'commands',
    tag: 'about',
    about: `Up to ${commandsMax} commands, each performed and answered as if it had come alone; again is harmless.`,
    body: z.strictObject({ commands: z.array(commandShape).min(1).max(commandsMax) }),
    answers: {
      200: {
        about: 'What became of each, in the order given',
        schema: z.object({
          items: z.array(
            z.object({
              id: z.uuid(),
              status: z
                .int()
                .describe('As if it had come alone: 201, 200 where it was there before'),
              receipt: receiptShape.optional(),
              problem: problemShape.optional(),
            }),
          ),
        }),
        name: 'CommandAnswers',
      },
    },
    perform: takeAll,
  },
]
