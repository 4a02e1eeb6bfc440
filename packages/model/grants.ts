/**
 * Grants: what a record of a register lets somebody see or do, as data. The ledger keeps it in step inside the append, and
 * knows no register by name. Also who may do what for themself, and who may hold a compartment at all.
 */
import { type Clearance, compartments, type Label } from './labels.ts'
import { type Refusal, refuse } from './problems.ts'
import type { Act, Fields, Register } from './register.ts'
import type { Role } from './roles.ts'

/** Stands for the record itself, where a field would name another. */
export const SELF = 'self'

/**
 * `to`: the field that names the member concerned, or `self`. `while`: the states in which it holds. `until`: the field with
 * its last day, whole. All of these lie under the register's own label.
 */
export type Grants = { to: string; while: readonly string[] } & (
  | {
      kind: 'member'
      until: string
      /** The fields that name the bodies they belong to. */
      of: readonly string[]
      /** Where they are told of a change outside this server. */
      toldAt: string
    }
  | { kind: 'role'; role: string; until: string }
  /** `at`: the fields that may name a unit; none of them given: the whole mission. */
  | { kind: 'clearance'; level: string; at: readonly string[]; until: string }
  | { kind: 'emergency'; level: string; at: readonly string[]; hours: string }
  | { kind: 'bar'; record: string }
)

/** The fields that a declaration names. */
export const fieldsNamed = (grants: Grants): string[] => {
  const { kind, to } = grants
  const named =
    kind === 'member'
      ? [grants.until, ...grants.of, grants.toldAt]
      : kind === 'role'
        ? [grants.role, grants.until]
        : kind === 'bar'
          ? [grants.record]
          : [grants.level, ...grants.at, kind === 'clearance' ? grants.until : grants.hours]
  return to === SELF ? named : [to, ...named]
}

/**
 * What stands against the actor because of whom the record concerns: nobody grants to themself, and some things one may ask
 * only for oneself. `others`: field sets beside the record's present one that may name the member.
 */
export function selfStands(
  { grants }: Register,
  { self }: Pick<Act, 'self'>,
  record: string,
  actor: string,
  others: readonly (Fields | undefined)[],
): Refusal | undefined {
  if (!self || !grants) return undefined
  const concerned =
    grants.to === SELF ? [record] : others.map((one) => one?.[grants.to]).filter(Boolean)
  const isSelf = concerned.includes(actor)
  if (self === 'never' && isSelf)
    return refuse('unless', 'Nobody may do this for themself: ask another who may.')
  if (self === 'only' && concerned.some((one) => one !== actor))
    return refuse('unless', 'This one may do for oneself only.')
  return undefined
}

/** Roles that run the mission day by day. None of them ever holds a compartment. */
export const operations: readonly Role[] = [
  'chief',
  'watch',
  'forceGeneration',
  'fleet',
  'workshop',
  'board',
  'base',
  'stores',
  'inspector',
  'finance',
  'contributorOfficer',
  'contributorFinance',
  'donor',
  'planner',
  'hostLiaison',
  'policeLiaison',
  'editor',
  'officer',
  'rota',
  'partnerLiaison',
]

/** The roles that may be cleared for each compartment. */
export const holders: Readonly<Record<(typeof compartments)[number], readonly Role[]>> = {
  conduct: ['conduct', 'monitor'],
  care: ['careOfficer'],
  custody: ['custodyOfficer', 'legal', 'monitor'],
}

export const isCompartment = (label: Label): label is (typeof compartments)[number] =>
  (compartments as readonly Label[]).includes(label)

/** What stands against these roles and these labels in one hand. */
export function firewallStands(
  roles: readonly Role[],
  labels: readonly Label[],
): Refusal | undefined {
  const sealed = labels.filter(isCompartment)
  if (sealed.length === 0) return undefined
  if (roles.some((role) => operations.includes(role)))
    return refuse(
      'unless',
      'A role of operations never holds a compartment: end the one before the other begins.',
    )
  const isHeld = sealed.every((label) => roles.some((role) => holders[label].includes(role)))
  return isHeld
    ? undefined
    : refuse(
        'unless',
        'A compartment opens only to a role that may hold it: appoint to that first.',
      )
}

const all = (label: Label): Clearance => ({ label, unit: '*' })

/** What a role is usually cleared for: what *view as* a role shows. */
export const typical: Readonly<Record<Role, readonly Clearance[]>> = {
  chief: [all('restricted')],
  watch: [all('mission')],
  forceGeneration: [all('mission')],
  fleet: [all('mission')],
  workshop: [all('mission')],
  board: [all('mission')],
  base: [all('mission')],
  stores: [all('mission')],
  inspector: [all('mission')],
  finance: [all('mission')],
  contributorOfficer: [all('partner')],
  contributorFinance: [all('partner')],
  donor: [all('partner')],
  planner: [all('mission')],
  conduct: [all('partner'), all('conduct')],
  monitor: [all('partner'), all('conduct')],
  // They are the mission's own, and what goes to counterparts goes through their hands: releases stand in mission.
  hostLiaison: [all('mission')],
  policeLiaison: [all('mission')],
  legal: [all('restricted')],
  editor: [all('mission')],
  officer: [all('public')],
  // Names stand in restricted, and who stood duty with them.
  rota: [all('restricted')],
  custodyOfficer: [all('partner'), all('custody')],
  careOfficer: [all('public'), all('care')],
  partnerLiaison: [all('partner')],
  resident: [all('public')],
  registrar: [all('restricted')],
  protection: [all('restricted')],
  auditor: [all('restricted')],
  importer: [all('restricted')],
}

/** What somebody of that organisation usually sees: what is public, and the mission's own where it lies with them. */
export const typicalAt = (unit: string): readonly Clearance[] => [
  all('public'),
  { label: 'mission', unit },
]
