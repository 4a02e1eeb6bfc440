/** The map as numbers: tiles of a register's places, and what all of them count, at any moment and as the reader may see them. */
import { TILE_TYPE } from '@konbit/formats'
import { NO_DAY, type PointFilter, type PointsQuery } from '@konbit/ledger'
import {
  isRefusal,
  labelOf,
  type Refusal,
  type Register,
  type Registers,
  refuse,
} from '@konbit/model'
import { z } from 'zod'
import { momentOf } from '../moments.ts'
import { moments, type Params, param, type Query } from '../query.ts'
import type { Ask, Route } from '../route.ts'
import { ok, pack } from '../wire.ts'
import { summaryOf, tileOf, ZOOM_MAX } from './tile.ts'

/** What a register is drawn by: its first place, the date its lists are in order of, its first featured choice. */
function drawnBy(register: Register): Required<PointsQuery> | undefined {
  const own = (field: string): boolean => labelOf(register, field) === register.label
  const kindIs = (field: string, ...names: string[]): boolean =>
    own(field) && names.includes(register.fields[field]?.kind.name ?? '')
  const names = Object.keys(register.fields)
  const where = names.find((field) => kindIs(field, 'place'))
  const on = register.sort && kindIs(register.sort.by, 'when') ? register.sort.by : undefined
  const kind = register.featured.find(
    (field) => kindIs(field, 'choice') && (register.fields[field]?.options?.length ?? 0) < 8,
  )
  return where && on && kind ? { register: register.name, where, on, kind } : undefined
}

const dayNumber = (text: unknown): number | undefined =>
  typeof text === 'string' ? Date.parse(`${text}T00:00:00Z`) / 86_400_000 : undefined

const query: Params = {
  ...moments,
  state: { ...param.text('Only in this state; may be given more than once.', 40), many: true },
  from: param.day('Only what began on this day or later.'),
  to: param.day('Only what began on this day or earlier.'),
}

const text = z.string()
const summaryShape = z.object({
  at: text,
  known: text,
  records: z.int().describe('Equal to the total of the list with the same filter'),
  placed: z.int().describe('Those with coordinates: the sum over the tiles of any zoom'),
  kinds: z.record(text, z.int()),
  months: z.array(z.object({ month: text, records: z.int() })),
})

async function filterOf(
  ask: Ask,
  register: Register,
  asked: Query,
): Promise<PointFilter | Refusal> {
  const moment = await momentOf(ask)
  const states = new Uint8Array(256)
  const wanted = (asked.state as string[] | undefined) ?? register.states
  for (const state of wanted) {
    const index = register.states.indexOf(state)
    if (index < 0)
      return refuse('invalid-query', undefined, [
        { field: 'state', needs: `one of ${register.states.join(', ')}` },
      ])
    states[index] = 1
  }
  return {
    moment,
    states,
    from: dayNumber(asked.from) ?? NO_DAY,
    to: dayNumber(asked.to) ?? 2 ** 31 - 1,
  }
}

function routesFor(register: Register, by: Required<PointsQuery>): Route[] {
  return [
    {
      method: 'get',
      path: `/api/{mission}/tiles/${register.name}`,
      name: `${register.name}Map`,
      tag: 'map',
      about: `What the tiles of ${register.plural.toLowerCase()} hold together: how many, how many with a place, by ${by.kind} and by month.`,
      query,
      answers: { 200: { name: 'MapSummary', about: 'The counts', schema: summaryShape } },
      async perform(ask) {
        const filter = await filterOf(ask, register, ask.query)
        if (isRefusal(filter)) return filter
        const points = await ask.house.ledger.points(ask.reader, by)
        if (isRefusal(points)) return points
        const { atText: at, knownText: known } = filter.moment
        return ok({ at, known, ...summaryOf(points, filter) })
      },
    },
    {
      method: 'get',
      path: `/api/{mission}/tiles/${register.name}/{z}/{x}/{y}`,
      name: `${register.name}Tile`,
      tag: 'map',
      about: `${register.plural} in one square of the map, gathered into cells: a Mapbox vector tile with the layer ${register.name}, each point with its count, its counts by ${by.kind}, and its record where it is one.`,
      query,
      answers: {
        200: {
          name: 'VectorTile',
          about: 'The tile',
          schema: z.string().meta({ format: 'binary' }),
          types: [TILE_TYPE],
        },
      },
      async perform(ask) {
        const filter = await filterOf(ask, register, ask.query)
        if (isRefusal(filter)) return filter
        const [z, x, y] = ['z', 'x', 'y'].map((name) =>
          /^\d{1,6}$/.test(ask.params[name] ?? '') ? Number(ask.params[name]) : -1,
        ) as [number, number, number]
        const side = 2 ** z
        if (z < 0 || z > ZOOM_MAX || x < 0 || y < 0 || x >= side || y >= side)
          return refuse(
            'invalid-query',
            `A tile is named by a zoom from 0 to ${ZOOM_MAX} and two numbers below 2 to its power.`,
          )
        const points = await ask.house.ledger.points(ask.reader, by)
        if (isRefusal(points)) return points
        return {
          status: 200,
          file: pack(tileOf(points, register.name, filter, { z, x, y }), TILE_TYPE),
        }
      },
    },
  ]
}

export const tileRoutes = (registers: Registers): Route[] =>
  [...registers.values()].flatMap((register) => {
    const by = drawnBy(register)
    return by ? routesFor(register, by) : []
  })
