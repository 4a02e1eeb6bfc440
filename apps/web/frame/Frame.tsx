/** The frame around every page: ribbon, bar, time machine, rail or bottom bar, the page, and the drawer that pushes it. */
import { Outlet, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useMission } from '../api/hooks.ts'
import { useFigureAddress, useMoment, useViewAs } from '../api/moment.ts'
import { Skeleton } from '../parts/Rest.tsx'
import { useWords } from '../words.tsx'
import { Bar } from './Bar.tsx'
import { BottomBar } from './BottomBar.tsx'
import css from './Frame.module.css'
import { PrintHead } from './PrintHead.tsx'
import { Rail } from './Rail.tsx'
import { Ribbon } from './Ribbon.tsx'
import { TimeMachine } from './TimeMachine.tsx'

const fetchPalette = () => import('./Palette.tsx')
const Palette = lazy(fetchPalette)
const Eyes = lazy(() => import('./Eyes.tsx'))
const FigureDrawer = lazy(() => import('../figure/FigureDrawer.tsx'))

export function Frame() {
  const t = useWords()
  const mission = useMission()
  const moment = useMoment()
  const { figure } = useFigureAddress()
  const { as } = useViewAs()
  const [finding, setFinding] = useState(false)
  const path = useRouterState({ select: (state) => state.location.pathname })
  const main = useRef<HTMLElement>(null)
  const first = useRef(true)

  useEffect(() => {
    // Fetched while nothing else is, so that Ctrl K opens at once.
    const idle = setTimeout(() => void fetchPalette(), 1500)
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault()
        setFinding((open) => !open)
      }
    }
    document.addEventListener('keydown', onKey)
    return () => {
      clearTimeout(idle)
      document.removeEventListener('keydown', onKey)
    }
  }, [])

  // A new page begins at its title, for the keyboard and for those who listen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what makes a page new
  useEffect(() => {
    if (first.current) first.current = false
    else main.current?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
  }, [path])

  return (
    <div
      className={css.frame}
      data-exercise={mission.exercise || undefined}
      data-past={!moment.isNow || undefined}
    >
      <a className="skip" href="#page">
        {t('frame.skip')}
      </a>
      <header className={css.head}>
        {mission.exercise && <Ribbon />}
        <Bar onFind={() => setFinding(true)} />
        <TimeMachine />
        {as && (
          <Suspense>
            <Eyes />
          </Suspense>
        )}
      </header>
      <PrintHead />
      <Rail />
      <div className={css.stage} data-drawer={figure ? '' : undefined}>
        <main id="page" ref={main} className={css.page} tabIndex={-1}>
          <Suspense fallback={<Skeleton lines={6} height={28} />}>
            <Outlet />
          </Suspense>
        </main>
        {figure && (
          <Suspense fallback={<aside className={css.drawer} aria-hidden />}>
            <FigureDrawer className={css.drawer ?? ''} />
          </Suspense>
        )}
      </div>
      <BottomBar onFind={() => setFinding(true)} />
      {finding && (
        <Suspense>
          <Palette onClose={() => setFinding(false)} />
        </Suspense>
      )}
    </div>
  )
}
