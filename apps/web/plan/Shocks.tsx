/** What if: a donor stops, the mandate lapses, a base is late, an attack. Each a switch, with the few numbers it takes. */
import type { Model, Shock } from '@konbit/planner'
import { memo, type ReactNode, useId } from 'react'
import { addDays, daysBetween, isDay } from '../frame/days.ts'
import { Card } from '../parts/Card.tsx'
import { useWords } from '../words.tsx'
import type { Choices } from './choices.ts'
import { TypedNumber } from './LeverRow.tsx'
import levers from './levers.module.css'
import { useNames } from './names.ts'
import css from './plan.module.css'

type Offered = { key: string; shock: Shock }

/** What can befall this model, each with numbers to begin with. */
export function shocksOffered(model: Model): Offered[] {
  const found: Offered[] = []
  const incomes = model.cash.income.filter(({ name }) => name)
  const largest = incomes.toSorted((a, b) => b.amount * (b.count ?? 1) - a.amount * (a.count ?? 1))
  for (const { name = '' } of largest.slice(0, 1))
    found.push({
      key: 'freeze',
      shock: { kind: 'freeze', name: `freeze ${name}`, income: name, from: 30, until: 210 },
    })
  found.push({ key: 'lapse', shock: { kind: 'lapse', name: 'lapse', from: 60, until: 120 } })
  const [grows] = Object.entries(model.resources)
    .filter(([, { more = [] }]) => more.length > 0)
    .map(([name]) => name)
  if (grows)
    found.push({
      key: 'slip',
      shock: { kind: 'slip', name: `slip ${grows}`, resource: grows, late: { days: 60 } },
    })
  found.push({
    key: 'attack',
    shock: {
      kind: 'attack',
      name: 'attack',
      on: 60,
      lost: 0.03,
      attrition: { times: 3, days: 60 },
    },
  })
  return found.filter(({ shock }) => !model.shocks?.some(({ kind }) => kind === shock.kind))
}

export const Shocks = memo(function Shocks({
  model,
  starts,
  choices,
  onChange,
}: {
  model: Model
  starts: string
  choices: Choices
  onChange: (change: Partial<Choices>) => void
}) {
  const t = useWords()
  const { shocks } = choices
  const put = (kind: Shock['kind'], next: Shock | undefined): void =>
    onChange({
      shocks: [...shocks.filter((one) => one.kind !== kind), ...(next ? [next] : [])],
    })
  return (
    <Card title={t('plan.whatIf')} aside={t('plan.whatIfAside')}>
      <div className={levers.shocks}>
        {shocksOffered(model).map(({ key, shock }) => {
          const on = shocks.find(({ kind }) => kind === shock.kind)
          return (
            <div key={key} className={css.shock}>
              <Switch
                on={on !== undefined}
                title={t(`plan.shock.${key}`)}
                about={t(`plan.shock.${key}.about`)}
                onTurn={(turned) => put(shock.kind, turned ? shock : undefined)}
              />
              {on && (
                <div className={levers.shockFields}>
                  <Fields
                    shock={on}
                    model={model}
                    starts={starts}
                    onPut={(next) => put(next.kind, next)}
                  />
                </div>
              )}
            </div>
          )
        })}
      </div>
    </Card>
  )
})

function Switch({
  on,
  title,
  about,
  onTurn,
}: {
  on: boolean
  title: string
  about: string
  onTurn: (on: boolean) => void
}) {
  const id = useId()
  return (
    <label className={levers.switch}>
      <input
        type="checkbox"
        checked={on}
        aria-describedby={id}
        onChange={({ target }) => onTurn(target.checked)}
      />
      <span>
        {title}
        <small id={id}>{about}</small>
      </span>
    </label>
  )
}

function Fields({
  shock,
  model,
  starts,
  onPut,
}: {
  shock: Shock
  model: Model
  starts: string
  onPut: (shock: Shock) => void
}) {
  const t = useWords()
  const names = useNames()
  const day = (label: string, at: number, put: (at: number) => Shock): ReactNode => (
    <Field label={label}>
      <input
        type="date"
        value={addDays(starts, at)}
        min={starts}
        max={addDays(starts, model.days - 1)}
        onChange={({ target }) => {
          if (!isDay(target.value)) return
          const next = daysBetween(starts, target.value)
          if (next >= 0 && next < model.days) onPut(put(next))
        }}
      />
    </Field>
  )
  const typed = (
    label: string,
    value: number,
    [least, most, step]: readonly [number, number, number],
    put: (value: number) => Shock,
  ): ReactNode => (
    <Field label={label}>
      <TypedNumber
        label={label}
        value={value}
        least={least}
        most={most}
        step={step}
        onType={(next) => onPut(put(next))}
      />
    </Field>
  )
  const chosen = (
    label: string,
    value: string,
    all: readonly string[],
    put: (value: string) => Shock,
  ): ReactNode =>
    all.length > 1 && (
      <Field label={label}>
        <select value={value} onChange={({ target }) => onPut(put(target.value))}>
          {all.map((name) => (
            <option key={name} value={name}>
              {names.binder(name)}
            </option>
          ))}
        </select>
      </Field>
    )
  const until = (from: number, end: number | undefined): number =>
    end ?? Math.min(model.days - 1, from + 60)
  if (shock.kind === 'freeze') {
    const incomes = model.cash.income.flatMap(({ name }) => name ?? [])
    return (
      <>
        {chosen(t('plan.field.income'), shock.income, [...new Set(incomes)], (income) => ({
          ...shock,
          income,
          name: `freeze ${income}`,
        }))}
        {day(t('plan.field.from'), shock.from, (from) => ({ ...shock, from }))}
        {day(t('plan.field.until'), until(shock.from, shock.until), (end) => ({
          ...shock,
          until: end,
        }))}
      </>
    )
  }
  if (shock.kind === 'lapse')
    return (
      <>
        {day(t('plan.field.from'), shock.from, (from) => ({ ...shock, from }))}
        {day(t('plan.field.until'), until(shock.from, shock.until), (end) => ({
          ...shock,
          until: end,
        }))}
      </>
    )
  if (shock.kind === 'slip') {
    const grows = Object.entries(model.resources).filter(([, { more = [] }]) => more.length > 0)
    return (
      <>
        {chosen(
          t('plan.field.resource'),
          shock.resource,
          grows.map(([name]) => name),
          (resource) => ({
            ...shock,
            resource,
            name: `slip ${resource}`,
          }),
        )}
        {typed(t('plan.field.late'), shock.late.days ?? 0, [0, 365, 5], (days) => ({
          ...shock,
          late: { days },
        }))}
      </>
    )
  }
  return (
    <>
      {day(t('plan.field.on'), shock.on, (on) => ({ ...shock, on }))}
      {typed(t('plan.field.lost'), Math.round(shock.lost * 1000) / 10, [0, 50, 1], (lost) => ({
        ...shock,
        lost: lost / 100,
      }))}
      {typed(t('plan.field.times'), shock.attrition?.times ?? 1, [1, 20, 1], (times) => ({
        ...shock,
        attrition: { times, days: shock.attrition?.days ?? 60 },
      }))}
    </>
  )
}

const Field = ({ label, children }: { label: string; children: ReactNode }) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
  <label className={css.field}>
    <span>{label}</span>
    {children}
  </label>
)
