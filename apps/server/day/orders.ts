/** The tracker of orders and tasks: what is open, to whom, who acknowledged it and when, what is overdue. One answer, bounded. */
import { isRefusal, type Refusal, spanOf } from '@konbit/model'
import { dayAt, momentOf } from '../moments.ts'
import { titled } from '../readings.ts'
import type { Ask } from '../route.ts'
import { type Answer, ok } from '../wire.ts'
import { isForMe } from './owed.ts'

const ORDERS_MAX = 100
const TOLD_MAX = 200
export const orderViews = ['open', 'draft', 'closed'] as const
const states = {
  open: ['issued'],
  draft: ['draft'],
  closed: ['done', 'withdrawn', 'superseded'],
} as const

export async function answerOrders(ask: Ask): Promise<Answer | Refusal> {
  const { house, reader, person, query } = ask
  const {
    show = 'open',
    cursor,
    limit = 50,
  } = query as {
    show?: (typeof orderViews)[number]
    cursor?: string
    limit?: number
  }
  const moment = await momentOf(ask)
  const day = dayAt(ask, moment)
  const page = await house.ledger.list(reader, {
    register: 'order',
    moment,
    filter: { state: states[show] },
    sort: show === 'closed' ? '-dueOn' : 'dueOn',
    limit: Math.min(limit, ORDERS_MAX),
    ...(cursor ? { cursor } : {}),
  })
  if (isRefusal(page)) return page
  const ids = page.items.map(({ id }) => id)
  const told = await acknowledgements(ask, ids)
  const organisations = page.items.flatMap(({ fields }) => (fields.toOrganisation ?? []) as string)
  const captions = await house.ledger.captions(reader, [...new Set(organisations)], page.moment)
  const may = house.registers.get('acknowledgement')?.enters.by ?? []
  const mayAcknowledge = may.some((role) => person.roles.includes(role))
  return ok({
    at: page.moment.atText,
    known: page.moment.knownText,
    day,
    total: page.total,
    next: page.next,
    items: page.items.map(({ id, state, fields, seq }) => {
      const mine = told.filter(({ order }) => order === id)
      const due = spanOf(String(fields.dueOn ?? ''))?.last
      const isMine = mine.some(({ member }) => member === person.id)
      const organisation = fields.toOrganisation as string | undefined
      return {
        id,
        seq,
        state,
        number: fields.number,
        title: fields.title,
        kind: fields.kind,
        toRoles: fields.toRoles ?? [],
        toOrganisation: organisation
          ? { id: organisation, caption: captions.get(organisation)?.caption ?? '' }
          : null,
        dueOn: fields.dueOn ?? null,
        issuedOn: fields.issuedOn ?? null,
        isOverdue: state === 'issued' && due !== undefined && due < day,
        acknowledged: mine.map(({ order: _, ...one }) => one),
        asks:
          state === 'issued' && mayAcknowledge && !isMine && isForMe(fields.toRoles, person.roles),
      }
    }),
  })
}

/** Who acknowledged which of these orders, once for each member. */
async function acknowledgements(ask: Ask, orders: readonly string[]) {
  if (orders.length === 0) return []
  const page = await ask.house.ledger.list(ask.reader, {
    register: 'acknowledgement',
    moment: await momentOf(ask),
    filter: { order: orders },
    limit: TOLD_MAX,
    total: 'none',
  })
  const items = (isRefusal(page) ? [] : page.items).map(({ id, fields, at }) => ({
    id,
    order: String(fields.order),
    member: String(fields.acknowledgedBy ?? ''),
    on: at,
  }))
  const named = await titled(ask, items)
  return [...new Map(named.map((one) => [`${one.order} ${one.member}`, one])).values()]
}
