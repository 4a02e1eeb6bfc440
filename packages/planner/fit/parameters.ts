/** Parameters fitted from a history, by the names that frames give them. Where it says too little, a name is not there. */
import { reliabilityOf } from '@konbit/force'
import type { Parameter } from '../models/frame.ts'
import type { History } from './facts.ts'
import {
  awaitedOf,
  EVENTS_LEAST,
  type Fitted,
  lagOf,
  meanOf,
  shareOf,
  significant,
  timesOf,
} from './interval.ts'

export type FittedParameters = Partial<Record<Parameter, Fitted>>

export function fittedFrom(history: History): FittedParameters {
  const { pledges, payments, stages, tours, illness, seats, flights, orders } = history
  const people = awaitedOf(pledges)
  const money = awaitedOf(payments)
  const recruitment = timesOf(stages.recruitment)
  const training = timesOf(stages.training)
  const part = timesOf(orders.part)
  const found: Partial<Record<Parameter, Fitted | undefined>> = {
    arrivalLag: people?.mean ?? lagOf(pledges),
    pledgeMet: people?.share,
    recruitment: recruitment?.median,
    recruitmentSpread: recruitment && exact(recruitment.spread, stages.recruitment.count),
    training: training?.median,
    tourDays: timesOf(tours.lengths)?.median,
    attrition: meanOf(tours.days, tours.curtailed),
    illness: meanOf(illness.daysWell, illness.fell),
    sickDays: meanOf(illness.daysSick, illness.recovered),
    flightEvery: meanOf(flights.days, flights.flown, 5),
    flightSeats: seatsOf(flights),
    cancelled: shareOf(flights.cancelled, flights.flown + flights.cancelled),
    noShow: shareOf(seats.missed, seats.boarded + seats.missed, 30),
    partChance: shareOf(orders.awaited, orders.opened),
    partDays: part?.median,
    partSpread: part && exact(part.spread, orders.part.count),
    repairDays: meanOf(orders.daysWorked, orders.finished),
    paymentLag: money?.mean ?? lagOf(payments),
    paid: money?.share,
  }
  return Object.fromEntries(
    Object.entries(found).filter(([, one]) => one !== undefined),
  ) as FittedParameters
}

/** How long a vehicle of a class runs before it fails, and which share of failures ends it. */
export function classFitted(counts: History['classes'][string]): {
  failure?: Fitted
  scrapped?: Fitted
} {
  const { mean, low, high } = reliabilityOf(counts).betweenFailures
  const scrapped = shareOf(counts.writtenOff, counts.failures + counts.writtenOff, 20)
  return {
    ...(counts.failures >= EVENTS_LEAST && mean !== null && low !== null && high !== null
      ? {
          failure: {
            value: significant(mean),
            low: significant(low),
            high: significant(high),
            count: counts.failures,
          },
        }
      : {}),
    ...(scrapped ? { scrapped } : {}),
  }
}

/** Seats as they were told; where nobody told them, as many as came on average, which a flight had at the least. */
function seatsOf({ flown, persons, seats }: History['flights']): Fitted | undefined {
  if (flown < 5) return undefined
  const value = Math.max(1, Math.round(Math.max(seats, persons) / flown))
  return exact(value, flown)
}

const exact = (value: number, count: number): Fitted => ({ value, low: value, high: value, count })
