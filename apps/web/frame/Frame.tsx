/** The frame around every page: ribbon, bar, time machine, rail or bottom bar, the page, and the drawer that pushes it. */
import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { useMission } from '../api/hooks.ts'
import { useFigureAddress, useMoment, useViewAs } from '../api/moment.ts'
import { Skeleton } from '../parts/Rest.tsx'
import { useWords, withWords } from '../words.tsx'
import { Bar } from './Bar.tsx'
import { BottomBar } from './BottomBar.tsx'
import css from './Frame.module.css'
import { PrintHead } from './PrintHead.tsx'
import { Rail } from './Rail.tsx'
import { Ribbon } from './Ribbon.tsx'
import { TimeMachine } from './TimeMachine.tsx'
import { useFocus } from './useFocus.ts'

const fetchPalette = withWords(() => import('./Palette.tsx'))
const Palette = lazy(fetchPalette)
const Beyond = lazy(withWords(() => import('./Beyond.tsx')))
const HelpDrawer = lazy(withWords(() => import('../help/HelpDrawer.tsx')))
const Eyes = lazy(withWords(() => import('./Eyes.tsx')))
const FigureDrawer = lazy(withWords(() => import('../figure/FigureDrawer.tsx')))

export function Frame() {
  const t = useWords()
  const mission = useMission()
  const moment = useMoment()
  const { figure } = useFigureAddress()
  const { as } = useViewAs()
  const [finding, setFinding] = useState(false)
  const [helping, setHelping] = useState(false)
  const main = useRef<HTMLElement>(null)
  const find = useCallback(() => {
    void fetchPalette()
    setFinding((open) => !open)
  }, [])
  const beyond = useBeyond(mission.exercise ?? false, find)
  useFocus(main)

  return (
    <div
      className={css.frame}
      data-exercise={mission.exercise || undefined}
      data-past={!moment.isNow || undefined}
    >
      <a className="skip" href="#page" data-print="no">
        {t('frame.skip')}
      </a>
      <header className={css.head}>
        {mission.exercise && <Ribbon />}
        <Bar onFind={() => setFinding(true)} onHelp={() => setHelping(!helping)} />
        <TimeMachine />
        {as && (
          <Suspense>
            <Eyes />
          </Suspense>
        )}
      </header>
      <PrintHead />
      <Rail />
      <div className={css.stage} data-drawer={figure || helping ? '' : undefined}>
        <main id="page" ref={main} className={css.page} tabIndex={-1}>
          <Suspense fallback={<Skeleton lines={6} height={28} />}>
            <Outlet />
          </Suspense>
        </main>
        {helping && !figure && (
          <Suspense fallback={<aside className={css.drawer} aria-hidden />}>
            <HelpDrawer className={css.drawer ?? ''} onClose={() => setHelping(false)} />
          </Suspense>
        )}
        {figure && (
          <Suspense fallback={<aside className={css.drawer} aria-hidden />}>
            <FigureDrawer className={css.drawer ?? ''} />
          </Suspense>
        )}
      </div>
      <BottomBar onFind={() => setFinding(true)} />
      {beyond.asked && (
        <Suspense>
          <Beyond
            first={beyond.first}
            onReady={beyond.ready}
            onFind={find}
            onHelp={() => setHelping((open) => !open)}
          />
        </Suspense>
      )}
      {finding && (
        <Suspense>
          <Palette onClose={() => setFinding(false)} />
        </Suspense>
      )}
    </div>
  )
}

/**
 * Keys, undo, tours, mending words: fetched at the first key, the first deed, or where something of it is wanted at once. Whoever
 * only reads the first page pays for none of it.
 */
function useBeyond(
  isExercise: boolean,
  find: () => void,
): {
  asked: boolean
  first: KeyboardEvent | undefined
  ready: () => void
} {
  const [asked, setAsked] = useState(() => localStorage.getItem('konbit-mending') === 'on')
  const [first, setFirst] = useState<KeyboardEvent>()
  const [isReady, setReady] = useState(false)
  const ready = useCallback(() => setReady(true), [])
  useEffect(() => {
    if (isReady) return
    // Until it listens itself, the last press waits for it.
    const onKey = (event: KeyboardEvent): void => {
      if (['Tab', 'Shift', 'Alt', 'Escape'].includes(event.key)) return
      // Between Ctrl and K there is time to fetch it; whoever never presses it need not pay for it.
      if (event.key === 'Control' || event.key === 'Meta') return void fetchPalette()
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault()
        find()
        return
      }
      setFirst(event)
      setAsked(true)
    }
    const onDeed = (): void => setAsked(true)
    document.addEventListener('keydown', onKey)
    addEventListener('konbit-wanted', onDeed)
    // On a mission to practise on, the first hour is offered once the page stands.
    const idle = isExercise ? setTimeout(onDeed, 2500) : undefined
    return () => {
      document.removeEventListener('keydown', onKey)
      removeEventListener('konbit-wanted', onDeed)
      clearTimeout(idle)
    }
  }, [isReady, isExercise, find])
  return { asked, first, ready }
}
