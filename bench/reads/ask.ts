/** What is asked of a filled mission, each answer timed whole: as the server would have it, views, captions and count included. */

import type { Connection, Ledger, Moment } from '@konbit/ledger'
import type { Refusal } from '@konbit/model'
import pg from 'pg'
import { printCursor } from '../../packages/ledger/read/cursor.ts'
import { BEGIN, SPAN_SECONDS } from './fill.ts'

const register = 'vehicle'
export const sorts = [
  'plate',
  '-plate',
  'type',
  '-type',
  'state',
  '-state',
  'contingent',
  '-base',
] as const
export const filters = {
  'state ready': { state: ['ready'] },
  'state written off': { state: ['writtenOff'] },
  'state expected, one of twenty': { state: ['expected'] },
  'one type of seven': { type: 'mrap' },
  'one plate': { plate: 'V0000042' },
} as const

const whole = <Answer extends object>(answer: Answer | Refusal): Answer => {
  if ('refusal' in answer) throw new Error(JSON.stringify(answer))
  return answer as Answer
}

/** Moments by the part of the story told by then: of *at*, of *known*. */
const parts: Record<string, [at: number, known: number]> = {
  yesterday: [0.998, 0.998],
  'two thirds': [0.66, 0.66],
  middle: [0.5, 0.5],
  'middle, as known now': [0.5, 1],
  'now, as known in the middle': [1, 0.5],
  'middle, as known a day later': [0.5, 0.501],
  'a third, as known at two thirds': [0.33, 0.66],
  tenth: [0.1, 0.1],
  'first days': [0.002, 0.002],
  'first days, as known now': [0.002, 1],
  'first hour': [0.00002, 0.00002],
}

export async function openAsk(ledger: Ledger, connection: Connection, mission: string) {
  const reader = { mission, member: 'reader' }
  const client = new pg.Client({ ...connection, options: '-c timezone=UTC -c search_path=konbit' })
  await client.connect()
  const look = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
    (await client.query(text, values)).rows as Row[]
  const [head] = await look<{ size: string; secret: Buffer }>(
    'select size, secret from head join mission on id = mission where id = $1',
    [mission],
  )
  const size = Number(head?.size)
  const instant = (part: number): string =>
    new Date(Date.parse(BEGIN) + part * SPAN_SECONDS * 1000).toISOString()

  const momentOf = async ([at, known]: [number, number]): Promise<Moment> =>
    whole(
      await ledger.moment(mission, {
        ...(at < 1 ? { at: instant(at) } : {}),
        ...(known < 1 ? { known: instant(known) } : {}),
      }),
    )
  const moments: Record<string, Moment> = { now: whole(await ledger.moment(mission)) }
  for (const [name, part] of Object.entries(parts)) moments[name] = await momentOf(part)

  /** A cursor as a page would have given it: after so large a part of the records, in this order. */
  async function cursorAt(sort: string, moment: Moment, part: number): Promise<string | undefined> {
    const by = sort.replace('-', '')
    const column = by === 'state' ? by : `f_${by}`
    const [n] = await look<{ n: string }>(`select count(*) as n from ${lived}`, [
      mission,
      moment.at / 1000,
      moment.known,
    ])
    const direction = sort.startsWith('-') ? 'desc' : 'asc'
    const order = column === 'f_plate' ? [column] : [column, 'f_plate']
    const [row] = await look<{ key: unknown; next: unknown; record: string }>(
      `select ${column} as key, f_plate as next, record from ${lived}
       order by ${[...order, 'record'].map((one) => `${one} ${direction}`).join(', ')} offset $4 limit 1`,
      [mission, moment.at / 1000, moment.known, Math.max(0, Math.floor(Number(n?.n) * part) - 50)],
    )
    return (
      row &&
      printCursor(head?.secret as Buffer, [register, {}, '', sort], moment, [
        row.key,
        ...(order.length > 1 ? [row.next] : []),
        row.record,
      ])
    )
  }
  const lived = `r_vehicle_mission where mission = $1 and at_from <= to_timestamp($2) and at_to > to_timestamp($2) and known_from <= $3 and known_to > $3`

  return {
    size,
    moments,
    look,
    cursorAt,
    page: async (query: {
      sort?: string
      moment: Moment
      cursor?: string | undefined
      filter?: Record<string, unknown>
      total?: 'none'
    }) => whole(await ledger.list(reader, { register, limit: 50, ...query } as never)),
    record: async (id: string, moment: Moment) =>
      whole(await ledger.get(reader, { register, id, moment })),
    history: async (id: string, moment: Moment) =>
      whole(await ledger.history(reader, { register, id, moment })),
    links: async (id: string, moment: Moment) => whole(await ledger.links(reader, { id, moment })),
    search: async (text: string, moment: Moment) =>
      whole(await ledger.search(reader, { text, moment })),
    close: () => client.end(),
  }
}
