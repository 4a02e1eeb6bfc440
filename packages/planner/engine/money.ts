/** Cash: what comes in, late or never, and what goes out on its day. */

import type { Cash } from '../model.ts'
import { type Bytes, F, type F64, f64, type I32, when } from '../wasm/code.ts'
import { float } from './knowing.ts'
import type { Shocks } from './shocks.ts'
import { repeats, type Stage, series } from './stage.ts'

export function cashIn(
  stage: Stage,
  { freezes }: Shocks,
  { amount, income, cost }: Cash,
  of: { deployed: I32; patrols: I32 },
): F64 {
  const { local, begin, known } = stage
  const cash = local('f64')
  begin.push(cash.set(f64(amount)))
  for (const [at, one] of income.entries()) {
    const comes = cash.set(F.add(cash.get, f64(one.amount)))
    const isFrozen = freezes(one.name)
    const then = (): Bytes => (isFrozen ? when(isFrozen, [], comes) : comes)
    series(stage, `income ${one.name ?? at}`, one, then, { isBlind: true, rates: [] })
  }
  for (const one of cost) {
    const per = (name: 'perDeployed' | 'perPatrol', count: I32): F64[] =>
      one[name] ? [F.mul(float(known(one, name)), F.fromInt(count))] : []
    const parts = [...per('perDeployed', of.deployed), ...per('perPatrol', of.patrols)]
    const sum = parts.reduce((total, part) => F.add(total, part), float(known(one, 'fixed')))
    repeats(stage, one, () => cash.set(F.sub(cash.get, sum)), { rates: [] })
  }
  return cash.get
}
