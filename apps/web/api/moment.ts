/**
 * The moment a page shows: *as on* and *as known on*, from the address and nowhere else. Absent means now. Both stay
 * in the address through every link (the router retains them).
 */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'

export type Moment = {
  at?: string
  known?: string
  isNow: boolean
  /** Both are stated and the same: the record as it was known that day. */
  sameDay: boolean
  /** As sent to the API, with the eyes it is asked for. */
  params: { at?: string; known?: string; as?: string }
}

export const momentOf = (at?: string, known?: string, as?: string): Moment => ({
  ...(at ? { at } : {}),
  ...(known ? { known } : {}),
  isNow: !at && !known,
  sameDay: at !== undefined && at === known,
  params: { ...(at ? { at } : {}), ...(known ? { known } : {}), ...(as ? { as } : {}) },
})

type Search = { at?: string; known?: string; figure?: string; as?: string }

export function useMoment(): Moment {
  const { at, known, as } = useSearch({ strict: false }) as Search
  return useMemo(() => momentOf(at, known, as), [at, known, as])
}

/** Whose eyes the page is seen with, `role:monitor` or `organisation:<id>`; undefined means one's own. */
export function useViewAs(): { as: string | undefined; view: (as: string | undefined) => void } {
  const { as } = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const view = useCallback(
    (next: string | undefined) =>
      void navigate({
        to: '.',
        search: ((before: Search) => ({ ...before, as: next })) as never,
        resetScroll: false,
      }),
    [navigate],
  )
  return { as, view }
}

/** Changes what the address says of the moment; undefined means now. Everything else in it stays. */
export function useSetMoment(): (change: {
  at?: string | undefined
  known?: string | undefined
}) => void {
  const navigate = useNavigate()
  return useCallback(
    (change) =>
      void navigate({
        to: '.',
        search: ((before: Search) => ({ ...before, ...change })) as never,
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  )
}

/** The figure whose drawer is open: `?figure=people.deployed:KEN`. */
export function useFigureAddress() {
  const { figure } = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const show = useCallback(
    (next: string | undefined) =>
      void navigate({
        to: '.',
        search: ((before: Search) => ({ ...before, figure: next })) as never,
        resetScroll: false,
      }),
    [navigate],
  )
  const [name, key] = figure ? splitFigure(figure) : [undefined, undefined]
  return { figure, name, key, show }
}

export const figureAddress = (name: string, key?: string): string => (key ? `${name}:${key}` : name)
export function splitFigure(text: string): [name: string, key: string | undefined] {
  const at = text.indexOf(':')
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}
