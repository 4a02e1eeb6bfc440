/**
 * Manifests: each movement with what was planned and what came of it: persons, seats, who is booked, boarded, did not come.
 * Who sits where is the list of its seats.
 */
import type { Filter, ListQuery, RecordView } from '@konbit/ledger'
import { isRefusal, type Refusal } from '@konbit/model'
import { keep } from '../kept.ts'
import { numberIn, textIn } from '../logistics/reading.ts'
import { momentOf } from '../moments.ts'
import type { Ask } from '../route.ts'
import { type Answer, ok } from '../wire.ts'
import { groupsAt, namesAt, ofContributor } from './reading.ts'

const usual = 50

export async function answerManifests(ask: Ask): Promise<Answer | Refusal> {
  const moment = await momentOf(ask)
  const { movement, state, cursor, limit = usual } = ask.query as Record<string, never>
  const filter: Filter = {
    ...ofContributor(ask),
    state: state ? [state] : ['planned', 'done'],
  }
  if (movement) {
    const one = await ask.house.ledger.get(ask.reader, {
      register: 'movement',
      id: movement,
      moment,
    })
    if (isRefusal(one)) return one
    return ok({ ...(await toldOf(ask, moment, [one])), next: null })
  }
  const query: ListQuery = {
    register: 'movement',
    moment,
    filter,
    sort: state === 'planned' ? 'plannedOn' : '-movedOn',
    limit,
    total: 'none',
    ...(cursor ? { cursor } : {}),
  }
  const page = await ask.house.ledger.list(ask.reader, query)
  if (isRefusal(page)) return page
  const key = `manifests ${page.items.map(({ id }) => id).join(' ')}`
  const told = await keep(ask, moment, key, () => toldOf(ask, moment, page.items))
  return ok({ ...told, next: page.next ?? null })
}

const seatStates = ['booked', 'boarded', 'noShow', 'removed'] as const

async function toldOf(
  ask: Ask,
  moment: Awaited<ReturnType<typeof momentOf>>,
  items: readonly RecordView[],
) {
  const ids = items.map(({ id }) => id)
  const seats =
    ids.length === 0
      ? []
      : await groupsAt(ask, moment, {
          register: 'seat',
          by: ['movement', 'state'],
          filter: { movement: ids },
        })
  const taken = new Map(seats.map(({ keys, records }) => [keys.join(' '), records]))
  const [organisation, contingent, site] = await Promise.all(
    (
      [
        ['organisation', 'contributor'],
        ['contingent', 'contingent'],
        ['site', 'base'],
      ] as const
    ).map(([register, field]) =>
      namesAt(
        ask,
        moment,
        register,
        items.flatMap(({ fields }) => [
          textIn(fields[field]),
          ...(field === 'base' ? [textIn(fields.fromBase)] : []),
        ]),
      ),
    ),
  )
  return {
    at: moment.atText,
    known: moment.knownText,
    items: items.map(({ id, caption, state, fields }) => ({
      movement: { id, register: 'movement', caption },
      state,
      kind: textIn(fields.kind),
      contributor: organisation?.(textIn(fields.contributor)) ?? null,
      contingent: contingent?.(textIn(fields.contingent)) ?? null,
      base: site?.(textIn(fields.base)) ?? null,
      fromBase: site?.(textIn(fields.fromBase)) ?? null,
      carrier: textIn(fields.carrier),
      plannedOn: textIn(fields.plannedOn),
      movedOn: textIn(fields.movedOn),
      personsPlanned: numberIn(fields.personsPlanned),
      persons: numberIn(fields.persons),
      seats: numberIn(fields.seats),
      // Without a single seat on record nothing is known of who was to come.
      manifest: seatStates.some((one) => taken.has(`${id} ${one}`))
        ? Object.fromEntries(seatStates.map((one) => [one, taken.get(`${id} ${one}`) ?? 0]))
        : null,
    })),
  }
}
