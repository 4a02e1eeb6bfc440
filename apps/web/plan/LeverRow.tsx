/**
 * One lever: its name, its number to be typed, a slider with a mark where the record has it, and where that number comes
 * from. Between the mark and the hand the track is drawn strong, so that a glance sees what was changed.
 */
import type { Lever } from '@konbit/planner'
import { useEffect, useId, useState } from 'react'
import type { Origin } from '../api/plan.ts'
import { useFormat } from '../format.ts'
import { Go } from '../parts/Go.tsx'
import { useSaid, useWords } from '../words.tsx'
import { within } from './choices.ts'
import levers from './levers.module.css'
import { useNames } from './names.ts'
import css from './plan.module.css'

export function LeverRow({
  lever,
  stands,
  value,
  origin,
  onTurn,
}: {
  lever: Lever
  /** As the model has it. */
  stands: number
  value: number
  origin: Origin | undefined
  /** Undefined: back to where it stood. */
  onTurn: (value: number | undefined) => void
}) {
  const t = useWords()
  const format = useFormat()
  const names = useNames()
  const id = useId()
  const { least, most, step } = lever
  // Steps are counted from where it stands, so that the mark lies on one of them.
  const below = Math.max(0, Math.floor((stands - least) / step + 1e-9))
  const low = Number((stands - below * step).toPrecision(12))
  const high = Math.max(most, stands)
  const place = (number: number): number => (100 * (number - low)) / (high - low || 1)
  const isTurned = value !== stands
  const turn = (next: number): void => onTurn(next === stands ? undefined : next)
  return (
    <div className={css.lever} data-turned={isTurned || undefined}>
      <div className={levers.leverHead}>
        <label htmlFor={id}>{names.lever(lever)}</label>
        {isTurned && (
          <button type="button" className={css.was} onClick={() => onTurn(undefined)}>
            {t('plan.was', { value: format.number(stands) })}
          </button>
        )}
        <TypedNumber
          label={t('plan.typed', { name: names.lever(lever), unit: names.unit(lever.unit) })}
          value={value}
          step={step}
          onType={(next) => turn(within({ ...lever, least: low, most: high }, next))}
        />
        <span className={levers.unit}>{names.unit(lever.unit)}</span>
      </div>
      <div className={levers.slider}>
        <span className={levers.track} aria-hidden />
        <span
          className={levers.moved}
          aria-hidden
          style={{
            left: `${Math.min(place(stands), place(value))}%`,
            width: `${Math.abs(place(value) - place(stands))}%`,
          }}
        />
        <span className={levers.recorded} aria-hidden style={{ left: `${place(stands)}%` }} />
        <input
          id={id}
          type="range"
          min={low}
          max={high}
          step={step}
          value={value}
          aria-valuetext={names.amount(value, lever.unit)}
          aria-describedby={`${id}-origin`}
          onChange={({ target }) => turn(Number(target.value))}
        />
      </div>
      <p id={`${id}-origin`} className={levers.origin}>
        <OriginText origin={origin} unit={lever.unit} />
      </p>
    </div>
  )
}

/** Counted in the record, with its interval, or assumed, with who says so. */
export function OriginText({ origin, unit }: { origin: Origin | undefined; unit: string }) {
  const t = useWords()
  const format = useFormat()
  const said = useSaid()
  if (!origin) return t('plan.origin.none')
  const write = (value: number): string =>
    unit === 'share' ? format.share(value) : format.number(value)
  const range =
    origin.low !== undefined && origin.high !== undefined && origin.low < origin.high
      ? t('plan.origin.range', { low: write(origin.low), high: write(origin.high) })
      : ''
  const [record] = origin.records ?? []
  const source = said(origin.source, origin.source)
  const what =
    origin.from !== 'record'
      ? t(`plan.origin.${origin.from}`, { source })
      : origin.count === undefined
        ? t('plan.origin.record', { source })
        : t('plan.origin.counted', { source, count: origin.count })
  // A reason is a whole sentence; with an interval behind it the sentence goes on.
  const told = range ? what.replace(/\.$/, '') : what
  return (
    <>
      {record ? <Go to={`/r/${record}`}>{told}</Go> : told}
      {range && `, ${range}`}
    </>
  )
}

/** A number that is typed: taken when it is whole, not with every key. */
export function TypedNumber({
  label,
  value,
  step,
  least,
  most,
  onType,
}: {
  label: string
  value: number
  step: number
  least?: number
  most?: number
  onType: (value: number) => void
}) {
  const [text, setText] = useState(String(value))
  useEffect(() => setText(String(value)), [value])
  const take = (): void => {
    const next = Number(text.replace(',', '.'))
    if (text.trim() === '' || !Number.isFinite(next)) setText(String(value))
    else onType(Math.min(most ?? next, Math.max(least ?? next, next)))
  }
  return (
    <input
      className={css.typed}
      inputMode="decimal"
      aria-label={label}
      value={text}
      style={{ width: `${Math.max(4, text.length + 1.5)}ch` }}
      onChange={({ target }) => setText(target.value.slice(0, 12))}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take()
        const way = { ArrowUp: step, ArrowDown: -step }[event.key]
        if (way === undefined) return
        event.preventDefault()
        onType(
          Math.min(most ?? Number.MAX_VALUE, Math.max(least ?? -Number.MAX_VALUE, value + way)),
        )
      }}
    />
  )
}
