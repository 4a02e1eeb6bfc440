/** Statements along one axis, each by its precision, with the figure in use as a diamond; and one statement as a row. */
import type { ClaimView } from '../api/types.ts'
import { ClaimMark } from '../charts/ClaimMark.tsx'
import { scale, ticks } from '../charts/scale.ts'
import { ABOUT, precisionOf } from '../charts/statement.ts'
import { scaleOf, useFormat } from '../format.ts'
import { GoRecord } from '../parts/Go.tsx'
import { isMoney } from '../parts/unit.ts'
import { useWords } from '../words.tsx'
import css from './SpreadAxis.module.css'

const WIDTH = 368
const ROW = 9

export function SpreadAxis({
  claims,
  value,
  unit,
}: {
  claims: readonly ClaimView[]
  value: number | null
  unit: string
}) {
  const format = useFormat()
  const t = useWords()
  const said = claims.filter((claim) => claim.value !== null && claim.precision !== 'garbled')
  const values = said.map((claim) => claim.value as number)
  const all = value === null ? values : [...values, value]
  if (said.length < 2 || Math.min(...all) === Math.max(...all)) return null
  const over = isMoney(unit) ? scaleOf(Math.max(...all)).over : 1
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const room = (high - low) * 0.08
  const x = scale([low - room, high + room], [8, WIDTH - 28])
  const marks = stack(said, x)
  const depth = Math.max(...marks.map((mark) => mark.row)) + 1
  const base = 18 + depth * ROW
  const shown = ticks(low, high, 4).filter((tick) => tick >= x.domain[0] && tick <= x.domain[1])
  return (
    <svg viewBox={`0 0 ${WIDTH} ${base + 18}`} className={css.axis} aria-hidden>
      {value !== null && (
        <>
          <path d={`M${x(value)},10V${base}`} stroke="var(--accent)" />
          <path d={`M${x(value)},5l5,5l-5,5l-5,-5z`} fill="var(--accent)" />
          <text
            x={x(value) + (x(value) > WIDTH / 2 ? -9 : 9)}
            y="13"
            textAnchor={x(value) > WIDTH / 2 ? 'end' : 'start'}
            className={css.used}
          >
            {t('figure.used', { value: format.number(value / over) })}
          </text>
        </>
      )}
      <path d={`M0,${base}H${WIDTH}`} stroke="var(--line2)" />
      {marks.map(({ claim, row, at }) => {
        const number = claim.value as number
        const precision = precisionOf(claim.precision)
        const ends =
          precision === 'range'
            ? { low: x(claim.low ?? number), high: x(claim.high ?? number) }
            : precision === 'about'
              ? { low: x(number * (1 - ABOUT)), high: x(number * (1 + ABOUT)) }
              : {}
        return (
          <ClaimMark
            key={claim.id}
            x={at}
            y={base - 8 - row * ROW}
            precision={precision}
            color="var(--series-3)"
            values="right"
            {...ends}
          />
        )
      })}
      {shown.map((tick) => (
        <text key={tick} x={x(tick)} y={base + 14} textAnchor="middle" className={css.tick}>
          {format.number(tick / over)}
        </text>
      ))}
    </svg>
  )
}

/** Marks that would cover each other are put one above the other. */
function stack(said: readonly ClaimView[], x: (value: number) => number) {
  const ends: number[] = []
  return [...said]
    .sort((a, b) => (a.value as number) - (b.value as number))
    .map((claim) => {
      const at = x(claim.value as number)
      const open = /least|over|Least/.test(claim.precision) ? 26 : 10
      let row = ends.findIndex((end) => end < at - 6)
      if (row < 0) row = ends.length
      ends[row] = at + open
      return { claim, row, at }
    })
}

/** One statement: its value as printed or read, where it stands, its date and its source's code. */
export function SaidRow({ claim }: { claim: ClaimView }) {
  const t = useWords()
  const format = useFormat()
  return (
    <li className={css.row}>
      <GoRecord register="claim" id={claim.id} className={css.link}>
        <b className={css.value}>{saidOf(claim, format, t)}</b>
        <span className={css.source}>{claim.source?.publisher ?? claim.source?.title ?? ''}</span>
        <span className={css.date}>
          {claim.asOf ? format.when(claim.asOf) : t('claim.undated')} ·{' '}
          {claim.source?.code ?? claim.code}
        </span>
      </GoRecord>
    </li>
  )
}

/** What a statement says, in words: about 800, over 1,000, 744 to 1,000, or as printed. */
export function saidOf(
  claim: ClaimView,
  format: ReturnType<typeof useFormat>,
  t: ReturnType<typeof useWords>,
): string {
  const { value, low, high } = claim
  const precision = precisionOf(claim.precision)
  if (precision === 'garbled') return claim.raw ?? '—'
  if (precision === 'range' && low !== null && high !== null)
    return t('figure.range', { low: short(low), high: short(high) })
  if (value === null) return claim.valueText ?? claim.raw ?? '—'
  const word =
    precision === 'exact' || precision === 'vague' || precision === 'range'
      ? ''
      : `${t(`bound.${precision}`)} `
  return `${word}${short(value)}`

  function short(number: number): string {
    const scaled = isMoney(claim.unit ?? '') ? scaleOf(number) : { over: 1, word: null }
    return `${format.number(number / scaled.over)}${scaled.word ? ` ${t(`unit.${scaled.word}Short`)}` : ''}`
  }
}
