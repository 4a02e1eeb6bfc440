/**
 * What the forms for a thumb are made of: one question as high as the screen, answers as high as a finger, the one button that
 * goes on at the foot. Each is a plain button or input, so that a keyboard and a reader of screens find them too.
 */
import { type ReactNode, useEffect, useRef } from 'react'
import type { IconAlert } from '../parts/icons.ts'
import { useWords } from '../words.tsx'
import css from './field.module.css'

export function Question({
  title,
  help,
  follows = false,
  children,
}: {
  title: ReactNode
  help?: ReactNode
  /** It appears because of a tap: the page goes on to it. */
  follows?: boolean
  children: ReactNode
}) {
  const here = useRef<HTMLFieldSetElement>(null)
  useEffect(() => {
    if (follows) here.current?.scrollIntoView({ block: 'start' })
  }, [follows])
  return (
    <fieldset className={css.question} ref={here}>
      <legend>{title}</legend>
      {help && <p className={css.help}>{help}</p>}
      {children}
    </fieldset>
  )
}

export type Tap = {
  value: string
  title: ReactNode
  note?: ReactNode
  tone?: 'fit' | 'limited' | 'out'
  Icon?: typeof IconAlert | undefined
}

/** Answers of which one is tapped; `value` is the one that stands. */
export function Taps({
  taps,
  value,
  wide = false,
  onTap,
}: {
  taps: readonly Tap[]
  value?: string | undefined
  /** One below the other: names and sentences. */
  wide?: boolean
  onTap: (value: string) => void
}) {
  return (
    <div className={wide ? css.wide : css.taps}>
      {taps.map((one) => (
        <button
          key={one.value}
          type="button"
          className={css.tap}
          data-tone={one.tone}
          aria-pressed={one.value === value}
          onClick={() => onTap(one.value)}
        >
          {one.Icon && <one.Icon size={22} stroke={1.6} aria-hidden />}
          <b>{one.title}</b>
          {one.note && <span>{one.note}</span>}
        </button>
      ))}
    </div>
  )
}

/** A whole number that is there already: less, more, or typed. */
export function Stepper({
  label,
  value,
  most = 100_000,
  onChange,
}: {
  label: string
  value: number
  most?: number
  onChange: (value: number) => void
}) {
  const t = useWords()
  const within = (next: number): number => Math.min(most, Math.max(0, Math.round(next)))
  return (
    <div className={css.stepper}>
      <span id={`step-${label}`}>{label}</span>
      <button
        type="button"
        aria-label={t('thumb.less', { what: label })}
        onClick={() => onChange(within(value - 1))}
      >
        −
      </button>
      <input
        inputMode="numeric"
        aria-labelledby={`step-${label}`}
        value={String(value)}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) =>
          onChange(within(Number(event.currentTarget.value.replaceAll(/\D/g, '') || 0)))
        }
      />
      <button
        type="button"
        aria-label={t('thumb.more', { what: label })}
        onClick={() => onChange(within(value + 1))}
      >
        +
      </button>
    </div>
  )
}

export function Foot({ children }: { children: ReactNode }) {
  return <div className={css.foot}>{children}</div>
}

/** What the record says, line by line, so that nobody types it. */
export function Said({ lines }: { lines: readonly { what: ReactNode; is: ReactNode }[] }) {
  return (
    <dl className={css.said}>
      {lines.map(({ what, is }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are drawn once and never change places
        <div key={index}>
          <dt>{what}</dt>
          <dd>{is}</dd>
        </div>
      ))}
    </dl>
  )
}
