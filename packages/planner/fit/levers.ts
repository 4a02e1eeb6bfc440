/** Levers of a filled model: which of the values that a frame names may be turned, between which bounds, by how much. */

import type { Model } from '../model.ts'
import type { Frame } from '../models/frame.ts'
import { valueAt } from '../study/paths.ts'
import type { Lever } from '../study/scenario.ts'

type Shape = Pick<Lever, 'path' | 'oneMore' | 'unit' | 'step'> & {
  least: number
  /** So many times the value there is, and at least so much. */
  times: number
  atLeast: number
}

/** What each lever turns. `oneMore` is one that somebody would really ask for. */
const shapes: Readonly<Record<string, Shape>> = {
  beds: {
    path: '/resources/beds/amount',
    least: 0,
    times: 3,
    atLeast: 500,
    step: 10,
    oneMore: 50,
    unit: 'beds',
  },
  flightSeats: {
    path: '/flights/airBridge/seats',
    least: 0,
    times: 3,
    atLeast: 200,
    step: 5,
    oneMore: 10,
    unit: 'seats',
  },
  flightEvery: {
    path: '/flights/airBridge/every',
    least: 0.5,
    times: 3,
    atLeast: 14,
    step: 0.5,
    oneMore: 1,
    unit: 'days',
  },
  trainingPlaces: {
    path: '/resources/training/amount',
    least: 0,
    times: 3,
    atLeast: 500,
    step: 10,
    oneMore: 20,
    unit: 'places',
  },
  mechanics: {
    path: '/resources/mechanics/amount',
    least: 0,
    times: 3,
    atLeast: 20,
    step: 1,
    oneMore: 1,
    unit: 'persons',
  },
  parts: {
    path: '/resources/parts/amount',
    least: 0,
    times: 3,
    atLeast: 200,
    step: 5,
    oneMore: 10,
    unit: 'parts',
  },
  cash: {
    path: '/cash/amount',
    least: -1000,
    times: 3,
    atLeast: 200,
    step: 1,
    oneMore: 1,
    unit: 'million',
  },
  payday: {
    path: '/cash/income/0/first',
    least: 0,
    times: 2,
    atLeast: 365,
    step: 7,
    oneMore: 7,
    unit: 'days',
  },
}

export const leversOf = ({ levers }: Frame, model: Model): Lever[] =>
  levers.flatMap(({ key, price }) => {
    const shape = shapes[key]
    const value = shape && valueAt(model, shape.path)
    if (!shape || typeof value !== 'number') return []
    const { path, least, times, atLeast, step, oneMore, unit } = shape
    return [
      {
        key,
        path,
        least: Math.min(least, value),
        most: Math.ceil(Math.max(atLeast, times * value)),
        step,
        oneMore,
        unit,
        ...(price === undefined ? {} : { price }),
      },
    ]
  })
