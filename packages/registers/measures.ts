/**
 * Measures: the named figures, each with one definition that screens, reports and exports share. Own records are added
 * up (`total`); where the mission has no record of its own, the adopted statement of the latest date speaks (`latest`).
 */
import { type Measure, measure } from '@konbit/model'

/** The adopted statement of the latest date on one claim measure, for the whole and by organisation or area. */
const adopted = (
  measureName: string,
  more: {
    unit?: string
    period?: string
    whole?: string
    by?: Readonly<Record<string, string>>
  } = {},
) =>
  ({
    latest: {
      register: 'claim',
      state: ['adopted'],
      where: {
        measure: measureName,
        ...(more.unit ? { unit: more.unit } : {}),
        ...(more.period ? { period: more.period } : {}),
      },
      value: 'value',
      asOf: 'asOf',
      ...(more.whole ? { whole: { speaksFor: more.whole } } : {}),
      ...(more.by ? { by: more.by } : {}),
    },
  }) as const

const byContributor = { contributor: 'contributor' } as const
const ofParty = { contributor: 'party' } as const
const ofDonor = { donor: 'party' } as const
const ofArea = { area: 'pcode' } as const

const landed = {
  register: 'movement',
  state: ['done'],
  where: { kind: 'arrival' },
  sum: 'persons',
  by: byContributor,
} as const
const left = {
  register: 'movement',
  state: ['done'],
  where: { kind: 'departure' },
  sum: 'persons',
  sign: -1,
  by: byContributor,
} as const
const dead = { register: 'casualty', state: ['dead'], sum: 'persons', by: byContributor } as const

