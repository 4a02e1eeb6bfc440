/** Binds the keys of the table while the frame stands; a sequence waits a second for its second sign. */
import { useNavigate, useParams, useRouter, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useMission, useRegister, useRegisters } from '../api/hooks.ts'
import { recordPath } from '../parts/Go.tsx'
import { type FrameDoing, frameDoing, isTypedIn, singleKeys } from './keys.ts'

const SEQUENCE_MS = 1200

/** Of what the frame itself opens; the rest is found on the page. */
type Opens = Record<'find' | 'keys' | 'help' | 'undo' | 'redo', () => void>

/** `first`: the press that brought this here, which is read once it is. */
export function useKeys(opens: Opens, first?: KeyboardEvent): void {
  const router = useRouter()
  const navigate = useNavigate()
  const mission = useMission()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const { register: name, id } = useParams({ strict: false }) as { register?: string; id?: string }
  useRegisters(name !== undefined)
  const register = useRegister(name ?? '')

  const go = (to: string): void =>
    void navigate({ to: `/${mission.id}${to === '/' ? '' : to}` as never, search: {} as never })
  const press = (what: string): void =>
    document.querySelector<HTMLElement>(`main [data-key="${what}"], [data-key="${what}"]`)?.click()
  const deeds: Record<FrameDoing, () => void> = {
    ...opens,
    search: () => {
      const field = document.querySelector<HTMLInputElement>('main input[type="search"]')
      if (field) field.focus()
      else opens.find()
    },
    back: () => router.history.back(),
    up: () => go(above(path.slice(mission.id.length + 1), register?.desk)),
    new: () => (register?.may.includes('enter') ? go(`/r/${register.name}/new`) : opens.find()),
    amend: () => {
      if (register && id && register.may.includes('amend'))
        go(`${recordPath(register.name, id)}/amend`)
    },
    rows: () =>
      document.querySelector<HTMLElement>('main tbody [data-lead] a[tabindex="0"]')?.focus(),
    filter: () => press('filter'),
    views: () => press('views'),
    copy: () => press('copy'),
    times: () => press('times'),
  }

  const read = useRef(false)
  const now = useRef({ deeds, go })
  now.current = { deeds, go }
  useEffect(() => {
    let after: { key: string; at: number } | undefined
    const onKey = (event: KeyboardEvent, isAgain = false): void => {
      // A list reads its own keys first; what lies over the page keeps all but the way to find things.
      if ((event.defaultPrevented && !isAgain) || event.isComposing) return
      const isUnder = document.querySelector('dialog[open]') !== null
      const isLate = !after || event.timeStamp - after.at > SEQUENCE_MS
      const doing = frameDoing(event, {
        isTyping: isUnder || isTypedIn(event.target),
        isOn: singleKeys.areOn(),
        after: isLate ? undefined : after?.key,
      })
      after = undefined
      if (doing === 'begun') after = { key: 'g', at: event.timeStamp }
      else if (typeof doing === 'object') now.current.go(doing.page)
      else if (doing) {
        // Nothing to be stepped into: then the page scrolls as it would.
        if (doing === 'rows' && !document.querySelector('main tbody [data-lead] a')) return
        if (doing === 'rows' && document.activeElement?.closest('main section[tabindex]')) return
        event.preventDefault()
        now.current.deeds[doing]()
      }
    }
    const onDown = (event: KeyboardEvent): void => onKey(event)
    document.addEventListener('keydown', onDown)
    if (first && !read.current) onKey(first, true)
    read.current = true
    return () => document.removeEventListener('keydown', onDown)
  }, [first])
}

/** From a verb to its record, from a record to its list, from a list to its desk, from a page to what it lies under. */
export function above(path: string, desk: string | undefined): string {
  const parts = path.split('/').filter(Boolean)
  if (parts[0] === 'r' && parts.length > 2) return `/${parts.slice(0, -1).join('/')}`
  if (parts[0] === 'r') return desk ? `/desk/${desk}` : '/registers'
  if (parts[0] === 'desk' || parts.length <= 1) return '/'
  return `/${parts.slice(0, -1).join('/')}`
}
