/** Measures of the People desk: from what is planned to who is there. What own staff add is in strength.ts. */
import { type Measure, measure } from '@konbit/model'
import { adopted } from './adopted.ts'

const byContributor = { contributor: 'contributor' } as const
const byUnit = { contributor: 'contributor', contingent: 'contingent' } as const
const byBoth = { contributor: 'contributor', capability: 'capability' } as const
const ofParty = { contributor: 'party' } as const

const landed = {
  register: 'movement',
  state: ['done'],
  where: { kind: 'arrival' },
  sum: 'persons',
  by: byUnit,
} as const
const left = {
  register: 'movement',
  state: ['done'],
  where: { kind: 'departure' },
  sum: 'persons',
  sign: -1,
  by: byUnit,
} as const
const dead = { register: 'casualty', state: ['dead'], sum: 'persons', by: byUnit } as const

export const people: readonly Measure[] = [
  measure({
    name: 'people.planned',
    title: 'Planned',
    unit: 'persons',
    definition:
      'Persons the mission itself plans to reach at full strength; a plan, not a promise of anybody.',
    label: 'public',
    by: ['contributor'],
    claims: { measures: ['force.planned'], subject: 'mission' },
    of: {
      latest: {
        register: 'requirement',
        state: ['standing'],
        where: { kind: 'planned' },
        value: 'persons',
        asOf: 'statedOn',
        whole: { speaksFor: 'mission' },
        by: byContributor,
      },
    },
  }),
  measure({
    name: 'people.required',
    title: 'Needed',
    unit: 'persons',
    definition:
      'Persons that the standing unit requirements ask for; where the mission has none of its own, those said to be needed, as it adopted them.',
    label: 'public',
    by: ['contributor', 'capability'],
    claims: { measures: ['force.required'], subject: 'mission' },
    of: { either: ['people.requiredUnits', 'people.requiredSaid'] },
  }),
  measure({
    name: 'people.requiredUnits',
    title: 'Needed, by unit requirement',
    unit: 'persons',
    definition:
      'Persons that the standing statements of unit requirement ask for, unit by unit; plans of the whole are not counted.',
    label: 'public',
    by: ['contributor', 'capability'],
    of: {
      total: [
        {
          register: 'requirement',
          state: ['standing'],
          where: { kind: 'unitRequirement' },
          sum: 'persons',
          by: byBoth,
        },
      ],
    },
  }),
  measure({
    name: 'people.requiredSaid',
    title: 'Said to be needed',
    unit: 'persons',
    definition:
      'Persons said to be needed to do the task, whoever says it, as the mission adopted it.',
    label: 'public',
    of: adopted('force.required', { whole: 'mission' }),
  }),
  measure({
    name: 'people.authorised',
    title: 'Authorised',
    unit: 'persons',
    definition: 'The ceiling that the instrument in force sets; nothing where it sets none.',
    label: 'public',
    claims: { measures: ['force.authorised'], subject: 'mission' },
    of: {
      latest: {
        register: 'instrument',
        state: ['inForce'],
        where: { isMandate: true },
        value: 'personsAuthorised',
        asOf: 'startsOn',
      },
    },
  }),
  measure({
    name: 'people.pledged',
    title: 'Pledged',
    unit: 'persons',
    definition:
      'Persons that states have said they will lend and have not withdrawn, whether or not they came; the lower figure where two stand.',
    label: 'public',
    by: ['contributor', 'capability'],
    claims: { measures: ['force.pledged'], subject: 'mission' },
    of: {
      total: [
        {
          register: 'pledge',
          state: ['announced', 'notified', 'partMet', 'met'],
          sum: 'persons',
          by: byBoth,
        },
      ],
    },
  }),
  measure({
    name: 'people.waiting',
    title: 'Waiting to deploy',
    unit: 'persons',
    definition:
      'Own staff who are ready and cannot come for want of a bed, a seat, a visa, money or support; where the mission holds no staff of its own, those said to wait, as it adopted them.',
    label: 'public',
    by: ['contributor', 'waitsFor'],
    claims: { measures: ['force.stranded'], subject: 'mission' },
    of: { either: ['people.waitingCounted', 'people.waitingSaid'] },
  }),
  measure({
    name: 'people.waitingSaid',
    title: 'Said to wait',
    unit: 'persons',
    definition:
      'Persons ready at home who cannot come because beds, transport or support are missing, as last stated and adopted.',
    label: 'public',
    by: ['contributor'],
    of: adopted('force.stranded', { by: ofParty }),
  }),
  measure({
    name: 'people.arrived',
    title: 'Arrived',
    unit: 'persons',
    definition:
      'Persons who have ever landed in the area of operations for the mission; those who left again are still counted.',
    label: 'partner',
    by: ['contributor', 'contingent'],
    claims: { measures: ['force.arrived'], subject: 'mission' },
    of: { total: [landed] },
  }),
  measure({
    name: 'people.deployed',
    title: 'Deployed',
    unit: 'persons',
    definition:
      'Own staff of the mission in the area of operations at the end of the day; leave, sick and travel included. Landed, less left, less dead; a missing officer counts until said to be dead.',
    label: 'partner',
    by: ['contributor', 'contingent'],
    claims: { measures: ['force.deployed'], subject: 'mission' },
    of: { total: [landed, left, { ...dead, sign: -1 }] },
  }),
  measure({
    name: 'people.killed',
    title: 'Own dead',
    unit: 'persons',
    definition:
      "The mission's own staff who died while deployed, from the day the record says they are dead; the missing are not counted.",
    label: 'partner',
    by: ['contributor', 'contingent'],
    claims: { measures: ['force.killed_cumulative', 'force.killed'], subject: 'mission' },
    of: { total: [dead] },
  }),
  measure({
    name: 'people.missing',
    title: 'Missing or unknown',
    unit: 'persons',
    definition:
      "The mission's own staff who are missing, held, or of whom it is not known whether they live.",
    label: 'partner',
    by: ['contributor'],
    claims: { measures: ['force.missing', 'force.hostage'], subject: 'mission' },
    of: {
      total: [
        {
          register: 'casualty',
          state: ['missing', 'captive', 'unknown'],
          sum: 'persons',
          by: byContributor,
        },
      ],
    },
  }),
  measure({
    name: 'people.injured',
    title: 'Own injured',
    unit: 'persons',
    definition:
      "The mission's own staff reported injured while deployed and not since said to be dead.",
    label: 'partner',
    by: ['contributor'],
    claims: { measures: ['force.injured'], subject: 'mission' },
    of: {
      total: [
        { register: 'casualty', state: ['injured', 'returned'], sum: 'persons', by: byContributor },
      ],
    },
  }),
]
