/**
 * Custody: one person held, under a reference and never by name: the name stands on its own page alone and can be erased
 * apart. Three clocks: to the hand-over by the mission's own rule, to a judge 48 hours from the arrest whoever holds the
 * person, and to each renewal. A child is not held here; there is another register for that.
 */
import {
  type Ask,
  apart,
  choice,
  code,
  place,
  prose,
  ref,
  register,
  spanOf,
  type Unless,
  when,
} from '@konbit/model'
import { z } from 'zod'
import { asksOfHandOver, handOverNeeds, handOverStands } from './handOver.ts'

const by = ['custodyOfficer'] as const
const jurists = ['custodyOfficer', 'legal'] as const
const held = ['held', 'handedOver'] as const

const asksOfRule: Readonly<Record<string, Ask>> = {
  rules: {
    register: 'custodyRule',
    state: ['inForce'],
    match: { ageGroup: 'ageGroup' },
    take: ['handOverHours'],
  },
}

const entered: Unless = (now, input, beside) => {
  const all = { ...now, ...input }
  if (all.ageGroup === 'child')
    return 'A child is not held with adults: open a transfer of a child, at once.'
  const { apprehendedOn, handOverBy } = all
  const rules = beside?.rows.rules ?? []
  if (typeof apprehendedOn !== 'string' || typeof handOverBy !== 'string') return undefined
  const hours = Math.min(...rules.map((one) => Number(one.handOverHours)))
  return Number.isFinite(hours) && instantOf(handOverBy) > endOf(apprehendedOn) + hours * hour
    ? `The mission’s rule gives ${hours} hours to the hand-over: choose an earlier time.`
    : undefined
}

const hour = 3_600_000
/** A day without an hour begins as early as it can. */
const instantOf = (text: string): number =>
  text.includes('T') ? Date.parse(text) : Date.parse(`${spanOf(text)?.first}T00:00:00Z`)
const endOf = (text: string): number =>
  text.includes('T') ? Date.parse(text) : Date.parse(`${spanOf(text)?.last}T23:59:59Z`)

const presented: Unless = (now, input) =>
  String(input.presentedOn ?? '') !== '' &&
  endOf(String(input.presentedOn)) < instantOf(String(now.arrestedOn))
    ? 'Nobody comes before a judge before the arrest: look at the two times.'
    : undefined

