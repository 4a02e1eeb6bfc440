/** Light, dark, or as the system says. Kept per browser, set on the root, where the tokens read it. */
import { useEffect, useState } from 'react'

export type Scheme = 'auto' | 'light' | 'dark'
const kept = 'konbit-scheme'
const attribute = 'data-mantine-color-scheme'

const stored = (): Scheme => {
  const text = localStorage.getItem(kept)
  return text === 'light' || text === 'dark' ? text : 'auto'
}

function apply(scheme: Scheme): void {
  if (scheme === 'auto') document.documentElement.removeAttribute(attribute)
  else document.documentElement.setAttribute(attribute, scheme)
}

/** Before the first paint, so that no light page flashes. */
export const applyStoredScheme = (): void => apply(stored())

export function useScheme(): [Scheme, (scheme: Scheme) => void] {
  const [scheme, setScheme] = useState(stored)
  useEffect(() => apply(scheme), [scheme])
  return [
    scheme,
    (next) => {
      localStorage.setItem(kept, next)
      setScheme(next)
    },
  ]
}

/** Whether the page is dark right now, for the few things that no CSS reaches. */
export function isDark(): boolean {
  const set = document.documentElement.getAttribute(attribute)
  return set ? set === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
}
