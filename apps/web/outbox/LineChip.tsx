/** The state of the line and of what waits, always in the frame: a small chip, and on a press what is behind it. */
import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect } from 'react'
import { useHere } from '../api/hooks.ts'
import bar from '../frame/Bar.module.css'
import { IconLine, IconNoLine } from '../parts/icons.ts'
import { Pop } from '../parts/Pop.tsx'
import { useWords, withWords } from '../words.tsx'
import css from './chip.module.css'
import { useLine, worksHere } from './line.ts'

const fetchPanel = withWords(() => import('./LinePanel.tsx'))
const LinePanel = lazy(fetchPanel)
const AskCode = lazy(withWords(() => import('./AskCode.tsx')))
/** After the first page is drawn. */
const watchAfterMs = 1200

export function LineChip() {
  const t = useWords()
  const line = useLine()
  const client = useQueryClient()
  const { mission, person } = useHere()
  const isNeeded = line.isOpen || !line.isUp || worksHere()
  useEffect(() => {
    let end: (() => void) | undefined
    let isOver = false
    // Whoever has no outbox here pays nothing for it, until there is no line or they begin.
    if (!isNeeded) return
    const timer = setTimeout(async () => {
      const watch = await import('./watch.ts').catch(() => undefined)
      if (isOver || !watch) return
      end = watch.attend({ mission: mission.id, member: person.id, title: person.title }, () => {
        void client.invalidateQueries()
      })
    }, watchAfterMs)
    return () => {
      isOver = true
      clearTimeout(timer)
      end?.()
    }
  }, [mission.id, person.id, person.title, client, isNeeded])
  const { isUp, waiting, refused, update, asking, halted } = line
  const said = [
    ...(isUp ? [] : [t('line.down')]),
    ...(refused > 0 ? [t('line.refused', { count: refused })] : []),
    ...(waiting > 0 ? [t('line.waiting', { count: waiting })] : []),
    ...(update && isUp && waiting + refused === 0 ? [t('line.update')] : []),
  ]
  const tone = refused > 0 || halted ? 'out' : !isUp || waiting > 0 ? 'limited' : 'fit'
  const Icon = isUp ? IconLine : IconNoLine
  return (
    <>
      <Pop
        label={t('line.title')}
        align="end"
        buttonClass={`${bar.tool} ${css.chip}`}
        button={
          <>
            <Icon size={18} stroke={1.75} aria-hidden />
            <span
              className={said.length > 0 ? css.words : 'aside-only'}
              data-line={tone}
              role="status"
            >
              <span className={css.said}>{said.join(' · ') || t('line.up')}</span>
              {/* A phone has room for a number; what it counts is said to those who listen, and in the panel. */}
              {said.length > 0 && (
                <span className={css.short} aria-hidden>
                  {refused + waiting > 0 ? refused + waiting : '!'}
                </span>
              )}
            </span>
          </>
        }
      >
        {(close) => (
          <Suspense fallback={<p className={css.wait}>{t('rest.loading')}</p>}>
            <LinePanel close={close} />
          </Suspense>
        )}
      </Pop>
      {asking && (
        <Suspense>
          <AskCode asking={asking} />
        </Suspense>
      )}
    </>
  )
}
