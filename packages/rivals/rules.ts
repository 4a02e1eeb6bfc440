/**
 * The rules as data: what each measure is, how much a word such as *about* admits, which measures and subjects are part of which.
 * No rule here knows a claim. A mission with words of its own passes its own table; the first row that fits a statement holds.
 */
import type { Kind, Precision } from './statement.ts'

/**
 * How two statements about the same thing at different times may differ.
 * `moments`: amounts and facts as of a day. `periods`: counts over a period. `apart`: never compared among themselves.
 */
export type Shape = {
  compares: 'moments' | 'periods' | 'apart'
  /** Statements further apart are not compared. Days. */
  horizonDays: number
  /** What passing time may add: anything, or this share in 30 days. */
  rises: 'freely' | number
  falls: 'freely' | number
  /** A group gathers the clashes of one calendar month, or of one subject for ever. */
  anchor: 'month' | 'ever'
  /** A date as written is the period the count covers. */
  countsItsDate?: boolean
  kind?: Kind
  /** Measures that add to this one and take from it: a rise needs the first, a fall may come of the second. */
  gains?: string
  losses?: readonly string[]
  /** Words after which nothing else can be true. */
  ends?: readonly string[]
}

const stock: Shape = {
  compares: 'moments',
  horizonDays: 28,
  rises: 'freely',
  falls: 0.05,
  anchor: 'month',
}
const cumulative: Shape = { ...stock, horizonDays: Number.POSITIVE_INFINITY, falls: 0 }
const toll: Shape = { ...cumulative, anchor: 'ever' }
const estimate: Shape = { ...stock, horizonDays: 400, rises: 0, falls: 0, anchor: 'ever' }
const stepwise: Shape = { ...stock, falls: 'freely' }
const event: Shape = { ...estimate, horizonDays: Number.POSITIVE_INFINITY, kind: 'dateOfEvent' }
const tally: Shape = { ...stock, compares: 'periods' }
const happening: Shape = { ...tally, countsItsDate: true }
const apart: Shape = { ...stock, compares: 'apart' }

export type MeasureRule = {
  /** `*` stands for any text. */
  measure: string
  subject?: string
  unit?: string
  shape: Shape
  /** How much a desk cares, 0 to 1. */
  weight: number
}

