/** Shocks: whether each befalls is drawn at the start; then it is a span of days, more delay, or one bad day. */

import type { Shock } from '../model.ts'
import { all, type Bytes, F, f64, type I32, when } from '../wasm/code.ts'
import { anyOf, down, type Float, type Slip, type Stage, up } from './stage.ts'

export type Shocks = {
  /** Whether income of that name does not come now. */
  freezes: (income: string | undefined) => I32 | undefined
  /** Whether the mandate has lapsed now. */
  lapsed: I32 | undefined
  slips: (resource: string) => readonly Slip[]
  /** How many times as high attrition is now. */
  harm: Float | undefined
  /** Who is attacked says what it means to lose a share. */
  attacks: (who: (lost: number) => Bytes) => void
}

export function shocksIn(stage: Stage, shocks: readonly Shock[]): Shocks {
  const { local, begin, draws, calendar, time, act } = stage
  const spans: { kind: 'freeze' | 'lapse'; of?: string; isNow: I32 }[] = []
  const slips: (Slip & { resource: string })[] = []
  const attacked: ((lost: number) => Bytes)[] = []
  const isHarmful = shocks.some((shock) => shock.kind === 'attack' && shock.attrition)
  const harm = isHarmful ? local('f64') : undefined
  if (harm) begin.push(harm.set(f64(1)))

  for (const shock of shocks) {
    const stream = draws.stream(`shock ${shock.name}`)
    const isOn = local('i32')
    begin.push(isOn.set(draws.happens(shock.chance ?? 1, stream)))
    const on = (day: number, what: () => Bytes): Bytes =>
      when(isOn.get, calendar.push(f64(day), act(what)))
    if (shock.kind === 'slip')
      slips.push({ resource: shock.resource, isOn: isOn.get, late: shock.late, stream })
    else if (shock.kind === 'attack') {
      const { lost, attrition } = shock
      const calms = act(() =>
        attrition && harm ? harm.set(F.div(harm.get, f64(attrition.times))) : [],
      )
      begin.push(
        on(shock.on, () =>
          all(
            ...attacked.map((one) => one(lost)),
            attrition && harm
              ? all(
                  harm.set(F.mul(harm.get, f64(attrition.times))),
                  calendar.push(F.add(time.get, f64(attrition.days)), calms),
                )
              : [],
          ),
        ),
      )
    } else {
      const isNow = local('i32')
      const of = shock.kind === 'freeze' ? { of: shock.income } : {}
      spans.push({ kind: shock.kind, ...of, isNow: isNow.get })
      begin.push(on(shock.from, () => up(isNow)))
      if (shock.until !== undefined) begin.push(on(shock.until, () => down(isNow)))
    }
  }
  const during = (kind: string, of?: string): I32 | undefined => {
    const found = spans.filter((span) => span.kind === kind && span.of === of)
    return found.length > 0 ? anyOf(found.map(({ isNow }) => isNow)) : undefined
  }
  return {
    freezes: (income) => (income === undefined ? undefined : during('freeze', income)),
    lapsed: during('lapse'),
    slips: (resource) => slips.filter((slip) => slip.resource === resource),
    harm,
    attacks: (who) => attacked.push(who),
  }
}
