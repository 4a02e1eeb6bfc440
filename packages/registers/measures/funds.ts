/** Measures of the Funds desk: pledged, received, owed and paid, never mixed. */
import { type Measure, measure } from '@konbit/model'
import { adopted } from './adopted.ts'

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
]
