/** What the columns of a member's files are: said once for each register, and remembered at whatever machine they sit. */
import { isRefusal, type Refusal, refuse } from '@konbit/model'
import { z } from 'zod'
import { param } from '../query.ts'
import type { Ask, Route } from '../route.ts'
import { type Answer, ok } from '../wire.ts'
import { ownerOf } from './owner.ts'

const columnsMax = 200
const charsMax = 20_000
const mapShape = z
  .record(z.string().max(200), z.string().max(80))
  .describe('A column’s name, and the field that it is; "" where it is left out')
const shape = z.object({ map: mapShape })

async function read({ house, reader, query }: Ask): Promise<Answer | Refusal> {
  const register = String(query.register)
  if (!house.registers.has(register)) return refuse('unknown-register')
  return ok({ map: JSON.parse((await house.ledger.columnMap(reader, register)) ?? '{}') })
}

async function keep(ask: Ask): Promise<Answer | Refusal> {
  const owner = ownerOf(ask)
  if (isRefusal(owner)) return owner
  const { register, map } = ask.body as { register: string; map: Record<string, string> }
  if (!ask.house.registers.has(register)) return refuse('unknown-register')
  const had = JSON.parse((await ask.house.ledger.columnMap(ask.reader, register)) ?? '{}') as object
  // What was said last is kept longest.
  const all = Object.entries({ ...without(had, map), ...map })
  let kept = all.slice(-columnsMax)
  while (textOf(kept).length > charsMax) kept = kept.slice(1)
  await ask.house.ledger.keepColumnMap(owner, register, textOf(kept))
  return ok({ map: Object.fromEntries(kept) })
}

const textOf = (entries: readonly [string, string][]): string =>
  JSON.stringify(Object.fromEntries(entries))
const without = (had: object, names: object): Record<string, string> =>
  Object.fromEntries(Object.entries(had).filter(([name]) => !Object.hasOwn(names, name)))

const answers = { 200: { about: 'The columns', schema: shape, name: 'ColumnMap' } } as const
const problems = ['unknown-register'] as const
const path = '/api/{mission}/columns'
export const columnMapRoutes: Route[] = [
  {
    method: 'get',
    path,
    name: 'columnMap',
    tag: 'own',
    about: 'What the columns of the asker’s files for a register are, as they last said.',
    query: { register: { ...param.text('The register.', 80), required: true } },
    answers,
    problems,
    perform: read,
  },
  {
    method: 'post',
    path,
    name: 'keepColumnMap',
    tag: 'own',
    about: `Remembers what columns are, beside those said before; at most ${columnsMax} for a register.`,
    body: z.strictObject({
      register: z.string().max(80),
      map: mapShape.refine(
        (one) => Object.keys(one).length <= columnsMax,
        `at most ${columnsMax} columns`,
      ),
    }),
    answers,
    problems,
    perform: keep,
  },
]