const people: Measure[] = [
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
      'Persons said to be needed to do the task, whoever says it, as the mission adopted it.',
    label: 'public',
    claims: { measures: ['force.required'], subject: 'mission' },
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
    by: ['contributor'],
    claims: { measures: ['force.pledged'], subject: 'mission' },
    of: {
      total: [
        {
          register: 'pledge',
          state: ['announced', 'notified', 'partMet', 'met'],
          sum: 'persons',
          by: byContributor,
        },
      ],
    },
  }),
  measure({
    name: 'people.waiting',
    title: 'Waiting to deploy',
    unit: 'persons',
    definition:
      'Persons ready at home who cannot come because beds, transport or support are missing, as last stated and adopted.',
    label: 'public',
    by: ['contributor'],
    claims: { measures: ['force.stranded'], subject: 'mission' },
    of: adopted('force.stranded', { by: ofParty }),
  }),
  measure({
    name: 'people.arrived',
    title: 'Arrived',
    unit: 'persons',
    definition:
      'Persons who have ever landed in the area of operations for the mission; those who left again are still counted.',
    label: 'partner',
    by: ['contributor'],
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
    by: ['contributor'],
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
    by: ['contributor'],
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

const funds: Measure[] = [
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

const logistics: Measure[] = [
  measure({
    name: 'logistics.delivered',
    title: 'Armoured vehicles delivered',
    unit: 'vehicles',
    definition:
      'Armoured vehicles handed over to the mission; those given to the host police are not counted, and how many run is not known.',
    label: 'partner',
    by: ['donor'],
    claims: { measures: ['vehicles.total'], subject: 'mission' },
    of: {
      total: [
        {
          register: 'delivery',
          state: ['delivered'],
          where: { recipient: ['mission', 'both'], type: ['mrap', 'apc'] },
          sum: 'items',
          by: { donor: 'donor' },
        },
      ],
    },
  }),
]

const situation: Measure[] = [
  measure({
    name: 'situation.killed',
    title: 'People killed, quarter',
    unit: 'persons',
    definition:
      'People killed in the host country in the last quarter for which a count was adopted; harm, never success. Quarters are not added up.',
    label: 'public',
    claims: { measures: ['people.killed'], subject: 'host' },
    of: adopted('people.killed', { unit: 'persons', period: 'quarter', whole: 'host' }),
  }),
  measure({
    name: 'situation.killedYear',
    title: 'People killed, year',
    unit: 'persons',
    definition:
      'People killed in the host country in the last calendar year for which a count was adopted.',
    label: 'public',
    claims: { measures: ['people.killed'], subject: 'host' },
    of: adopted('people.killed', { unit: 'persons', period: 'year', whole: 'host' }),
  }),
  measure({
    name: 'situation.injured',
    title: 'People injured, quarter',
    unit: 'persons',
    definition:
      'People injured in the host country in the last quarter for which a count was adopted.',
    label: 'public',
    claims: { measures: ['people.injured'], subject: 'host' },
    of: adopted('people.injured', { unit: 'persons', period: 'quarter', whole: 'host' }),
  }),
  measure({
    name: 'situation.kidnapped',
    title: 'People kidnapped, quarter',
    unit: 'persons',
    definition:
      'People kidnapped in the host country in the last quarter for which a count was adopted; only cases that were reported.',
    label: 'public',
    claims: { measures: ['people.kidnapped'], subject: 'host' },
    of: adopted('people.kidnapped', { unit: 'persons', period: 'quarter', whole: 'host' }),
  }),
  measure({
    name: 'situation.displaced',
    title: 'People displaced',
    unit: 'persons',
    definition:
      'People displaced within the host country at the last count adopted; a stock, so rounds are not added up.',
    label: 'public',
    by: ['area'],
    claims: { measures: ['people.displaced'], subject: 'host' },
    of: {
      latest: {
        register: 'displacement',
        value: 'persons',
        asOf: 'countedOn',
        whole: { extent: 'country' },
        by: ofArea,
      },
    },
  }),
  measure({
    name: 'situation.influence',
    title: 'Capital said to be held',
    unit: 'percent',
    definition:
      'Share of the capital that sources say armed groups hold, as last stated and adopted; no method is given by anybody. By area, the last share stated for each.',
    label: 'public',
    by: ['area'],
    claims: { measures: ['territory.control_share'], subject: 'capital' },
    of: {
      latest: {
        register: 'influence',
        state: ['stated'],
        value: 'sharePercent',
        asOf: 'evidenceOn',
        whole: { extent: 'capital' },
        by: ofArea,
      },
    },
  }),
  measure({
    name: 'situation.incidents',
    title: 'Incidents',
    unit: 'incidents',
    definition: 'Incidents in the record that have not been struck, since it began.',
    label: 'partner',
    by: ['touches', 'kind'],
    of: {
      total: [
        {
          register: 'incident',
          state: ['reported', 'assessed', 'disputed'],
          by: { touches: 'touches', kind: 'kind' },
        },
      ],
    },
  }),
]

const others: Measure[] = [
  measure({
    name: 'mandate.due',
    title: 'Mandate ends',
    unit: 'days',
    definition:
      'Days to the end of the instrument in force on which the mission stands; nothing once it is past.',
    label: 'public',
    claims: { measures: ['mandate.expiry', 'mandate.renewal_due'], subject: 'mission' },
    of: {
      until: {
        register: 'instrument',
        state: ['inForce'],
        where: { isMandate: true },
        date: 'endsOn',
      },
    },
  }),
  measure({
    name: 'mandate.overdue',
    title: 'Obligations overdue',
    unit: 'obligations',
    definition: 'Open obligations whose due date is past.',
    label: 'partner',
    of: { overdue: { register: 'obligation', state: ['open'], date: 'dueOn' } },
  }),
  measure({
    name: 'accountability.open',
    title: 'Complaints open',
    unit: 'complaints',
    definition: 'Complaints received and not yet settled.',
    label: 'conduct',
    by: ['about'],
    of: {
      total: [
        {
          register: 'complaint',
          state: ['received', 'investigating', 'referred', 'answered'],
          by: { about: 'about' },
        },
      ],
    },
  }),
]

export const measures: readonly Measure[] = [
  ...people,
  ...funds,
  ...logistics,
  ...situation,
  ...others,
]
