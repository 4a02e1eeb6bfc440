/**
 * The invented world of Exercise Twin Rivers, as plain data: who lends, who gives, who provides, where the bases stand. No
 * state, place, company or person here exists. Codes of states begin with X, which ISO 3166 leaves to its users.
 */

export type Capability =
  | 'infantry'
  | 'formedPolice'
  | 'individualPolice'
  | 'engineering'
  | 'medical'
  | 'aviation'
  | 'logistics'
  | 'signals'

export type Lends = {
  unit: string
  capability: Capability
  /** Of a thousandth of the planned strength. */
  share: number
  base: 0 | 1 | 2
  /** Month of the mission in which it is meant to come. */
  month: number
}

export type State = {
  code: string
  name: string
  currency: string
  /** Units of its currency for one US dollar at the start. */
  perDollar: number
  languages: readonly ('en' | 'fr' | 'ht' | 'es' | 'other')[]
  /** Days a tour lasts. */
  tourDays: number
  /** Share of its vehicles that were bought new. */
  newShare: number
  /** Days it usually takes to pass pay on. */
  passesOn: number
  /** Whether it says more than it sends. */
  boast: number
  /** Which body must agree at home, and for how many months. */
  agrees: { kind: 'cabinet' | 'parliament' | 'court' | 'presidential'; months: number }
  caveat?: {
    kind: string
    excludes: readonly string[]
    statement: string
    from?: string
    to?: string
    /** The P-code of a department that it is about. */
    department?: string
  }
  lends: readonly Lends[]
}

export const states: readonly State[] = [
  {
    code: 'XKA',
    name: 'Kavaria',
    currency: 'KVM',
    perDollar: 118,
    languages: ['en', 'other'],
    tourDays: 365,
    newShare: 0.2,
    passesOn: 24,
    boast: 1.25,
    agrees: { kind: 'court', months: 30 },
    lends: [
      { unit: 'Formed police unit 1', capability: 'formedPolice', share: 90, base: 0, month: 1 },
      { unit: 'Formed police unit 2', capability: 'formedPolice', share: 90, base: 0, month: 4 },
      { unit: 'Formed police unit 3', capability: 'formedPolice', share: 80, base: 1, month: 6 },
      { unit: 'Formed police unit 4', capability: 'formedPolice', share: 70, base: 2, month: 13 },
      { unit: 'Force headquarters', capability: 'signals', share: 20, base: 0, month: 1 },
    ],
  },
  {
    code: 'XNO',
    name: 'Norrhaven',
    currency: 'NHK',
    perDollar: 9.4,
    languages: ['en', 'fr'],
    tourDays: 182,
    newShare: 0.9,
    passesOn: 4,
    boast: 1,
    agrees: { kind: 'parliament', months: 12 },
    caveat: {
      kind: 'hours',
      excludes: ['nightPatrol', 'crowdControl'],
      statement: 'No patrol on foot or by vehicle between 21:00 and 05:00; no crowd control.',
      from: '21:00',
      to: '05:00',
    },
    lends: [
      { unit: 'Field hospital', capability: 'medical', share: 48, base: 0, month: 3 },
      { unit: 'Helicopter flight', capability: 'aviation', share: 32, base: 0, month: 8 },
    ],
  },
  {
    code: 'XTV',
    name: 'Tavolia',
    currency: 'TVL',
    perDollar: 1.8,
    languages: ['fr', 'ht'],
    tourDays: 270,
    newShare: 0.4,
    passesOn: 12,
    boast: 1.1,
    agrees: { kind: 'cabinet', months: 18 },
    lends: [
      { unit: 'Infantry company 1', capability: 'infantry', share: 60, base: 1, month: 6 },
      { unit: 'Infantry company 2', capability: 'infantry', share: 60, base: 1, month: 9 },
      { unit: 'Liaison officers', capability: 'individualPolice', share: 20, base: 0, month: 2 },
    ],
  },
  {
    code: 'XSE',
    name: 'Serrana',
    currency: 'SRE',
    perDollar: 17,
    languages: ['es', 'en'],
    tourDays: 182,
    newShare: 0.5,
    passesOn: 9,
    boast: 1.4,
    agrees: { kind: 'presidential', months: 24 },
    caveat: {
      kind: 'task',
      excludes: ['offensive', 'detention'],
      statement: 'Engineers build and guard their own works; they neither detain nor attack.',
    },
    lends: [
      { unit: 'Engineer company', capability: 'engineering', share: 56, base: 0, month: 2 },
      { unit: 'Transport company', capability: 'logistics', share: 44, base: 0, month: 5 },
    ],
  },
  {
    code: 'XIL',
    name: 'Ilmara',
    currency: 'ILF',
    perDollar: 610,
    languages: ['fr', 'other'],
    tourDays: 365,
    newShare: 0.1,
    passesOn: 31,
    boast: 1.6,
    agrees: { kind: 'parliament', months: 12 },
    lends: [
      {
        unit: 'Infantry battalion, first half',
        capability: 'infantry',
        share: 80,
        base: 1,
        month: 10,
      },
      {
        unit: 'Infantry battalion, second half',
        capability: 'infantry',
        share: 80,
        base: 2,
        month: 14,
      },
    ],
  },
  {
    code: 'XQU',
    name: 'Quenda',
    currency: 'QDS',
    perDollar: 3.7,
    languages: ['en', 'fr', 'other'],
    tourDays: 365,
    newShare: 0.3,
    passesOn: 16,
    boast: 1.1,
    agrees: { kind: 'cabinet', months: 24 },
    lends: [
      { unit: 'Formed police unit A', capability: 'formedPolice', share: 64, base: 2, month: 11 },
      { unit: 'Formed police unit B', capability: 'formedPolice', share: 56, base: 2, month: 16 },
    ],
  },
  {
    code: 'XPA',
    name: 'Palisand',
    currency: 'PLF',
    perDollar: 26,
    languages: ['fr', 'ht'],
    tourDays: 270,
    newShare: 0.3,
    passesOn: 14,
    boast: 1.2,
    agrees: { kind: 'presidential', months: 12 },
    caveat: {
      kind: 'area',
      excludes: ['convoyEscort'],
      department: 'XA02',
      statement: 'No task north of the upper bridge at Grandsel until its parliament has agreed.',
    },
    lends: [
      { unit: 'Infantry company', capability: 'infantry', share: 52, base: 1, month: 12 },
      { unit: 'Signals detachment', capability: 'signals', share: 12, base: 0, month: 7 },
    ],
  },
  {
    code: 'XDR',
    name: 'Dravenia',
    currency: 'DVC',
    perDollar: 0.82,
    languages: ['en', 'other'],
    tourDays: 182,
    newShare: 0.7,
    passesOn: 6,
    boast: 1,
    agrees: { kind: 'cabinet', months: 36 },
    lends: [
      { unit: 'Quick reaction company', capability: 'infantry', share: 50, base: 0, month: 15 },
      {
        unit: 'Military police section',
        capability: 'formedPolice',
        share: 16,
        base: 2,
        month: 12,
      },
    ],
  },
]

