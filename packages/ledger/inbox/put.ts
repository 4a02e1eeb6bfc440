/**
 * Putting notices down: who is there to be told, who of them sees a record, and the notice itself, once for each member and
 * matter. Called in the transaction of the follower that came upon it; what a notice is about the caller decides.
 */
import type { Fields, Label, Register, Role } from '@konbit/model'
import { printInstant, type Session } from '../pool.ts'
import { quote, tableOf } from '../tables.ts'

export const noticeKinds = ['order', 'returned', 'due', 'alert', 'delivery'] as const
export type NoticeKind = (typeof noticeKinds)[number]
export type Said = Readonly<Record<string, string | number>>

/** Never a caption, nor any text of a record: `said` holds numbers, days and names of registers, roles and measures. */
export type NewNotice = {
  kind: NoticeKind
  key: string
  said?: Said
  /** Within the mission, such as /r/order/… */
  link: string
  register?: string | undefined
  /** Seen only by who sees this record. */
  record?: string | undefined
  /** Seen only by who reaches this label somewhere. */
  label?: Label | undefined
  about: string
  entry?: number
  alert?: { rule: string; cause: string }
  due?: string | undefined
  isUrgent?: boolean
  /** Milliseconds, by the mission's clock. */
  at: number
  /** Leaves by no way before then; milliseconds. */
  held?: number | undefined
}

/** Told twice of the same matter, a member keeps the first. Returns how many were new. */
export async function putNotices(
  session: Session,
  mission: string,
  members: readonly string[],
  notice: NewNotice,
): Promise<number> {
  if (members.length === 0) return 0
  const { alert, due, entry, held, isUrgent = false, label, record, register, said = {} } = notice
  const rows = await session.query(
    `insert into inbox (mission, member, kind, key, said, link, register, record, label, about, entry, rule, cause, due, is_urgent, at, held)
     select $1, member, $3, $4, $5::jsonb, $6, $7, $8::uuid, $9, $10, $11, $12::uuid, $13, $14::date, $15, $16::timestamptz, $17::timestamptz
     from unnest($2::text[]) as m (member) on conflict (mission, member, about) do nothing returning id`,
    [
      mission,
      [...new Set(members)],
      notice.kind,
      notice.key,
      JSON.stringify(said),
      notice.link,
      register ?? null,
      record ?? null,
      label ?? null,
      notice.about,
      entry ?? null,
      alert?.rule ?? null,
      alert?.cause ?? null,
      due ?? null,
      isUrgent,
      printInstant(notice.at),
      held === undefined ? null : printInstant(held),
    ],
  )
  return rows.length
}

/** Members who are let in today and bear one of these roles; all who bear any, where none is named. */
export async function membersIn(
  session: Session,
  mission: string,
  roles: readonly Role[],
): Promise<string[]> {
  const rows = await session.query<{ member: string }>(
    `select m.member from member m
     where m.mission = $1 and is_member(m.mission, m.member)
       and (appointed_to(m.mission, m.member) && $2::text[] or cardinality($2::text[]) = 0 and cardinality(appointed_to(m.mission, m.member)) > 0)
     order by m.member`,
    [mission, roles],
  )
  return rows.map(({ member }) => member)
}

/** Those of them who belong to the body or are cleared at it. */
export async function membersAt(
  session: Session,
  mission: string,
  unit: string,
): Promise<string[]> {
  const rows = await session.query<{ member: string }>(
    `select m.member from member m
     where m.mission = $1 and is_member(m.mission, m.member)
       and ($2 = any (m.units) or exists (select from holds_of(m.mission, m.member) h where h.unit = $2))`,
    [mission, unit],
  )
  return rows.map(({ member }) => member)
}

/** Those of them who see the record, by the functions that the policies call. */
export async function seersOf(
  session: Session,
  mission: string,
  { record, label }: { record: string; label: Label },
  members: readonly string[],
): Promise<string[]> {
  if (members.length === 0) return []
  const [row] = await session.query<{ seers: string[] }>(
    'select seers_of($1, $2::uuid, $3, $4::text[]) as seers',
    [mission, record, label, members],
  )
  return row?.seers ?? []
}

/** What stood under the label right after that entry. */
export async function facetAt(
  session: Session,
  mission: string,
  { record, label, seq }: { record: string; label: Label; seq: number },
): Promise<{ state: string; fields: Fields } | undefined> {
  const [row] = await session.query<{ state: string; fields: Fields }>(
    `select state, body as fields from version
     where record = $2::uuid and label = $3 and mission = $1 and known_from <= $4 and known_to > $4 and at_to = 'infinity'`,
    [mission, record, label, seq],
  )
  return row
}

export type Standing = {
  record: string
  state: string
  fields: Fields
  /** Of the first entry by which it stood so, and of the first by which it no longer did. */
  from: number
  to: number
}

/** How the records of a register stood at some time between two entries: of a register with few records. */
export const standingBetween = (
  session: Session,
  mission: string,
  register: Register,
  { first, last }: { first: number; last: number },
): Promise<Standing[]> =>
  session.query<Standing>(
    `select v.record, v.state, v.body as fields, v.known_from as from, v.known_to as to
     from ${quote(tableOf(register, register.label).name)} b
     join version v on v.record = b.record and v.label = $2 and v.known_from = b.known_from and v.at_from = b.at_from and v.mission = b.mission
     where b.mission = $1 and b.at_to = 'infinity' and b.known_from <= $4 and b.known_to > $3
     order by v.record limit 500`,
    [mission, register.label, first, last],
  )

/** From which state to which the entries between two led. */
export async function statesBetween(
  session: Session,
  mission: string,
  { first, last }: { first: number; last: number },
): Promise<Map<number, { from: string | null; to: string | null }>> {
  const rows = await session.query<{ seq: number; from: string | null; to: string | null }>(
    'select seq, from_state as from, to_state as to from entry where mission = $1 and seq between $2 and $3',
    [mission, first, last],
  )
  return new Map(rows.map(({ seq, from, to }) => [seq, { from, to }]))
}

/** Who made entries on the record before that one. */
export async function authorsOf(
  session: Session,
  mission: string,
  { record, seq }: { record: string; seq: number },
): Promise<string[]> {
  const rows = await session.query<{ author: string }>(
    'select distinct author from entry where mission = $1 and record = $2::uuid and seq < $3',
    [mission, record, seq],
  )
  return rows.map(({ author }) => author)
}

/** Returns false when this rule has fired for this cause before. */
export async function fireAlert(
  session: Session,
  mission: string,
  { rule, cause, minutes }: { rule: string; cause: string; minutes: number | undefined },
): Promise<boolean> {
  const rows = await session.query(
    `insert into inbox_alert (mission, rule, cause, escalates) values ($1, $2, $3, now() + make_interval(mins => $4::int4))
     on conflict do nothing returning rule`,
    [mission, rule, cause, minutes ?? null],
  )
  return rows.length > 0
}
