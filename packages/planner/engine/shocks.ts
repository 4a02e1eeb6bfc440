/** Shocks: whether each befalls is drawn at the start; then it is a span of days, more delay, or one bad day. */

import type { Shock } from '../model.ts'
import { all, type Bytes, F, type F64, f64, type I32, i32, select, when } from '../wasm/code.ts'
import { anyOf, type Slip, type Stage } from './stage.ts'

export type Shocks = {
  /** Whether income of that name does not come now. */
  freezes: (income: string | undefined) => I32 | undefined
  /** Whether the mandate has lapsed now. */
  lapsed: I32 | undefined
  slips: (resource: string) => readonly Slip[]
  /** How many times as high attrition is now. */
  harm: F64 | undefined
  /** Who is attacked says what it means to lose a share. */
  attacks: (who: (lost: number) => Bytes) => void
}

export function shocksIn(stage: Stage, shocks: readonly Shock[]): Shocks {
  const { local, begin, draws, known, calendar, act } = stage
  const spans: { kind: 'freeze' | 'lapse'; of?: string; isNow: I32 }[] = []
  const slips: (Slip & { resource: string })[] = []
  const harms: F64[] = []
  const attacked: ((lost: number) => Bytes)[] = []

  for (const shock of shocks) {
    const stream = draws.stream(`shock ${shock.name}`)
    const isOn = local('i32')
    begin.push(
      isOn.set(draws.happens(shock.chance === undefined ? 1 : known(shock, 'chance'), stream)),
    )
    const on = (day: number, what: () => Bytes): void => {
      begin.push(when(isOn.get, calendar.push(f64(day), act(what))))
    }
    const span = (from: number, until: number | undefined): I32 => {
      const isNow = local('i32')
      on(from, () => isNow.set(i32(1)))
      if (until !== undefined) on(until, () => isNow.set(i32(0)))
      return isNow.get
    }
    if (shock.kind === 'slip')
      slips.push({ resource: shock.resource, isOn: isOn.get, late: shock.late, stream })
    else if (shock.kind === 'attack') {
      const { on: day, lost, attrition } = shock
      on(day, () => all(...attacked.map((one) => one(lost))))
      if (attrition)
        harms.push(select(f64(attrition.times), f64(1), span(day, day + attrition.days)))
    } else {
      const of = shock.kind === 'freeze' ? { of: shock.income } : {}
      spans.push({ kind: shock.kind, ...of, isNow: span(shock.from, shock.until) })
    }
  }
  const during = (kind: string, of?: string): I32 | undefined => {
    const found = spans.filter((one) => one.kind === kind && one.of === of)
    return found.length > 0 ? anyOf(found.map(({ isNow }) => isNow)) : undefined
  }
  return {
    freezes: (income) => (income === undefined ? undefined : during('freeze', income)),
    lapsed: during('lapse'),
    slips: (resource) => slips.filter((slip) => slip.resource === resource),
    harm: harms.length > 0 ? harms.reduce((product, one) => F.mul(product, one)) : undefined,
    attacks: (who) => attacked.push(who),
  }
}
