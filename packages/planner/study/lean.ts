/**
 * A model without what cannot touch the figure asked for: who is ill is still deployed, what breaks down moves nobody, and where
 * no lack of money keeps anybody at home, it moves nobody either; as long as none of these shares hands or money with people on
 * their way. The figure's law is the same, sooner played.
 */
import type { Model, Population } from '../model.ts'
import { valueAt } from './paths.ts'
import type { Lever } from './scenario.ts'
import { goneAlong } from './uncertain.ts'

const touched = ['available', 'fitVehicles', 'patrols', 'fit']
const ofMoney = ['cash', 'arrears']

/** The model itself where all of it may matter. */
export function leanFor(model: Model, figure: string): Model {
  const { people, fleets, cash, resources, policies } = model
  const [kind = '', of = ''] = figure.split('/')
  const onTheWay = Object.values(people).flatMap(({ stages, bed }) => [
    bed,
    ...stages.map(({ needs }) => needs),
  ])
  const ofFleets = Object.values(fleets).flatMap(({ repair, part }) => [repair.needs, part?.needs])
  const isMoneyIdle = policies?.freezeWhenBroke === false && !ofMoney.includes(kind)
  const isTouched =
    touched.includes(kind) ||
    (kind === 'free' && ofFleets.includes(of)) ||
    (!isMoneyIdle && cash.cost.some(({ perPatrol = 0 }) => perPatrol !== 0)) ||
    ofFleets.some((name) => name !== undefined && onTheWay.includes(name))
  if (isTouched) return model
  const well = Object.entries(people).map(
    ([name, { illness: _, ...rest }]): [string, Population] => [name, rest],
  )
  return goneAlong(model, {
    ...model,
    people: Object.fromEntries(well),
    fleets: {},
    ...(isMoneyIdle ? { cash: { amount: 0, income: [], cost: [] } } : {}),
    // How much of a resource is free is told by its name only where there are several.
    ...(kind === 'free'
      ? {}
      : {
          resources: Object.fromEntries(
            Object.entries(resources).filter(([name]) => onTheWay.includes(name)),
          ),
        }),
  })
}

/** In which figure the worth of a lever shows: in how many are there, unless it cannot touch that. */
export function worthIn(model: Model, { path }: Pick<Lever, 'path'>): string {
  const lean = leanFor(model, 'deployed')
  if (path.startsWith('/cash/')) return lean.cash === model.cash ? 'deployed' : 'arrears'
  return valueAt(lean, path) === undefined ? 'fitVehicles' : 'deployed'
}
