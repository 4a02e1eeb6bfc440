/**
 * Reimbursement: what a contributor may claim for a period under an agreement, line by line, each with what explains it. It
 * knows days, rates and factors; who may claim, and how far a claim has come, is the record's.
 *
 * A month's rate is paid in full for a whole calendar month and by its days for a part of one. Within a line of the agreement
 * and a month the sum is rounded once, a half upwards, and its cents are shared out in order; so lines add up to the total to
 * the cent, and a day more off the road never raises it.
 */
import { addDays } from '@konbit/model'
import { fractionOf, rounded, type Sum, wholeOf } from './convert.ts'

export type LeaseKind = 'wet' | 'dry' | 'selfSustainment' | 'personnel'

/** Days are ISO dates, both counted. */
export type ClaimPeriod = { readonly from: string; readonly to: string }

export type AgreedLine = {
  readonly id: string
  readonly category: string
  readonly lease: LeaseKind
  /** At most so many vehicles, or persons; absent: as many as there are. */
  readonly items?: number
  readonly persons?: number
  readonly startsOn?: string
  readonly endsOn?: string
  /** Each raises the rate; they are added to each other, never multiplied. */
  readonly factorPercents: readonly number[]
}
export type AgreedRate = {
  readonly id: string
  readonly category: string
  readonly lease: LeaseKind
  readonly amount: Sum
}
/** Only those that both sides have signed. */
export type SignedInspection = {
  readonly id: string
  readonly kind: 'arrival' | 'periodic' | 'operationalReadiness' | 'repatriation' | 'wastewater'
  readonly day: string
  readonly vehicles: readonly string[]
  readonly line?: string
  readonly isFailed: boolean
}
/** At the end of each of these days the vehicle was in this state. */
export type VehicleDays = {
  readonly id: string
  readonly line: string
  readonly spells: readonly {
    readonly from: string
    readonly to: string
    readonly isServiceable: boolean
  }[]
}
export type PersonDays = { readonly from: string; readonly to: string; readonly persons: number }
export type HandDeduction = { readonly id: string; readonly amount: Sum; readonly kind: string }

export type ClaimFacts = {
  readonly currency: string
  readonly period: ClaimPeriod
  readonly agreement: { readonly startsOn: string; readonly endsOn?: string }
  readonly lines: readonly AgreedLine[]
  readonly rates: readonly AgreedRate[]
  readonly inspections: readonly SignedInspection[]
  readonly vehicles: readonly VehicleDays[]
  readonly persons: readonly PersonDays[]
  readonly deductions: readonly HandDeduction[]
}

export type Because = {
  readonly key: string
  readonly values: Readonly<Record<string, string | number>>
}
export type ClaimedLine = {
  readonly key: string
  /** The vehicle, the line of the agreement or the deduction it is about. */
  readonly subject: { readonly register: string; readonly id: string }
  readonly category: string
  readonly lease: LeaseKind | null
  readonly month: string | null
  /** Days that are paid; of people, days of all of them. */
  readonly days: number
  /** Days it was here and did not work; of self-sustainment, days after an inspection that failed. */
  readonly unserviceableDays: number
  readonly rate: Sum | null
  readonly factor: number
  readonly amount: Sum | null
  readonly because: Because
  readonly rests: readonly { readonly register: string; readonly id: string }[]
}
/** `total` is of the lines that have an amount; `isWhole`: all have. */
export type ClaimAnswer = {
  readonly lines: readonly ClaimedLine[]
  readonly total: Sum
  readonly isWhole: boolean
}

export function reimburse(facts: ClaimFacts): ClaimAnswer {
  const lines = facts.lines.flatMap((line) =>
    line.lease === 'wet' || line.lease === 'dry'
      ? equipmentLines(facts, line)
      : personLines(facts, line),
  )
  const taken = facts.deductions.map((one) => deductionLine(facts, one))
  const all = [...lines, ...taken]
  const minor = all.reduce((sum, { amount }) => sum + (amount?.minor ?? 0), 0)
  return {
    lines: all,
    total: { minor, currency: facts.currency },
    isWhole: all.every(({ amount }) => amount !== null),
  }
}

type Month = { name: string; from: string; to: string; length: number }