export const custody = register({
  name: 'custody',
  title: 'Person held',
  plural: 'Persons held',
  about:
    'Persons the mission apprehended, each under a reference: the clocks to hand-over, to a judge and to renewal.',
  desk: 'custody',
  controller: 'mission',
  basis: 'legalObligation',
  retention: { months: 60, after: ['released', 'died', 'escaped', 'child'] },
  label: 'custody',
  caption: ['reference'],
  featured: ['reference', 'apprehendedOn', 'arrestedOn', 'presentedOn', 'state'],
  sort: { by: 'arrestedOn', descending: true },

  fields: {
    reference: code(z.string().min(3).max(24), {
      title: 'Reference',
      unique: true,
      help: 'A token, such as C-0042. Never a name, nor initials.',
    }),
    ageGroup: choice(z.enum(['adult', 'child']), {
      title: 'Age',
      help: 'In doubt, a child.',
    }),
    apprehendedOn: when(z.string(), { title: 'Apprehended', help: 'With the hour, where known.' }),
    arrestedOn: when(z.string(), {
      title: 'Arrested',
      exact: true,
      help: 'By whomever. The 48 hours to a judge run from here, whoever holds the person.',
    }),
    groundOfArrest: choice(
      z.enum(['flagrant', 'warrant', 'danger', 'receivedFromOthers', 'other']).optional(),
      { title: 'Ground' },
    ),
    where: place({ title: 'Where apprehended', optional: true }),
    heldAt: ref('facility', { title: 'Held at', optional: true }),
    incident: ref('incident', { title: 'Incident', optional: true }),
    rightsToldOn: when(z.string().optional(), { title: 'Told their rights' }),
    healthCheckOn: when(z.string().optional(), { title: 'Medical check' }),
    counselOn: when(z.string().optional(), { title: 'Spoke to counsel' }),
    kinToldOn: when(z.string().optional(), { title: 'Family told' }),
    handOverBy: when(z.string().optional(), {
      title: 'Hand-over due',
      help: 'By the mission’s own rule, counted from the apprehension.',
    }),
    presentedOn: when(z.string().optional(), { title: 'Before a judge' }),
    courtSession: ref('courtSession', { title: 'At the session', optional: true }),
    renewalDue: when(z.string().optional(), { title: 'Renewal due' }),
    handedTo: ref('organisation', { title: 'Handed to', optional: true }),
    dueDiligence: ref('dueDiligence', { title: 'Assessment of the receiver', optional: true }),
    handedOn: when(z.string().optional(), { title: 'Handed over on' }),
    handedAt: place({
      title: 'Held from then on at',
      optional: true,
      help: 'The place that was assessed, or one within it.',
    }),
    childTransfer: ref('childTransfer', { title: 'Transfer of the child', optional: true }),
    leftOn: when(z.string().optional(), { title: 'Left custody' }),
    fullName: apart(z.string().min(1).max(160).optional(), {
      title: 'Name',
      help: 'Stands on this page alone: no list, file or search has it. It can be erased by itself.',
    }),
    blindedName: code(
      z
        .string()
        .regex(/^[0-9a-f]{64}$/, 'a blinded key, as the page makes it')
        .optional(),
      {
        title: 'Blinded key of the name',
        help: 'Made in the officer’s browser with the unit’s secret; without that it tells nothing.',
      },
    ),
    note: prose(z.string().max(2000).optional(), { title: 'Note' }),
  },

  states: ['held', 'handedOver', 'released', 'died', 'escaped', 'child'],
  enters: {
    by,
    takes: [
      'reference',
      'ageGroup',
      'apprehendedOn',
      'arrestedOn',
      'groundOfArrest',
      'where',
      'heldAt',
      'incident',
      'rightsToldOn',
      'healthCheckOn',
      'counselOn',
      'kinToldOn',
      'handOverBy',
      'fullName',
      'blindedName',
      'note',
    ],
    asks: asksOfRule,
    unless: entered,
  },
  amends: {
    by,
    takes: [
      'arrestedOn',
      'groundOfArrest',
      'heldAt',
      'incident',
      'rightsToldOn',
      'healthCheckOn',
      'counselOn',
      'kinToldOn',
      'handOverBy',
      'fullName',
      'blindedName',
      'note',
    ],
    asks: asksOfRule,
    unless: entered,
  },
  corrects: { by },
  transitions: {
    present: {
      from: held,
      by: jurists,
      takes: ['presentedOn', 'courtSession', 'renewalDue', 'note'],
      needs: ['presentedOn'],
      unless: presented,
      title: 'Bring before a judge',
    },
    renew: {
      from: held,
      by: jurists,
      takes: ['renewalDue', 'courtSession', 'note'],
      needs: ['renewalDue'],
      reason: true,
      unless: (now) =>
        now.presentedOn ? undefined : 'Nothing is renewed before a judge has seen the person.',
      title: 'Renew the detention',
    },
    handOver: {
      from: 'held',
      to: 'handedOver',
      by,
      takes: [...handOverNeeds, 'handedAt', 'note'],
      needs: ['handedTo', 'dueDiligence', 'handedOn', 'handedAt'],
      asks: asksOfHandOver,
      unless: handOverStands('handedAt'),
      title: 'Hand over',
    },
    release: {
      from: held,
      to: 'released',
      by: jurists,
      takes: ['leftOn', 'note'],
      needs: ['leftOn'],
      reason: true,
    },
    reportDeath: {
      from: held,
      to: 'died',
      by,
      takes: ['leftOn', 'note'],
      needs: ['leftOn'],
      reason: true,
      title: 'Report a death',
    },
    reportEscape: {
      from: held,
      to: 'escaped',
      by,
      takes: ['leftOn', 'note'],
      needs: ['leftOn'],
      reason: true,
      title: 'Report an escape',
    },
    findChild: {
      from: held,
      to: 'child',
      by,
      takes: ['childTransfer', 'leftOn'],
      needs: ['childTransfer', 'leftOn'],
      reason: true,
      title: 'Found to be a child',
    },
  },
})
