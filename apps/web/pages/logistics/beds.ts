/** Beds of a site: its dated works, how far each has slipped, what others say it has. Pure. */
import type { EntryView, RecordView } from '../../api/types.ts'
import { daysBetween, lastDay } from '../../frame/days.ts'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

export type Work = {
  id: string
  state: string
  kind: string
  amount: number
  /** The day that stands now. */
  on: string
  /** The day that was first promised, where it was another. */
  wasOn: string | null
  /** How often the day was moved. */
  moves: number
  /** Days by which it is late: against the first promise, or against today where it should be there and is not. */
  late: number
  isDone: boolean
}

/** The days a work was promised for, in the order in which they entered the record. */
export const promisesOf = (entries: readonly EntryView[]): string[] =>
  [...entries]
    .filter((one) => !one.voided && typeof one.set?.availableOn === 'string')
    .sort((a, b) => a.seq - b.seq)
    .map((one) => lastDay(text(one.set?.availableOn)))
    .filter((day, i, all) => day !== all[i - 1])

export function workOf(
  record: RecordView,
  entries: readonly EntryView[] | undefined,
  day: string,
): Work {
  const on = lastDay(text(record.fields.availableOn))
  const promises = promisesOf(entries ?? [])
  const first = promises[0] ?? on
  const isDone = record.state === 'ready' || record.state === 'lost'
  const open = !isDone && record.state !== 'cancelled'
  const slipped = daysBetween(first, on)
  return {
    id: record.id,
    state: record.state,
    kind: text(record.fields.kindOfWork),
    amount: typeof record.fields.capacityAmount === 'number' ? record.fields.capacityAmount : 0,
    on,
    wasOn: first < on ? first : null,
    moves: Math.max(0, promises.length - 1),
    late: Math.max(slipped, open && on < day ? daysBetween(first, day) : 0, 0),
    isDone,
  }
}

/** `rival` is what the record has of the same work, where it has it. */
export type Said = {
  id: string
  amount: number
  saidBy: string
  on: string
  kind: string
  rival: number | null
}

/** Capacities of beds, parted: the mission's own works, and what somebody else says there is. */
export function partsOf(records: readonly RecordView[]): { own: RecordView[]; said: Said[] } {
  const own: RecordView[] = []
  const said: Said[] = []
  for (const one of records) {
    const by = text(one.fields.saidBy)
    if (!by) own.push(one)
    else if (typeof one.fields.capacityAmount === 'number')
      said.push({
        id: one.id,
        amount: one.fields.capacityAmount,
        saidBy: by,
        on: lastDay(text(one.fields.availableOn)),
        kind: text(one.fields.kindOfWork),
        rival: null,
      })
  }
  for (const one of said) {
    const same = own.find(
      ({ fields }) =>
        fields.kindOfWork === one.kind && lastDay(text(fields.availableOn)) === one.on,
    )
    if (typeof same?.fields.capacityAmount === 'number') one.rival = same.fields.capacityAmount
  }
  return { own, said }
}

/** The first day on which more want to sleep there than there are beds; null where none does, or nothing is known. */
export function firstShort(
  days: readonly {
    day: string
    beds: number | null
    occupied: number | null
    planned: number | null
  }[],
  from: string,
): { day: string; short: number } | null {
  for (const one of days) {
    const asked = one.day > from ? (one.planned ?? one.occupied) : one.occupied
    if (one.day >= from && one.beds !== null && asked !== null && asked > one.beds)
      return { day: one.day, short: asked - one.beds }
  }
  return null
}
