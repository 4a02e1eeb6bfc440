/** Measures of the Funds desk: pledged, received, owed and paid, never mixed. */
import { type Measure, measure } from '@konbit/model'
import { adopted } from './adopted.ts'

const byContributor = { contributor: 'contributor' } as const
const ofParty = { contributor: 'party' } as const
const ofDonor = { donor: 'party' } as const

export const funds: readonly Measure[] = [
  measure({
    name: 'funds.pledged',
    title: 'Trust fund pledged',
    unit: 'USD',
    definition:
      'Money that donors have said they will pay into the trust fund, as last stated and adopted; support outside the fund is not counted.',
    label: 'public',
    by: ['donor'],
    claims: { measures: ['fund.pledged'], subject: 'mission' },
    of: adopted('fund.pledged', { unit: 'USD', whole: 'mission', by: ofDonor }),
  }),
  measure({
    name: 'funds.received',
    title: 'Trust fund received',
    unit: 'USD',
    definition:
      'Money that lies or has lain in the trust fund, as last stated and adopted; what is pledged and not paid is not counted. By donor, the last figure stated for each, of its own date.',
    label: 'public',
    by: ['donor'],
    claims: { measures: ['fund.received'], subject: 'mission' },
    of: adopted('fund.received', { unit: 'USD', whole: 'mission', by: ofDonor }),
  }),
  measure({
    name: 'funds.frozen',
    title: 'Frozen',
    unit: 'USD',
    definition:
      'Money given to the trust fund that its donor has stopped from being spent, as last stated and adopted.',
    label: 'public',
    by: ['donor'],
    claims: { measures: ['fund.frozen'], subject: 'mission' },
    of: adopted('fund.frozen', { unit: 'USD', by: ofDonor }),
  }),
  measure({
    name: 'funds.annualCost',
    title: 'Cost per year',
    unit: 'USD',
    definition:
      'What the force costs in a year, as last stated and adopted; an estimate, or a budget where there is one.',
    label: 'public',
    claims: { measures: ['fund.annual_cost'], subject: 'mission' },
    of: adopted('fund.annual_cost', { unit: 'USD', whole: 'mission' }),
  }),
  measure({
    name: 'funds.owed',
    title: 'Owed to contributors',
    unit: 'USD',
    definition:
      'What a contributor is said to have spent for the mission and not been paid back, as last stated and adopted.',
    label: 'public',
    by: ['contributor'],
    claims: { measures: ['fund.owed_reimbursement'], subject: 'mission' },
    of: adopted('fund.owed_reimbursement', { unit: 'USD', by: ofParty }),
  }),
  measure({
    name: 'funds.runway',
    title: 'Trust fund lasts',
    unit: 'days',
    definition:
      'Days to the date until which the fund is said to suffice, as last stated and adopted; nothing once that date is past.',
    label: 'public',
    claims: { measures: ['fund.sufficient_until'], subject: 'mission' },
    of: {
      until: {
        register: 'claim',
        state: ['adopted'],
        where: { measure: 'fund.sufficient_until' },
        date: 'valueDate',
      },
    },
  }),
  // The mission's own records, in dollars; sums in other currencies stand on the statement, converted by its one rule.
  measure({
    name: 'funds.arrived',
    title: 'Arrived in the account',
    unit: 'USD',
    definition:
      'Money that the record holds as received, in US dollars, less what was given back; what is only said to have come is not counted.',
    label: 'partner',
    of: { total: [{ register: 'receipt', state: ['received'], sum: 'amount' }] },
  }),
  measure({
    name: 'funds.allotted',
    title: 'Allotted',
    unit: 'USD',
    definition:
      'Money received that is set aside for a use, in US dollars; what was withdrawn is not counted.',
    label: 'partner',
    by: ['use'],
    of: {
      total: [{ register: 'allotment', state: ['standing'], sum: 'amount', by: { use: 'use' } }],
    },
  }),
  measure({
    name: 'funds.obligated',
    title: 'Owed and not settled',
    unit: 'USD',
    definition:
      'What is owed and open, in US dollars, whether or not money is set aside for it; what was paid of it already is not taken off.',
    label: 'partner',
    by: ['contributor'],
    of: {
      total: [{ register: 'obligation', state: ['open'], sum: 'amount', by: byContributor }],
    },
  }),
  measure({
    name: 'funds.paid',
    title: 'Paid',
    unit: 'USD',
    definition: 'Money that left the account, in US dollars; what came back is not counted.',
    label: 'partner',
    by: ['contributor'],
    of: { total: [{ register: 'payment', state: ['paid'], sum: 'amount', by: byContributor }] },
  }),
  measure({
    name: 'funds.claimed',
    title: 'Claimed and not paid',
    unit: 'USD',
    definition:
      'What contributors claim and were not paid, in US dollars, as claimed, whatever was verified of it since; drafts and fears are not counted.',
    label: 'mission',
    by: ['contributor'],
    of: {
      total: [
        {
          register: 'reimbursement',
          state: ['claimed', 'verified', 'certified', 'disputed'],
          sum: 'amountClaimed',
          by: byContributor,
        },
      ],
    },
  }),
  measure({
    name: 'funds.certified',
    title: 'Certified and not paid',
    unit: 'USD',
    definition:
      'What the mission has certified that it owes to contributors and has not paid, in US dollars.',
    label: 'mission',
    by: ['contributor'],
    of: {
      total: [
        {
          register: 'reimbursement',
          state: ['certified'],
          sum: 'amountCertified',
          by: byContributor,
        },
      ],
    },
  }),
  measure({
    name: 'funds.feared',
    title: 'Feared lost',
    unit: 'USD',
    definition:
      'What contributors say they may lose, in US dollars: statements of those states, and no debt of the mission.',
    label: 'mission',
    by: ['contributor'],
    of: {
      total: [
        {
          register: 'reimbursement',
          state: ['feared'],
          sum: 'amountFeared',
          by: byContributor,
        },
      ],
    },
  }),
]
