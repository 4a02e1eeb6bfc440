/** A mission's own frame as its folder holds it: read strictly, so that a misspelt figure is found at the start and not missed. */
import { z } from 'zod'
import { type OwnFrame, type Parameter, parameters } from './frame.ts'

const sentence = z.string().min(1).max(1000)
const assumption = z.strictObject({
  value: z.number(),
  low: z.number().optional(),
  high: z.number().optional(),
  why: sentence,
  perGoal: z.literal(true).optional(),
  statement: z
    .strictObject({
      measure: z.string().max(80),
      subject: z.string().max(80),
      times: z.number().optional(),
    })
    .optional(),
})

const shape = z.strictObject({
  name: sentence.optional(),
  about: sentence.optional(),
  days: z.int().min(30).max(3650).optional(),
  goalIn: z.int().min(1).max(3650).optional(),
  assume: z
    .partialRecord(z.enum(parameters as unknown as [Parameter, ...Parameter[]]), assumption)
    .optional(),
  patrolTypes: z.array(z.string().max(40)).max(20).optional(),
  levers: z
    .array(z.strictObject({ key: z.string().max(40), price: z.number().optional() }))
    .max(8)
    .optional(),
  policies: z
    .strictObject({ reliefFirst: z.boolean().optional(), freezeWhenBroke: z.boolean().optional() })
    .optional(),
})

/** Throws an Error that says what is wrong with it. */
export function readOwnFrame(raw: unknown): OwnFrame {
  const read = shape.safeParse(raw)
  if (read.success) return read.data as OwnFrame
  const [first] = read.error.issues
  throw new Error(`${first?.path.join('.') || 'the plan'}: ${first?.message}`)
}
