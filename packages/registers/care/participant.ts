/**
 * Participant: one grown person on the way out of an armed group, with the national authority that carries the programme.
 * The steps are those of the IDDRS: registered, screened, admitted to DDR or community violence reduction, followed up after
 * six and twelve months. No group, no deed and no place of abode; a child's case goes elsewhere at once.
 */
import { apart, choice, code, prose, ref, register, type Unless, when } from '@konbit/model'
import { z } from 'zod'

const by = ['careOfficer'] as const
const outcomes = z
  .enum([
    'working',
    'training',
    'inSchool',
    'withoutWork',
    'unsafe',
    'returnedToGroup',
    'notReached',
  ])
  .optional()
const blinded = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'a blinded key, as the page makes it')
  .optional()

const grown: Unless = (now, input) =>
  (input.ageGroup ?? now.ageGroup) === 'child'
    ? 'A child is no participant: open a referral of a child, at once.'
    : undefined

export const participant = register({
  name: 'participant',
  title: 'Participant',
  plural: 'Participants',
  about:
    'Persons in disarmament, demobilisation and reintegration or in community violence reduction.',
  desk: 'custody',
  controller: 'host',
  basis: 'consent',
  retention: { months: 36, after: ['followed', 'left', 'notAdmitted', 'double'] },
  label: 'care',
  caption: ['reference'],
  featured: ['reference', 'registeredOn', 'programme', 'followUpDue', 'state'],
  sort: { by: 'registeredOn', descending: true },

  fields: {
    reference: code(z.string().min(3).max(24), {
      title: 'Reference',
      unique: true,
    }),
    registeredOn: when(z.string(), { title: 'Registered' }),
    ageGroup: choice(z.enum(['adult', 'child']), { title: 'Age', help: 'In doubt, a child.' }),
    consentOn: when(z.string(), { title: 'Consent given' }),
    screenedOn: when(z.string().optional(), { title: 'Screened' }),
    eligibility: choice(z.enum(['ddr', 'cvr', 'justice', 'none']).optional(), {
      title: 'Screening says',
    }),
    programme: choice(z.enum(['ddr', 'cvr']).optional(), { title: 'Programme' }),
    admittedOn: when(z.string().optional(), { title: 'Admitted' }),
    completedOn: when(z.string().optional(), { title: 'Completed' }),
    followUpDue: when(z.string().optional(), { title: 'Follow-up due' }),
    followedSixOn: when(z.string().optional(), { title: 'Followed up at 6 months' }),
    outcomeSix: choice(outcomes, { title: 'At 6 months' }),
    followedTwelveOn: when(z.string().optional(), { title: 'Followed up at 12 months' }),
    outcomeTwelve: choice(outcomes, { title: 'At 12 months' }),
    sameAs: ref('participant', { title: 'Registered before as', optional: true }),
    fullName: apart(z.string().min(1).max(160).optional(), {
      title: 'Name',
      help: 'Stands on this page alone: no list, file or search has it. It can be erased by itself.',
    }),
    blindedName: code(blinded, { title: 'Blinded key of the name' }),
    blindedPerson: code(blinded, {
      title: 'Blinded key of name, mother and year',
      help: 'Made in the officer’s browser with the care unit’s secret; without that it tells nothing.',
    }),
    note: prose(z.string().max(2000).optional(), { title: 'Note' }),
  },

  states: [
    'registered',
    'screened',
    'admitted',
    'completed',
    'followed',
    'left',
    'notAdmitted',
    'double',
  ],
  enters: {
    by,
    takes: [
      'reference',
      'registeredOn',
      'ageGroup',
      'consentOn',
      'fullName',
      'blindedName',
      'blindedPerson',
      'note',
    ],
    unless: grown,
  },
  amends: { by, takes: ['fullName', 'blindedName', 'blindedPerson', 'followUpDue', 'note'] },
  transitions: {
    screen: {
      from: 'registered',
      to: 'screened',
      by,
      takes: ['screenedOn', 'eligibility', 'note'],
      needs: ['screenedOn', 'eligibility'],
    },
    admit: {
      from: 'screened',
      to: 'admitted',
      by,
      takes: ['programme', 'admittedOn', 'note'],
      needs: ['programme', 'admittedOn'],
      unless: (now, input) =>
        now.eligibility === input.programme
          ? undefined
          : 'The screening says another programme: screen again, or admit to that one.',
    },
    turnAway: {
      from: ['registered', 'screened'],
      to: 'notAdmitted',
      by,
      takes: ['note'],
      reason: true,
      title: 'Not admitted',
    },
    complete: {
      from: 'admitted',
      to: 'completed',
      by,
      takes: ['completedOn', 'followUpDue', 'note'],
      needs: ['completedOn', 'followUpDue'],
      title: 'Mark as done',
    },
    followSix: {
      from: 'completed',
      by,
      takes: ['followedSixOn', 'outcomeSix', 'followUpDue', 'note'],
      needs: ['followedSixOn', 'outcomeSix', 'followUpDue'],
      title: 'Follow up at 6 months',
    },
    followTwelve: {
      from: 'completed',
      to: 'followed',
      by,
      takes: ['followedTwelveOn', 'outcomeTwelve', 'note'],
      needs: ['followedTwelveOn', 'outcomeTwelve'],
      title: 'Follow up at 12 months',
    },
    leaveProgramme: {
      from: ['screened', 'admitted', 'completed'],
      to: 'left',
      title: 'Leave the programme',
      by,
      takes: ['note'],
      reason: true,
    },
    findDouble: {
      from: ['registered', 'screened'],
      to: 'double',
      by,
      takes: ['sameAs', 'note'],
      needs: ['sameAs'],
      title: 'Registered twice',
    },
  },
})
