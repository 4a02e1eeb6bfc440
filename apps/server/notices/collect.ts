/**
 * Makes notices of what the record says: an order to somebody's role or body, something of theirs refused or disputed, an
 * alert rule that fires. A follower by name: what it puts down and how far it has read are one transaction.
 */
import {
  authorsOf,
  type Followed,
  facetAt,
  fireAlert,
  type Handler,
  membersAt,
  membersIn,
  putNotices,
  seersOf,
  standingBetween,
  statesBetween,
} from '@konbit/ledger'
import { type Fields, type Register, type Role, spanOf } from '@konbit/model'
import type { House, MissionHere } from '../house.ts'
import { type AlertRule, heldUntil, isOn, isOnDay, RULES, ruleOf } from './rules.ts'

type Session = Parameters<Handler>[1]
export type Telling = {
  registers: House['registers']
  mission: Pick<MissionHere, 'id' | 'zone'>
  /** The real clock, for hours at which something leaves. */
  clock?: () => number
}

const ORDERS = 'order'
const SWITCHES = 'deskSwitch'
const orderVerbs = new Set(['issue', 'withdraw', 'supersede'])
/** States in which what somebody entered was turned down by another. */
const turned = new Set(['refused', 'disputed', 'struck'])

type Between = { first: number; last: number }
type Stood = { from: number; to: number }
const stoodAt = (seq: number) => (one: Stood) => one.from <= seq && one.to > seq

/** Registers that the mission switched off, entry by entry: of those nothing is told. */
async function switchedOff(
  session: Session,
  { registers, mission }: Telling,
  between: Between,
): Promise<(register: Register, seq: number) => boolean> {
  const switches = registers.get(SWITCHES)
  const all = switches ? await standingBetween(session, mission.id, switches, between) : []
  const off = all.filter(({ state }) => state === 'off')
  return ({ name, desk }, seq) =>
    off.some(
      (one) =>
        stoodAt(seq)(one) &&
        [`desk:${desk}`, `register:${name}`].includes(String(one.fields.switched)),
    )
}

/** For work that is no follower's: what is off now. */
export const offNow = async (
  session: Session,
  telling: Telling,
): Promise<(register: Register) => boolean> => {
  const now = Number.MAX_SAFE_INTEGER
  const isOff = await switchedOff(session, telling, { first: now, last: now })
  return (register) => isOff(register, now)
}

export async function rulesBetween(
  session: Session,
  { registers, mission }: Telling,
  between: Between,
): Promise<(Stood & { rule: AlertRule })[]> {
  const register = registers.get(RULES)
  const all = register ? await standingBetween(session, mission.id, register, between) : []
  return all.flatMap((one) => {
    const rule = ruleOf(one)
    return rule ? [{ from: one.from, to: one.to, rule }] : []
  })
}

/** To whom an order is: the roles it names, at the body it names; neither: all who bear a role. */
export async function audienceOf(
  session: Session,
  mission: string,
  order: { record: string; label: Register['label'] },
  { toRoles, toOrganisation }: Fields,
): Promise<string[]> {
  const roles = (Array.isArray(toRoles) ? toRoles : []) as Role[]
  const inRoles = await membersIn(session, mission, roles)
  if (typeof toOrganisation !== 'string') return seersOf(session, mission, order, inRoles)
  const there = await membersAt(session, mission, toOrganisation)
  const named = roles.length > 0 ? inRoles : there
  return seersOf(session, mission, order, named)
}

const notAuthor = (members: readonly string[], { author }: Followed): string[] =>
  members.filter((one) => one !== author)

async function tellOrder(session: Session, mission: string, register: Register, entry: Followed) {
  if (!orderVerbs.has(entry.verb)) return
  const { record, seq, verb } = entry
  const at = { record, label: register.label }
  const stood = await facetAt(session, mission, { ...at, seq })
  if (!stood) return
  const due = typeof stood.fields.dueOn === 'string' ? spanOf(stood.fields.dueOn)?.last : undefined
  const isDue = verb === 'issue' && due !== undefined
  const told = await audienceOf(session, mission, at, stood.fields)
  await putNotices(session, mission, notAuthor(told, entry), {
    kind: 'order',
    key: `notice.order.${verb}${isDue ? '.due' : ''}`,
    said: isDue ? { day: due } : {},
    link: `/orders?order=${record}`,
    register: register.name,
    record,
    about: `order:${record}:${verb}`,
    entry: seq,
    due: isDue ? due : undefined,
    at: entry.known,
  })
}

async function tellTurned(
  session: Session,
  mission: string,
  register: Register,
  entry: Followed,
  to: string,
) {
  const { record, seq } = entry
  const authors = await authorsOf(session, mission, { record, seq })
  const told = await seersOf(session, mission, { record, label: register.label }, authors)
  await putNotices(session, mission, notAuthor(told, entry), {
    kind: 'returned',
    key: `notice.returned.${to}`,
    said: { register: register.name },
    link: `/r/${register.name}/${record}`,
    register: register.name,
    record,
    about: `returned:${seq}`,
    entry: seq,
    at: entry.known,
  })
}

async function tellAlert(
  session: Session,
  { mission, clock = Date.now }: Telling,
  register: Register,
  entry: Followed,
  rule: AlertRule,
) {
  const { record, seq } = entry
  const at = { record, label: register.label }
  const stood = rule.only ? await facetAt(session, mission.id, { ...at, seq }) : undefined
  if (!isOn(rule, entry, register, stood?.fields)) return
  if (!isOnDay(rule, entry.known, mission.zone)) return
  const told = await seersOf(
    session,
    mission.id,
    at,
    await membersIn(session, mission.id, rule.toRoles),
  )
  const cause = `entry:${seq}`
  if (!(await fireAlert(session, mission.id, { rule: rule.id, cause, minutes: rule.minutes })))
    return
  await putNotices(session, mission.id, told, {
    kind: 'alert',
    key: 'notice.alert.entry',
    said: { register: register.name },
    link: `/r/${register.name}/${record}`,
    register: register.name,
    record,
    about: `alert:${rule.id}:${seq}`,
    entry: seq,
    alert: { rule: rule.id, cause },
    isUrgent: rule.breaksQuiet,
    at: entry.known,
    held: heldUntil(rule, clock(), mission.zone),
  })
}

export const collectInbox =
  (telling: Telling): Handler =>
  async (entries, session) => {
    const { registers, mission } = telling
    const [head, last] = [entries[0]?.seq, entries.at(-1)?.seq]
    if (head === undefined || last === undefined) return
    const between = { first: head, last }
    const [isOff, rules, states] = await Promise.all([
      switchedOff(session, telling, between),
      rulesBetween(session, telling, between),
      statesBetween(session, mission.id, between),
    ])
    for (const entry of entries) {
      const register = registers.get(entry.register)
      if (!register || isOff(register, entry.seq)) continue
      if (register.name === ORDERS) await tellOrder(session, mission.id, register, entry)
      const { from, to } = states.get(entry.seq) ?? { from: null, to: null }
      if (to !== null && to !== from && turned.has(to))
        await tellTurned(session, mission.id, register, entry, to)
      for (const one of rules.filter(stoodAt(entry.seq)))
        if (one.rule.register === register.name)
          await tellAlert(session, telling, register, entry, one.rule)
    }
  }
