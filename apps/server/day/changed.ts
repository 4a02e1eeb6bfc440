/**
 * What changed since somebody last looked: entries of others on the desks where they have something to do, as far as they see
 * them. Grouped and counted by register and verb, the latest named. How far they looked moves only when they say so.
 */
import type { Lately, Moment } from '@konbit/ledger'
import { acts, addDays, type Registers, type Role } from '@konbit/model'
import { momentAt } from '../moments.ts'
import { titled } from '../readings.ts'
import type { Ask } from '../route.ts'
import { isOff, type Off } from './off.ts'

const READ_MAX = 1000
const NAMED = 24

/** Where one of these roles may do something, and all of the desk where they may do most. */
export function deskRegisters(registers: Registers, roles: readonly Role[], off: Off): string[] {
  const all = [...registers.values()]
  const own = all.filter((one) =>
    acts(one).some(([, { by }]) => by.some((role) => roles.includes(role))),
  )
  const counts = Map.groupBy(own, ({ desk }) => desk)
  const [home] = [...counts].sort(([, a], [, b]) => b.length - a.length)[0] ?? []
  return all
    .filter((one) => (own.includes(one) || one.desk === home) && !isOff(off, registers, one.name))
    .map(({ name }) => name)
}

export async function changedAt(ask: Ask, moment: Moment, day: string, off: Off) {
  const { house, reader, person } = ask
  const seen = await house.ledger.looked(reader)
  // Whoever never looked is told of yesterday and today, not of all years.
  const after = seen ?? (await momentAt(ask, { known: addDays(day, -2) })).known
  const registers = deskRegisters(house.registers, person.roles, off)
  const { items, isWhole, from } = await house.ledger.lately(reader, {
    registers,
    after,
    upTo: moment.known,
    notBy: person.id,
    limit: READ_MAX,
  })
  const named = items.slice(0, NAMED)
  const [captions, titles] = await Promise.all([
    house.ledger.captions(reader, [...new Set(named.map(({ record }) => record))], moment),
    titled(
      ask,
      named.map(({ author }) => ({ member: author })),
    ),
  ])
  return {
    looked: { seq: seen ?? null, from, end: moment.known },
    changed: named.flatMap((one, index) => {
      const caption = captions.get(one.record)?.caption
      if (caption === undefined) return []
      const { seq, register, record, verb, author, known } = one
      const byTitle = titles[index]?.memberTitle
      return [
        {
          seq,
          register,
          record,
          caption,
          verb,
          by: author,
          ...(byTitle ? { byTitle } : {}),
          known,
        },
      ]
    }),
    changedCount: items.length,
    isWhole,
    groups: grouped(items),
  }
}

function grouped(items: readonly Lately[]) {
  const groups = new Map<string, { register: string; verb: string; count: number; last: string }>()
  for (const { register, verb, known } of items) {
    const key = `${register} ${verb}`
    const group = groups.get(key)
    if (group) group.count += 1
    else groups.set(key, { register, verb, count: 1, last: known })
  }
  return [...groups.values()].sort((a, b) => b.count - a.count)
}