export type Donor = {
  code: string
  name: string
  /** Of a thousandth of the mission's money for two years. */
  share: number
  channel: 'trustFund' | 'direct' | 'inKind'
  earmark?: string
  uses: readonly string[]
  feesPercent?: number
  freezes?: boolean
}

export const donors: readonly Donor[] = [
  {
    code: 'XAL',
    name: 'Alderland',
    share: 430,
    channel: 'trustFund',
    uses: ['any'],
    feesPercent: 7,
    freezes: true,
  },
  {
    code: 'XBR',
    name: 'Brevonia',
    share: 170,
    channel: 'trustFund',
    uses: ['pay', 'reimbursement'],
    earmark: 'Pay and reimbursement of contributors',
    feesPercent: 7,
  },
  {
    code: 'XCO',
    name: 'Corvane',
    share: 130,
    channel: 'trustFund',
    uses: ['logistics', 'construction', 'operations'],
    earmark: 'Bases, logistics and flights',
    feesPercent: 7,
  },
  {
    code: 'XEM',
    name: 'Emberland',
    share: 90,
    channel: 'direct',
    uses: ['medical', 'training'],
    earmark: 'Medical care and training',
  },
  { code: 'XUN', name: 'Union of the Isles', share: 180, channel: 'inKind', uses: ['any'] },
]

export const others = {
  mission: { code: 'XMTR', name: 'Multinational Mission of the Twin Rivers', kind: 'mission' },
  host: { code: 'XTR', name: 'Republic of the Twin Rivers', kind: 'state' },
  council: { code: 'XCS', name: 'Council of the Isles', kind: 'unBody' },
  fund: { code: 'XTF', name: 'Twin Rivers Trust Fund', kind: 'other' },
  provider: { code: 'XHLS', name: 'Harbourline Life Support', kind: 'company' },
  carrier: { code: 'XALB', name: 'Albatross Air Charter', kind: 'company' },
  relief: { code: 'XREL', name: 'Isles Relief Committee', kind: 'civilSociety' },
} as const

export type BasePlan = {
  code: string
  name: string
  kind: 'mainBase' | 'forwardBase'
  commune: number
  /** Day on which it opens. */
  opensOn: number
  /** Beds for each thousand of the planned strength: at first, then each expansion with its planned day and its slip. */
  beds: number
  more: readonly { beds: number; plannedOn: number; slips: number }[]
}

export const basePlans: readonly BasePlan[] = [
  {
    code: 'VEREL',
    name: 'Camp Verel',
    kind: 'mainBase',
    commune: 9,
    opensOn: 20,
    beds: 240,
    more: [
      { beds: 160, plannedOn: 150, slips: 48 },
      { beds: 120, plannedOn: 330, slips: 75 },
    ],
  },
  {
    code: 'SANNE',
    name: 'Fort Sanne',
    kind: 'forwardBase',
    commune: 15,
    opensOn: 175,
    beds: 120,
    more: [
      { beds: 130, plannedOn: 270, slips: 40 },
      { beds: 90, plannedOn: 430, slips: 90 },
    ],
  },
  {
    code: 'GATE',
    name: 'Rivergate',
    kind: 'forwardBase',
    commune: 3,
    opensOn: 300,
    beds: 130,
    more: [{ beds: 140, plannedOn: 420, slips: 60 }],
  },
]

export const groups = [
  { code: 'XG-HERON', name: 'The Herons' },
  { code: 'XG-LOWBANK', name: 'Lowbank Men' },
  { code: 'XG-ROPE', name: 'Rope Street' },
] as const