const measures: MeasureRule[] = [
  // People
  {
    measure: 'force.deployed',
    shape: {
      ...stock,
      falls: 0.03,
      gains: 'force.arrived',
      losses: ['force.rotation_out', 'force.rotation_due'],
    },
    weight: 1,
  },
  { measure: 'force.arrived', shape: happening, weight: 0.8 },
  { measure: 'force.injured', shape: happening, weight: 0.6 },
  { measure: 'force.killed', shape: tally, weight: 0.9 },
  { measure: 'force.killed_cumulative', shape: cumulative, weight: 0.9 },
  { measure: 'force.status', shape: { ...stepwise, ends: ['dead'] }, weight: 0.8 },
  { measure: 'force.killed.person', shape: event, weight: 0.6 },
  { measure: 'force.missing', shape: event, weight: 0.6 },
  { measure: 'force.resigned*', shape: cumulative, weight: 0.6 },
  { measure: 'force.pledged', shape: { ...stock, horizonDays: 60 }, weight: 0.7 },
  { measure: 'force.planned', shape: estimate, weight: 0.7 },
  { measure: 'force.authorised*', shape: estimate, weight: 0.7 },
  { measure: 'force.fulfilment_share', shape: stock, weight: 0.6 },
  { measure: 'pay.paid_through', shape: cumulative, weight: 0.7 },
  { measure: 'contingent.ordinal', shape: stock, weight: 0.1 },
  { measure: 'contributors.*', shape: stock, weight: 0.3 },
  // Funds
  { measure: 'fund.received', shape: { ...cumulative, horizonDays: 400 }, weight: 0.9 },
  { measure: 'fund.spent', shape: cumulative, weight: 0.7 },
  { measure: 'fund.annual_cost', shape: estimate, weight: 0.8 },
  { measure: 'fund.frozen', shape: { ...estimate, horizonDays: 28, anchor: 'month' }, weight: 0.7 },
  { measure: 'fund.pledged', shape: { ...stock, horizonDays: 60 }, weight: 0.7 },
  { measure: 'fund.received_share', shape: stock, weight: 0.6 },
  // Situation
  { measure: 'people.*', subject: 'incident:*', shape: toll, weight: 0.8 },
  { measure: 'people.displaced', shape: { ...stock, horizonDays: 90, falls: 0.03 }, weight: 0.9 },
  { measure: 'people.killed', shape: tally, weight: 1 },
  { measure: 'people.*share*', shape: stock, weight: 0.4 },
  { measure: 'people.in_fear', shape: stock, weight: 0.4 },
  { measure: 'people.*', shape: tally, weight: 0.7 },
  {
    measure: 'territory.control_share',
    shape: { ...stock, horizonDays: 60, rises: 0.07, falls: 0.005 },
    weight: 0.7,
  },
  // Logistics and operations: a delivery is one lot of several
  { measure: '*.delivered', shape: apart, weight: 0.4 },
  { measure: '*.kits_delivered', shape: apart, weight: 0.4 },
  { measure: 'operation.duration', shape: { ...event, kind: 'sameMoment' }, weight: 0.2 },
  { measure: 'incident.*', shape: apart, weight: 0.4 },
  // One event, one day, one place
  { measure: '*_date', shape: event, weight: 0.5 },
  { measure: '*.date', shape: event, weight: 0.5 },
  { measure: '*place', unit: 'P-code', shape: { ...event, kind: 'placeOfEvent' }, weight: 0.6 },
  // By unit, when no name says more
  { measure: 'mandate.extension_weekday', shape: apart, weight: 0.2 },
  { measure: '*', unit: 'text', shape: apart, weight: 0.2 },
  { measure: '*', unit: 'boolean', shape: stepwise, weight: 0.3 },
  { measure: '*', unit: 'date', shape: stepwise, weight: 0.4 },
  { measure: '*', unit: 'ISO3', shape: stepwise, weight: 0.3 },
  { measure: '*', unit: 'P-code', shape: apart, weight: 0.3 },
  { measure: '*', shape: stock, weight: 0.4 },
]

/** What a precision admits around the figure: a share of it, or nothing that bounds it. */
type Allowance = {
  below: number
  above: number
  /** The figure itself is excluded. */
  isStrict?: boolean
  /** Speaks of a figure, not of a bound. */
  isPointed?: boolean
}

const open = Number.POSITIVE_INFINITY

const precisions: Record<Precision, Allowance> = {
  exact: { below: 0, above: 0, isPointed: true },
  about: { below: 0.05, above: 0.05, isPointed: true },
  'at least': { below: 0, above: open },
  over: { below: 0, above: open, isStrict: true },
  'at most': { below: open, above: 0 },
  below: { below: open, above: 0, isStrict: true },
  range: { below: open, above: open, isPointed: true },
  vague: { below: 0.1, above: 0.1 },
  garbled: { below: open, above: open },
}

/** A derived measure: what its inputs, stated by others, make of it. */
export type Formula = {
  measure: string
  is: 'sum' | 'share' | 'increase' | 'weekday'
  of: readonly string[]
  /** How far in time an input may lie. Days; 0 asks for the same period or day. */
  withinDays: number
}

const formulas: Formula[] = [
  {
    measure: 'force.authorised',
    is: 'sum',
    of: ['force.authorised_uniformed', 'force.authorised_civilian'],
    withinDays: 0,
  },
  {
    measure: 'people.killed_or_injured',
    is: 'sum',
    of: ['people.killed', 'people.injured'],
    withinDays: 0,
  },
  {
    measure: 'force.fulfilment_share',
    is: 'share',
    of: ['force.deployed', 'force.planned'],
    withinDays: 60,
  },
  {
    measure: 'fund.received_share',
    is: 'share',
    of: ['fund.received', 'fund.annual_cost'],
    withinDays: 300,
  },
  { measure: 'people.killed.increase', is: 'increase', of: ['people.killed'], withinDays: 0 },
  {
    measure: 'mandate.extension_weekday',
    is: 'weekday',
    of: ['mandate.extension_date'],
    withinDays: 60,
  },
]