/** The months of the period, cut to the period, the agreement and the line. */
function monthsOf({ period, agreement }: ClaimFacts, line: AgreedLine): Month[] {
  const from = [period.from, agreement.startsOn, line.startsOn ?? ''].sort().at(-1) as string
  const to = [period.to, agreement.endsOn ?? '9999', line.endsOn ?? '9999'].sort()[0] as string
  const months: Month[] = []
  for (let day = from; day <= to; ) {
    const name = day.slice(0, 7)
    const [year, month] = name.split('-').map(Number) as [number, number]
    const length = new Date(Date.UTC(year, month, 0)).getUTCDate()
    const last = `${name}-${String(length).padStart(2, '0')}`
    months.push({ name, from: day, to: last < to ? last : to, length })
    day = addDays(last, 1)
  }
  return months
}

const daysOf = (from: string, to: string): string[] => {
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

/** One over all factors: 1 and the percents, as a fraction and as a number to show. */
function factorOf({ factorPercents }: AgreedLine): { over: bigint; under: bigint; shown: number } {
  let over = 100n
  let under = 1n
  for (const percent of factorPercents) {
    const part = fractionOf(percent)
    over = over * part.under + part.over * under
    under *= part.under
  }
  return { over, under: under * 100n, shown: Number(over) / Number(under * 100n) }
}

type Priced = { rate: AgreedRate; over: bigint; under: bigint }
/** What a unit day costs in this month, as a fraction of minor units; or why nobody can say. */
function priceOf(
  facts: ClaimFacts,
  line: AgreedLine,
  month: Month,
): Priced | 'noRate' | 'otherCurrency' {
  const rate = facts.rates.find(
    ({ category, lease }) => category === line.category && lease === line.lease,
  )
  if (!rate) return 'noRate'
  if (rate.amount.currency !== facts.currency) return 'otherCurrency'
  const factor = factorOf(line)
  return {
    rate,
    over: BigInt(rate.amount.minor) * factor.over,
    under: factor.under * BigInt(month.length),
  }
}

/** Shares a sum that is rounded once out over unit days, in order: each gets what its days add to the rounded whole. */
function shares(unitDays: readonly number[], { over, under }: Priced): (number | undefined)[] {
  let days = 0
  let before = 0n
  return unitDays.map((more) => {
    days += more
    const now = rounded(over * BigInt(days), under)
    const share = wholeOf(now - before)
    before = now
    return share
  })
}

const money = (share: number | undefined, currency: string): Sum | null =>
  share === undefined ? null : { minor: share, currency }

type Presence = { vehicle: VehicleDays; arrived?: SignedInspection; gone?: SignedInspection }

/** From the first arrival inspection that was passed to the last repatriation inspection after it, both days counted. */
function presenceOf(vehicle: VehicleDays, inspections: readonly SignedInspection[]): Presence {
  const mine = inspections
    .filter(({ vehicles }) => vehicles.includes(vehicle.id))
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.id < b.id ? -1 : 1))
  const arrived = mine.find(({ kind, isFailed }) => kind === 'arrival' && !isFailed)
  const gone =
    arrived && mine.find(({ kind, day }) => kind === 'repatriation' && day >= arrived.day)
  return { vehicle, ...(arrived ? { arrived } : {}), ...(gone ? { gone } : {}) }
}

type Counted = { paid: number; off: number; spare: number; absent: number }

function equipmentLines(facts: ClaimFacts, line: AgreedLine): ClaimedLine[] {
  const present = facts.vehicles
    .filter((vehicle) => vehicle.line === line.id)
    .map((vehicle) => presenceOf(vehicle, facts.inspections))
    .sort((a, b) => {
      const [one, other] = [a.arrived?.day ?? '9999', b.arrived?.day ?? '9999']
      return one < other ? -1 : one > other ? 1 : a.vehicle.id < b.vehicle.id ? -1 : 1
    })
  return monthsOf(facts, line).flatMap((month) => {
    const counts = countDays(present, month, line.items ?? Number.POSITIVE_INFINITY)
    const price = priceOf(facts, line, month)
    const amounts =
      typeof price === 'string'
        ? counts.map(() => undefined)
        : shares(
            counts.map(({ paid }) => paid),
            price,
          )
    return present.map((one, index): ClaimedLine => {
      const count = counts[index] as Counted
      const { vehicle, arrived, gone } = one
      return {
        key: `${line.id} ${vehicle.id} ${month.name}`,
        subject: { register: 'vehicle', id: vehicle.id },
        category: line.category,
        lease: line.lease,
        month: month.name,
        days: count.paid,
        unserviceableDays: count.off,
        rate: typeof price === 'string' ? null : price.rate.amount,
        factor: factorOf(line).shown,
        amount: money(amounts[index], facts.currency),
        because: equipmentBecause(one, count, month, price, line),
        rests: [
          { register: 'agreementLine', id: line.id },
          ...(typeof price === 'string' ? [] : [{ register: 'rate', id: price.rate.id }]),
          ...[arrived, gone].flatMap((found) =>
            found ? [{ register: 'inspection', id: found.id }] : [],
          ),
        ],
      }
    })
  })
}

