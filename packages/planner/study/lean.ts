/**
 * A model without what cannot touch the figure asked for: who is ill is still deployed, and what breaks down moves nobody, as
 * long as neither costs money nor shares its hands with people on their way. The figure's law is the same, sooner played.
 */
import type { Model, Population } from '../model.ts'
import { goneAlong } from './uncertain.ts'

const touched = ['available', 'fitVehicles', 'patrols', 'fit']

/** The model itself where all of it may matter. */
export function leanFor(model: Model, figure: string): Model {
  const { people, fleets, cash } = model
  const [kind = '', of = ''] = figure.split('/')
  const onTheWay = Object.values(people).flatMap(({ stages, bed }) => [
    bed,
    ...stages.map(({ needs }) => needs),
  ])
  const ofFleets = Object.values(fleets).flatMap(({ repair, part }) => [repair.needs, part?.needs])
  const isTouched =
    touched.includes(kind) ||
    (kind === 'free' && ofFleets.includes(of)) ||
    cash.cost.some(({ perPatrol = 0 }) => perPatrol !== 0) ||
    ofFleets.some((name) => name !== undefined && onTheWay.includes(name))
  if (isTouched) return model
  const well = Object.entries(people).map(
    ([name, { illness: _, ...rest }]): [string, Population] => [name, rest],
  )
  return goneAlong(model, { ...model, people: Object.fromEntries(well), fleets: {} })
}
