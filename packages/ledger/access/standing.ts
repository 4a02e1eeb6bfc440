/**
 * How a member stands: roles, clearances, last day, by the real clock. Also what the append asks before a role or a clearance
 * is granted: whether the two may be in one hand.
 */
import {
  type Clearance,
  type Fields,
  firewallStands,
  type Label,
  type Outcome,
  type Refusal,
  type Role,
  SELF,
} from '@konbit/model'
import { type Item, iso } from '../append/command.ts'
import type { Pools, Session } from '../pool.ts'

export type Holding = Clearance & {
  kind: 'demo' | 'clearance' | 'emergency' | 'own'
  /** The last moment; absent: no end. */
  until?: string
  /** The entry by which it stands. */
  entry?: number
}
export type MemberStanding = {
  member: string
  kind: 'demo' | 'record'
  /** Empty when not let in today. */
  roles: Role[]
  clearances: Holding[]
  until: string | null
  isActive: boolean
}

export async function standingOf(
  pools: Pools,
  mission: string,
  member: string,
): Promise<MemberStanding | undefined> {
  const [rows, held] = await pools.write((session) =>
    Promise.all([
      session.query<{
        kind: 'demo' | 'record'
        until: number | null
        isActive: boolean
        roles: Role[]
      }>(
        `select kind, until, is_member(mission, member) as "isActive", appointed_to(mission, member) as roles
         from member where mission = $1 and member = $2`,
        [mission, member],
      ),
      session.query<{
        label: Label
        unit: string
        kind: Holding['kind']
        until: number | null
        seq: number | null
      }>('select label, unit, kind, until, seq from holds_of($1, $2) order by label, unit', [
        mission,
        member,
      ]),
    ]),
  )
  const row = rows[0]
  if (!row) return undefined
  return {
    member,
    kind: row.kind,
    roles: row.isActive ? row.roles : [],
    clearances: held.map(({ label, unit, kind, until, seq }) => ({
      label,
      unit,
      kind,
      ...(until === null ? {} : { until: iso(until) }),
      ...(seq === null ? {} : { entry: seq }),
    })),
    until: row.until === null ? null : iso(row.until),
    isActive: row.isActive,
  }
}

/** What members named by the batch hold, whether or not they are let in today. */
export type Standings = ReadonlyMap<string, { roles: readonly Role[]; labels: readonly Label[] }>

/** `fieldsOf`: the record of an item as it stands. Asks nothing when no command of the batch grants. */
export async function recallStandings(
  session: Session,
  mission: string,
  items: readonly Item[],
  fieldsOf: (record: string, label: Label) => Fields | undefined,
): Promise<Standings> {
  const named = new Set<unknown>()
  for (const { register, command } of items) {
    const to = register.grants?.to
    if (to === undefined || to === SELF) continue
    named.add(command.input?.[to])
    named.add(fieldsOf(command.record, register.label)?.[to])
  }
  const members = [...named].filter((one) => typeof one === 'string')
  if (members.length === 0) return new Map()
  const rows = await session.query<{ member: string; roles: Role[]; labels: Label[] }>(
    `select member, appointed_to($1, member) as roles, array(
       select distinct c.label::text from clearance c
       where c.mission = $1 and c.member = m.member and (c.until is null or c.until > now())) as labels
     from unnest($2::text[]) as m (member)`,
    [mission, members],
  )
  return new Map(rows.map(({ member, roles, labels }) => [member, { roles, labels }]))
}

/** Whether what a decided command grants may be in one hand with what its member holds. */
export function wallStands(
  { register, command }: Item,
  standings: Standings,
  before: Fields | undefined,
  { set, to }: Outcome,
): Refusal | undefined {
  const { grants } = register
  if (grants?.kind !== 'role' && grants?.kind !== 'clearance') return undefined
  // What ends a grant opens nothing.
  if (to !== null && !grants.while.includes(to)) return undefined
  if (command.verb === 'void') return undefined
  const after = { ...before, ...set }
  const member = after[grants.to]
  const { roles, labels } = standings.get(String(member)) ?? { roles: [], labels: [] }
  return grants.kind === 'role'
    ? firewallStands([...roles, after[grants.role] as Role], labels)
    : firewallStands(roles, [after[grants.level] as Label])
}
