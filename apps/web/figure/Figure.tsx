/**
 * One figure, one anatomy, everywhere: label, value with unit, *as on*, what it means beside its trend, and who says
 * otherwise. The whole cell is one link to its drawer. A strip holds several in one ruled card.
 */
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { figureAddress, useFigureAddress } from '../api/moment.ts'
import type { FigureView } from '../api/types.ts'
import { SpreadGlyph } from '../charts/SpreadGlyph.tsx'
import { Trend } from '../charts/Trend.tsx'
import { scaleOf, useFormat } from '../format.ts'
import { lastDay } from '../frame/days.ts'
import { IconRivals } from '../parts/icons.ts'
import { BoundMark } from '../parts/Text.tsx'
import { isMoney, unitWord } from '../parts/unit.ts'
import { useNote, useSaid, useWords } from '../words.tsx'
import css from './Figure.module.css'

export function FigureStrip({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section className={css.strip} aria-label={label}>
      {children}
    </section>
  )
}

export function Figure({ figure }: { figure: FigureView }) {
  const t = useWords()
  const format = useFormat()
  const { figure: open } = useFigureAddress()
  const address = figureAddress(figure.name, figure.key)
  const words = useNote()
  const said = useSaid()
  const { value, bound, asOn, trend, trendKind, rivals, statements } = figure
  const adopted = figure.basis === 'adopted'
  const why = words(figure.why) || t('figure.notKnown')
  const spoken = otherTime(asOn, rivals)
  return (
    <Link
      to="."
      search={((before: object) => ({ ...before, figure: address })) as never}
      resetScroll={false}
      className={css.figure ?? ''}
      data-open={open === address || undefined}
    >
      <span className={css.label}>{said(`measure.${figure.name}`, figure.title)}</span>
      {value === null ? (
        <>
          <span className={css.value} aria-hidden>
            —
          </span>
          <span className={css.why}>{why}</span>
        </>
      ) : (
        <>
          <FigureValue value={value} unit={figure.unit} bound={bound} />
          <span className={css.when}>
            {asOn && t('figure.asOn', { date: format.when(asOn) })}
            {adopted && <span className={css.adopted}>, {t('claim.adopted')}</span>}
          </span>
          <span className={css.middle} data-share={figure.unit === 'ratio' || undefined}>
            <span className={css.note}>{words(figure.note)}</span>
            {trend.length > 1 ? (
              <Trend points={trend} kind={trendKind ?? 'line'} />
            ) : trend.length === 1 ? (
              <span className={css.first}>{t('figure.firstCount')}</span>
            ) : null}
          </span>
        </>
      )}
      <span className={css.rivals}>
        <IconRivals size={14} stroke={1.6} aria-hidden />
        {rivals ? (
          <>
            <span className="aside-only">{t('figure.sourcesSay')} </span>
            {spoken ? (
              <span>{format.when(spoken, 'short')}</span>
            ) : (
              <span className={css.glyph}>
                <SpreadGlyph
                  values={rivals.values}
                  used={rivals.used}
                  width={range(rivals.low, rivals.high, figure.unit).length > 9 ? 42 : 58}
                />
              </span>
            )}
            <b>{range(rivals.low, rivals.high, figure.unit)}</b>
            <span>· {format.number(rivals.count)}</span>
          </>
        ) : (
          <span>
            {statements === 0
              ? t('figure.noStatement')
              : t(value === null ? 'figure.saysNothing' : 'figure.says', { count: statements })}
          </span>
        )}
      </span>
    </Link>
  )

  function range(low: number, high: number, unit: string): string {
    const over = isMoney(unit) ? scaleOf(high).over : 1
    return low === high
      ? format.number(low / over)
      : `${format.number(low / over)}–${format.number(high / over)}`
  }
}

/** The month or the year that rivals speak of, where it is not the figure's own day: then no glyph sets them against it. */
function otherTime(
  asOn: string | null | undefined,
  rivals: FigureView['rivals'],
): string | undefined {
  const { from, to } = rivals ?? {}
  if (!asOn || !from || !to || (from <= lastDay(asOn) && asOn <= to)) return undefined
  return to.slice(0, from.slice(0, 7) === to.slice(0, 7) ? 7 : 4)
}

/** A value with its unit beside it; large money in millions or billions. */
export function FigureValue({
  value,
  unit,
  bound,
  size = 'cell',
}: {
  value: number
  unit: string
  bound?: FigureView['bound'] | undefined
  size?: 'cell' | 'drawer'
}) {
  const t = useWords()
  const format = useFormat()
  const scale = isMoney(unit) ? scaleOf(value) : { over: 1, word: null }
  const digits = scale.word ? 1 : undefined
  return (
    <span className={`${css.value} ${size === 'drawer' ? css.large : ''}`}>
      {bound && <BoundMark bound={bound} />}
      {unit === 'ratio' ? format.share(value) : format.number(value / scale.over, digits)}
      <span className={css.unit}>
        {' '}
        {scale.word ? `${t(`unit.${scale.word}`)} ` : ''}
        {unitWord(t, unit)}
      </span>
    </span>
  )
}
