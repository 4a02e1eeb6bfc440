/**
 * The entries behind sign-in: the first registrar, the welcome of whoever opens an invitation, those who come and go by a
 * provider's group. All are told by the author `sign-in`, as whom nobody can ask; each gives its reason.
 */
import { randomUUID } from 'node:crypto'
import type { Ledger, LedgerActor } from '@konbit/ledger'
import { addDays, dayOf, isRefusal, type Refusal } from '@konbit/model'
import type { GroupGrant } from './settings.ts'

export const author = 'sign-in'
type Mission = { id: string; zone: string }

const registrarDays = 365

/** Lets the author see and do what it must. Nothing signs in as it. */
export const admitAuthor = (ledger: Ledger, mission: string): Promise<void> =>
  ledger.grant(mission, author, {
    roles: ['registrar'],
    clearances: [{ label: 'restricted', unit: '*' }],
  })

type Step = {
  register: string
  record: string
  verb: string
  input?: Readonly<Record<string, unknown>>
  because?: string
}

/** Takes the steps in order; the first refusal ends it. */
async function tell(
  ledger: Ledger,
  mission: string,
  steps: readonly Step[],
): Promise<Refusal | undefined> {
  const actor: LedgerActor = { mission, member: author, roles: ['registrar'] }
  for (const { input = {}, ...step } of steps) {
    const answer = await ledger.perform(actor, { id: randomUUID(), input, ...step })
    if (isRefusal(answer)) return answer
  }
  return undefined
}

const lastDay = ({ zone }: Mission, days: number): string => addDays(dayOf(Date.now(), zone), days)

/** The first registrar, who invites everybody else. */
export async function foundMission(
  ledger: Ledger,
  mission: Mission,
  title: string,
): Promise<string | Refusal> {
  const member = randomUUID()
  const because = 'The set-up link of the mission was opened'
  const until = lastDay(mission, registrarDays)
  const refused = await tell(ledger, mission.id, [
    { register: 'member', record: member, verb: 'enter', input: { title, kind: 'staff' }, because },
    { register: 'member', record: member, verb: 'welcome' },
    {
      register: 'appointment',
      record: randomUUID(),
      verb: 'enter',
      input: { member, role: 'registrar', until },
      because,
    },
    {
      register: 'clearance',
      record: randomUUID(),
      verb: 'enter',
      input: { member, level: 'restricted', until },
      because,
    },
  ])
  return refused ?? member
}

/** Whoever opened an invitation is there; a member that is active already stays so. */
export async function welcome(
  ledger: Ledger,
  mission: string,
  member: string,
): Promise<Refusal | undefined> {
  const refused = await tell(ledger, mission, [
    { register: 'member', record: member, verb: 'welcome' },
  ])
  if (refused?.refusal !== 'wrong-state') return refused
  return (await ledger.memberOf(mission, member))?.isActive ? undefined : refused
}

/** A member by a provider's groups, with all that the groups give. */
export async function joinByGroup(
  ledger: Ledger,
  mission: Mission,
  groups: readonly (readonly [string, GroupGrant])[],
): Promise<string | Refusal> {
  const member = randomUUID()
  const names = groups.map(([name]) => name).join(', ')
  const because = `The provider of identities lists them under ${names}`
  const grants = groups.flatMap(([, { roles, clearances, days }]) => {
    const until = lastDay(mission, days)
    return [
      ...roles.map((role) => ['appointment', { role, until }] as const),
      ...clearances.map(({ label }) => ['clearance', { level: label, until }] as const),
    ]
  })
  const once = new Map(grants.map((one) => [JSON.stringify(one), one]))
  const refused = await tell(ledger, mission.id, [
    {
      register: 'member',
      record: member,
      verb: 'enter',
      // Called by what they do: the name stays with the account.
      input: { title: `${names} ${member.slice(0, 4)}`, kind: 'staff' },
      because,
    },
    { register: 'member', record: member, verb: 'welcome' },
    ...[...once.values()].map(([register, input]) => ({
      register,
      record: randomUUID(),
      verb: 'enter',
      input: { member, ...input },
      because,
    })),
  ])
  return refused ?? member
}

export const leaveByGroup = (
  ledger: Ledger,
  mission: string,
  member: string,
): Promise<Refusal | undefined> =>
  tell(ledger, mission, [
    {
      register: 'member',
      record: member,
      verb: 'leave',
      because: 'The provider of identities no longer lists them',
    },
  ])
