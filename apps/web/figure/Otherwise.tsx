/**
 * Who says otherwise: the statements nearest to the date read, on one axis and as rows; the rest on request. Of a whole,
 * also what is said of its parts about that date.
 */
import { useState } from 'react'
import type { ClaimView, MeasureView } from '../api/types.ts'
import { scaleOf, useFormat } from '../format.ts'
import { addDays, lastDay } from '../frame/days.ts'
import { Button } from '../parts/Button.tsx'
import { isMoney } from '../parts/unit.ts'
import { useWords } from '../words.tsx'
import css from './FigureDrawer.module.css'
import { Section } from './Section.tsx'
import { SaidRow, SpreadAxis } from './SpreadAxis.tsx'

const FEW = 7
const NEAR_DAYS = 100
const PART_DAYS = 30

/** Those dated within some weeks before the day; where these are few, the latest before it. */
export function nearest(claims: readonly ClaimView[], day: string): ClaimView[] {
  const before = claims
    .filter(({ asOf }) => asOf && asOf <= day)
    .sort((a, b) => (b.asOf as string).localeCompare(a.asOf as string))
  const near = before.filter(({ asOf }) => lastDay(asOf as string) >= addDays(day, -NEAR_DAYS))
  return near.length >= 2 ? near : before.slice(0, 5)
}

/** What is said about the parts of a whole near the day, part by part; nothing where nobody speaks of one. */
export function OfParts({
  claims,
  rows,
  day,
}: {
  claims: readonly ClaimView[]
  rows: MeasureView['rows']
  day: string
}) {
  const t = useWords()
  const near = claims.filter(
    ({ asOf }) => asOf && asOf <= day && lastDay(asOf) >= addDays(day, -PART_DAYS),
  )
  const parts = rows.flatMap(({ key, caption, code }) => {
    const said = near.filter((claim) => key !== null && claim.key === key)
    return said.length > 0 ? [{ key, name: caption ?? code ?? '', said }] : []
  })
  if (parts.length === 0) return null
  return (
    <Section title={t('figure.parts')}>
      {parts.map(({ key, name, said }) => (
        <div key={key}>
          <h4 className={css.part}>{name}</h4>
          <ul className={css.said}>
            {nearest(said, day).map((claim) => (
              <SaidRow key={claim.id} claim={claim} />
            ))}
          </ul>
        </div>
      ))}
    </Section>
  )
}

export function Otherwise({
  claims,
  value,
  unit,
  day,
}: {
  claims: readonly ClaimView[]
  value: number | null
  unit: string
  day: string
}) {
  const t = useWords()
  const format = useFormat()
  const [all, setAll] = useState(false)
  const near = nearest(claims, day)
  const shown = all ? claims : near.slice(0, FEW)
  const ordered = [...shown].sort((a, b) => (b.asOf ?? '').localeCompare(a.asOf ?? ''))
  return (
    <Section
      title={t('figure.otherwise')}
      aside={claims.length > 0 ? spread(all ? claims : near) : undefined}
    >
      {claims.length === 0 ? (
        <p className={css.quiet}>{t('figure.nobody')}</p>
      ) : (
        <>
          <SpreadAxis claims={shown} value={value} unit={unit} />
          <ul className={css.said}>
            {ordered.map((claim) => (
              <SaidRow key={claim.id} claim={claim} />
            ))}
          </ul>
          {claims.length > shown.length || all ? (
            <Button look="bare" size="small" onClick={() => setAll(!all)} aria-expanded={all}>
              {t(all ? 'figure.fewer' : 'figure.allStatements', { count: claims.length })}
            </Button>
          ) : null}
        </>
      )}
    </Section>
  )

  function spread(list: readonly ClaimView[]): string {
    const values = list.flatMap((claim) =>
      claim.precision === 'garbled' || claim.value === null ? [] : [claim.value],
    )
    const count = t('figure.statements', { count: list.length })
    if (values.length === 0) return count
    const { over, word } = isMoney(unit) ? scaleOf(Math.max(...values)) : { over: 1, word: null }
    const [low, high] = [Math.min(...values) / over, Math.max(...values) / over]
    const range =
      low === high
        ? format.number(low)
        : t('figure.range', { low: format.number(low), high: format.number(high) })
    return `${count}, ${range}${word ? ` ${t(`unit.${word}`)} ${unit}` : ''}`
  }
}
