/**
 * Where the focus is after going somewhere: on the title of a new page; going back, on the row that one came from, once it is
 * drawn again.
 */
import { useRouter, useRouterState } from '@tanstack/react-router'
import { type RefObject, useEffect, useRef } from 'react'
import { visit } from './visited.ts'

const WAIT_MS = 3000
const MOST = 50

export function useFocus(main: RefObject<HTMLElement | null>): void {
  const router = useRouter()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const isFirst = useRef(true)
  const left = useRef(new Map<string, string>())
  const isBack = useRef(false)

  useEffect(() => {
    const offHistory = router.history.subscribe(({ action }: { action: { type: string } }) => {
      isBack.current = action.type === 'BACK' || action.type === 'FORWARD' || action.type === 'GO'
    })
    const offRouter = router.subscribe('onBeforeNavigate', ({ fromLocation }) => {
      const row = document.activeElement?.closest<HTMLElement>('[data-record]')?.dataset.record
      if (!fromLocation || !row) return
      left.current.delete(fromLocation.href)
      left.current.set(fromLocation.href, row)
      for (const href of [...left.current.keys()].slice(0, -MOST)) left.current.delete(href)
    })
    return () => {
      offHistory()
      offRouter()
    }
  }, [router])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what makes a page new
  useEffect(() => {
    const under = path.indexOf('/', 1)
    visit(under < 0 ? '/' : path.slice(under))
    if (isFirst.current) {
      isFirst.current = false
      return
    }
    const title = (): void =>
      main.current?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
    const row = isBack.current ? left.current.get(router.history.location.href) : undefined
    if (row === undefined) return title()
    const begun = performance.now()
    const timer = setInterval(() => {
      const found = main.current?.querySelector<HTMLElement>(`[data-record="${CSS.escape(row)}"] a`)
      if (found) found.focus({ preventScroll: true })
      else if (performance.now() - begun < WAIT_MS) return
      else title()
      clearInterval(timer)
    }, 50)
    return () => clearInterval(timer)
  }, [path])
}
