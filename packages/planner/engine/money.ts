/** Cash: what comes in, late or never, and what goes out on its day. */

import type { Cash } from '../model.ts'
import { all, F, type F64, f64, type I32 } from '../wasm/code.ts'
import { type Stage, series } from './stage.ts'

export function cashIn(stage: Stage, { amount, income, cost }: Cash, deployed: I32): F64 {
  const { local, begin, sources, counted } = stage
  const cash = local('f64')
  begin.push(cash.set(f64(amount)))
  for (const [at, one] of income.entries())
    series(stage, `income ${one.name ?? at}`, one, () => cash.set(F.add(cash.get, f64(one.amount))))
  for (const { first, every, fixed, perDeployed = 0 } of cost) {
    const due = local('f64')
    const sum = F.add(f64(fixed), F.mul(f64(perDeployed), F.fromInt(deployed)))
    begin.push(due.set(f64(first)))
    sources.push({
      due: due.get,
      act: () =>
        all(counted(), due.set(F.add(due.get, f64(every))), cash.set(F.sub(cash.get, sum))),
    })
  }
  return cash.get
}