export type Rules = {
  measures: readonly MeasureRule[]
  precisions: Record<Precision, Allowance>
  /** *About* N per cent: N plus or minus this many points. */
  aboutPoints: number
  /** *About* a date: plus or minus. */
  aboutDays: number
  /** A rounder figure within this share of another is the same figure. */
  roundingShare: number
  /** *Over 5,000* said of a count within this share of it restates the count. */
  looseShare: number
  /** Units that are not counted in ones. */
  continuousUnits: readonly string[]
  /** Units an id need not name, because nearly every measure has them. */
  plainUnits: readonly string[]
  /** How far around a disagreement an agreeing statement is still shown with it. */
  besideDays: number
  /** A count with this many significant digits was counted, even when *about* or *at least* stands before it. */
  countedDigits: number
  /** Sources that count something narrower or wider than the rest. `*` stands for any text. */
  definitions: readonly { source: string; measure: string; definition: string }[]
  /** Measures that are part of another: no part exceeds its whole. */
  partMeasures: readonly { part: string; whole: string }[]
  /** Measures whose contributors (ISO 3166 codes) are parts of these subjects. */
  wholes: readonly { measures: readonly string[]; subjects: readonly string[] }[]
  /** Country of a P-code, by its first letters. */
  countries: Record<string, string>
  /** What was promised may be mistaken for what came. */
  promises: readonly { promised: string; received: string; withinDays: number }[]
  /** A total to date is at least what was counted until then. */
  totals: readonly { total: string; counts: string }[]
  formulas: readonly Formula[]
  /** A part's last statement counts in a sum when not older. */
  partDays: number
  /** A statement of a part that gives the whole's figure of these days mistook the one for the other. */
  mixedUpDays: number
  mixedUpShare: number
  /** What matters less than a plain contradiction. */
  kindWeights: Partial<Record<Kind, number>>
  /** A disagreement matters half as much after. */
  halfLifeDays: number
}

/** The rules for a security-support mission whose statements use the measure names of the reference data. */
export const standardRules: Rules = {
  measures,
  precisions,
  aboutPoints: 2,
  aboutDays: 7,
  roundingShare: 0.03,
  looseShare: 0.15,
  continuousUnits: ['percent', 'USD', 'EUR', 'CAD', 'KES', 'hours', 'months', 'years'],
  plainUnits: ['persons', 'date', 'percent', 'text', 'USD', 'P-code', 'ordinal', 'votes'],
  besideDays: 14,
  countedDigits: 3,
  definitions: [
    { source: 'UCDP*', measure: 'people.killed', definition: 'organisedViolenceByKnownActors' },
  ],
  partMeasures: [
    { part: 'force.resigned_senior', whole: 'force.resigned' },
    { part: 'force.authorised_uniformed', whole: 'force.authorised' },
    { part: 'force.authorised_civilian', whole: 'force.authorised' },
  ],
  wholes: [
    {
      measures: ['force.deployed', 'force.arrived', 'force.killed', 'fund.received'],
      subjects: ['mission', 'GSF'],
    },
  ],
  countries: { HT: 'HTI' },
  promises: [{ promised: 'fund.pledged', received: 'fund.received', withinDays: 60 }],
  totals: [{ total: 'force.killed_cumulative', counts: 'force.killed' }],
  formulas,
  partDays: 60,
  mixedUpDays: 7,
  mixedUpShare: 0.05,
  kindWeights: { twoCounts: 0.5, vague: 0.8, differentDefinition: 0.8 },
  halfLifeDays: 1095,
}