/** Day by day: who was here, who worked, and who of those stood within the number agreed. */
function countDays(present: readonly Presence[], month: Month, most: number): Counted[] {
  const counts = present.map((): Counted => ({ paid: 0, off: 0, spare: 0, absent: 0 }))
  for (const day of daysOf(month.from, month.to)) {
    let within = 0
    present.forEach(({ vehicle, arrived, gone }, index) => {
      const count = counts[index] as Counted
      const spell = vehicle.spells.find(({ from, to }) => from <= day && day <= to)
      if (!arrived || day < arrived.day || (gone && day > gone.day) || !spell) count.absent += 1
      else if (!spell.isServiceable) count.off += 1
      else if (within >= most) count.spare += 1
      else {
        count.paid += 1
        within += 1
      }
    })
  }
  return counts
}

function equipmentBecause(
  { arrived, gone }: Presence,
  { paid, off, spare, absent }: Counted,
  month: Month,
  price: Priced | string,
  line: AgreedLine,
): Because {
  const values = { paid, off, spare, absent, length: month.length, factor: factorOf(line).shown }
  if (typeof price === 'string') return { key: price, values: { category: line.category } }
  if (!arrived) return { key: 'notInspected', values }
  if (paid === 0 && arrived.day > month.to)
    return { key: 'notYetArrived', values: { ...values, day: arrived.day } }
  if (paid === 0 && gone && gone.day < month.from)
    return { key: 'repatriated', values: { ...values, day: gone.day } }
  if (spare > 0) return { key: 'equipmentSpare', values }
  return { key: absent > 0 ? 'equipmentPart' : off > 0 ? 'equipmentOff' : 'equipment', values }
}

function personLines(facts: ClaimFacts, line: AgreedLine): ClaimedLine[] {
  const looks = facts.inspections
    .filter((one) => one.line === line.id)
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.id < b.id ? -1 : 1))
  return monthsOf(facts, line).map((month): ClaimedLine => {
    let personDays = 0
    let failedDays = 0
    let aboveDays = 0
    for (const day of daysOf(month.from, month.to)) {
      const here = facts.persons.find(({ from, to }) => from <= day && day <= to)?.persons ?? 0
      const within = Math.min(here, line.persons ?? here)
      const isFailed = looks.findLast((one) => one.day <= day)?.isFailed ?? false
      if (isFailed) failedDays += 1
      else personDays += within
      aboveDays += here - within
    }
    const price = priceOf(facts, line, month)
    const [share] = typeof price === 'string' ? [undefined] : shares([personDays], price)
    const values = {
      personDays,
      failed: failedDays,
      above: aboveDays,
      length: month.length,
      factor: factorOf(line).shown,
    }
    const said = failedDays > 0 ? 'personsFailed' : aboveDays > 0 ? 'personsAbove' : 'persons'
    return {
      key: `${line.id} ${month.name}`,
      subject: { register: 'agreementLine', id: line.id },
      category: line.category,
      lease: line.lease,
      month: month.name,
      days: personDays,
      unserviceableDays: failedDays,
      rate: typeof price === 'string' ? null : price.rate.amount,
      factor: factorOf(line).shown,
      amount: money(share, facts.currency),
      because:
        typeof price === 'string'
          ? { key: price, values: { category: line.category } }
          : { key: said, values },
      rests: [
        { register: 'agreementLine', id: line.id },
        ...(typeof price === 'string' ? [] : [{ register: 'rate', id: price.rate.id }]),
        ...looks
          .filter(({ day }) => day <= month.to)
          .slice(-3)
          .map(({ id }) => ({ register: 'inspection', id })),
      ],
    }
  })
}

function deductionLine({ currency }: ClaimFacts, one: HandDeduction): ClaimedLine {
  const isHere = one.amount.currency === currency
  return {
    key: one.id,
    subject: { register: 'deduction', id: one.id },
    category: one.kind,
    lease: null,
    month: null,
    days: 0,
    unserviceableDays: 0,
    rate: null,
    factor: 1,
    amount: isHere ? { minor: -one.amount.minor, currency } : null,
    because: { key: isHere ? 'deducted' : 'otherCurrency', values: { category: one.kind } },
    rests: [{ register: 'deduction', id: one.id }],
  }
}
