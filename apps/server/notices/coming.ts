/** Due dates that come near, told once a day; and figures that pass the threshold of an alert rule, asked of each in their own eyes. */
import {
  askedAt,
  type DueSelect,
  duesFor,
  fireAlert,
  type Ledger,
  membersIn,
  passedLevel,
  putNotices,
  recordsDue,
  seersOf,
} from '@konbit/ledger'
import { addDays, isRefusal, type Measure, type Register, type Registers } from '@konbit/model'
import { type Due, dues } from '@konbit/registers'
import { audienceOf, offNow, rulesBetween, type Telling } from './collect.ts'
import { nextAt } from './hours.ts'
import { type AlertRule, heldUntil, isOnDay } from './rules.ts'

type Session = Parameters<Parameters<Ledger['tell']>[0]>[0]

const ORDER_DAYS = 2
const ASK_EVERY_MS = 15 * 60_000

/** How many fall due, run out or end is a sentence of its own for each. */
export const saysOf = ({ name }: Pick<Due, 'name'>): 'due' | 'ends' | 'lapses' => {
  if (['clearance', 'training', 'vetting'].includes(name)) return 'lapses'
  return ['tour', 'contingent', 'authorisation', 'agreement', 'mandate', 'restriction'].includes(
    name,
  )
    ? 'ends'
    : 'due'
}

/** The list of those that bear the date on that day; one that is alone, itself. */
export const linkOf = (
  { register, date, state }: Pick<Due, 'register' | 'date' | 'state'>,
  { day, record }: { day: string; record: string | null },
): string =>
  record
    ? `/r/${register}/${record}`
    : `/r/${register}?${new URLSearchParams([
        [`${date}.from`, day],
        [`${date}.to`, day],
        ...state.map((one) => ['state', one]),
      ])}`

export const selectOf = (
  registers: Registers,
  due: Due,
  from: string,
  to: string,
): DueSelect | undefined => {
  const register = registers.get(due.register)
  return register && { register, state: due.state, date: due.date, where: due.where, from, to }
}

/** Tells each member, once, of the days that have come near. `today`: by the mission's clock, as `at` is. */
export async function tellComing(
  session: Session,
  telling: Telling,
  { today, at }: { today: string; at: number },
): Promise<void> {
  const { registers, mission } = telling
  const isOff = await offNow(session, telling)
  for (const due of dues) {
    const select = selectOf(registers, due, today, addDays(today, due.days))
    if (!select || isOff(select.register)) continue
    const members = await membersIn(session, mission.id, due.roles)
    const found = await duesFor(session, mission.id, members, select)
    // Those who see the same are told in one statement.
    const same = new Map<string, typeof found>()
    for (const one of found) {
      const key = `${one.day} ${one.count} ${one.record}`
      same.set(key, [...(same.get(key) ?? []), one])
    }
    for (const group of same.values()) {
      const [first] = group
      if (!first) continue
      await putNotices(
        session,
        mission.id,
        group.map(({ member }) => member),
        {
          kind: 'due',
          key: `notice.due.${saysOf(due)}`,
          said: { register: due.register, count: first.count, day: first.day },
          link: linkOf(due, first),
          register: due.register,
          record: first.record ?? undefined,
          label: select.register.label,
          about: `due:${due.name}:${first.day}`,
          due: first.day,
          at,
        },
      )
    }
  }
  await tellOrders(session, telling, { today, at }, isOff)
}

/** Orders go to whom they name, and not to a role that is always told. */
async function tellOrders(
  session: Session,
  { registers, mission }: Telling,
  { today, at }: { today: string; at: number },
  isOff: (register: Register) => boolean,
): Promise<void> {
  const register = registers.get('order')
  if (!register || isOff(register)) return
  const rows = await recordsDue(session, mission.id, {
    register,
    state: ['issued'],
    date: 'dueOn',
    from: today,
    to: addDays(today, ORDER_DAYS),
  })
  for (const { record, fields, day } of rows)
    await putNotices(
      session,
      mission.id,
      await audienceOf(session, mission.id, { record, label: register.label }, fields),
      {
        kind: 'due',
        key: 'notice.due.due',
        said: { register: register.name, count: 1, day },
        link: `/orders?order=${record}`,
        register: register.name,
        record,
        about: `due:order:${record}:${day}`,
        due: day,
        at,
      },
    )
}

export type Figures = Telling & {
  ledger: Ledger
  measures: ReadonlyMap<string, Measure>
  clock: () => number
}

/** Asks for the figures of rules whose time has come, and tells those for whom one passed. */
export async function askFigures(figures: Figures): Promise<void> {
  const { ledger, mission, clock, measures } = figures
  const last = Number.MAX_SAFE_INTEGER
  const { rules, asked } = await ledger.tell(async (session) => ({
    rules: await rulesBetween(session, figures, { first: last, last }),
    asked: await askedAt(session, mission.id),
  }))
  for (const { rule } of rules) {
    const { figure } = rule
    const measure = figure && measures.get(figure.measure)
    if (!figure || !measure) continue
    const now = clock()
    const before = asked.get(rule.id)
    const isDue =
      before === undefined
        ? true
        : figure.checkedAt
          ? nextAt(before, figure.checkedAt, mission.zone) <= now
          : before + ASK_EVERY_MS <= now
    if (!isDue || !isOnDay(rule, now, mission.zone)) continue
    await askFigure(figures, rule, measure)
  }
}

async function askFigure(figures: Figures, rule: AlertRule, measure: Measure): Promise<void> {
  const { ledger, mission, clock } = figures
  const { figure } = rule
  if (!figure) return
  const moment = await ledger.moment(mission.id)
  if (isRefusal(moment)) return
  const members = await ledger.tell((session) => membersIn(session, mission.id, rule.toRoles))
  // Who sees the same is told the same, so it is asked once.
  const values = new Map<string, number | null>()
  for (const member of members) {
    const reader = { mission: mission.id, member, door: 'alert' }
    const sight = await ledger.scopeKey(reader)
    if (!values.has(sight)) {
      const found = await ledger.measure(reader, { name: figure.measure, moment })
      values.set(sight, isRefusal(found) ? null : found.value)
    }
    const value = values.get(sight)
    if (value === null || value === undefined) continue
    const isBeyond =
      figure.crosses === 'above' ? value > figure.threshold : value < figure.threshold
    await ledger.tell(async (session) => {
      const level = { rule: rule.id, member, isBeyond }
      if (!(await passedLevel(session, mission.id, level))) return
      // The rule itself must be theirs to see, as its threshold is told.
      const seen = await seersOf(session, mission.id, { record: rule.id, label: 'mission' }, [
        member,
      ])
      const cause = `entry:${moment.known}`
      await fireAlert(session, mission.id, { rule: rule.id, cause, minutes: rule.minutes })
      await putNotices(session, mission.id, seen, {
        kind: 'alert',
        key: `notice.alert.${figure.crosses}`,
        said: { measure: figure.measure, threshold: figure.threshold },
        link: `/?figure=${figure.measure}`,
        record: rule.id,
        label: measure.label,
        about: `alert:${rule.id}:${cause}`,
        alert: { rule: rule.id, cause },
        isUrgent: rule.breaksQuiet,
        at: moment.at,
        held: heldUntil(rule, clock(), mission.zone),
      })
    })
  }
}
