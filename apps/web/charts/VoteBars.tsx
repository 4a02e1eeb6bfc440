/**
 * A vote, seat by seat: for is filled, abstaining hatched, against outlined with a cross, not stated dotted; a mark
 * stands where it would have passed. The numbers stand beside it in words, so the picture is hidden from readers.
 */
import { useId } from 'react'
import { useChartText } from './text.ts'
import { useWidth } from './useWidth.ts'
import s from './vote.module.css'

export type VoteProps = {
  votesFor: number | null
  abstained: number | null
  against: number | null
  seats: number
  needed: number | null
}

const TALL = 18

export function VoteBars({ votesFor, abstained, against, seats, needed }: VoteProps) {
  const { t, number } = useChartText()
  const [ref, width] = useWidth<HTMLDivElement>(320)
  const id = useId()
  const [yes, none, no] = [votesFor ?? 0, abstained ?? 0, against ?? 0]
  const step = Math.min(22, (width - 2) / Math.max(1, seats))
  const gap = step > 8 ? 3 : step > 4 ? 1 : 0
  const kind = (i: number): string =>
    i < yes ? 'for' : i < yes + none ? 'abstain' : i < yes + none + no ? 'against' : 'unknown'
  return (
    <div ref={ref} className={s.vote}>
      <svg width={Math.ceil(seats * step + 2)} height={TALL + 12} aria-hidden="true">
        <pattern
          id={id}
          width={4}
          height={4}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <path d="M0,0V4" stroke="var(--ink2)" strokeWidth={2.5} />
        </pattern>
        {Array.from({ length: seats }, (_, i) => (
          <g key={`seat-${String(i)}`} transform={`translate(${i * step + 1},1)`}>
            <rect
              width={Math.max(1, step - gap)}
              height={TALL}
              rx={gap > 1 ? 2 : 0}
              fill={
                { for: 'var(--accent)', abstain: `url(#${id})`, against: 'var(--surface)' }[
                  kind(i)
                ] ?? 'var(--surface)'
              }
              stroke={kind(i) === 'for' ? 'none' : 'var(--control)'}
              strokeDasharray={kind(i) === 'unknown' ? '2 2' : undefined}
            />
            {kind(i) === 'against' && step > 8 && (
              <path
                d={`M4,4l${step - gap - 8},10m0,-10l-${step - gap - 8},10`}
                stroke="var(--ink2)"
                strokeWidth={1.5}
              />
            )}
          </g>
        ))}
        {needed !== null && needed < seats && (
          <path
            d={`M${needed * step - gap / 2 + 1},0V${TALL + 8}m-3.5,0h7`}
            stroke="var(--ink)"
            strokeWidth={1.5}
            fill="none"
          />
        )}
      </svg>
      <p className={s.words}>
        <span>
          <b>{votesFor === null ? '–' : number(votesFor)}</b> {t('chart.for')}
        </span>
        <span>
          <b>{abstained === null ? '–' : number(abstained)}</b> {t('chart.abstaining')}
        </span>
        <span>
          <b>{against === null ? '–' : number(against)}</b> {t('chart.against')}
        </span>
        {needed !== null && <span className={s.quiet}>{t('chart.needed', { needed, seats })}</span>}
      </p>
    </div>
  )
}
