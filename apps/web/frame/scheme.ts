/** Light, dark, or as the system says. Kept per browser, set on the root, where the tokens read it. */
import { useEffect, useState } from 'react'

export type Scheme = 'auto' | 'light' | 'dark'
const kept = 'konbit-scheme'
const attribute = 'data-mantine-color-scheme'

const stored = (): Scheme => {
  const text = localStorage.getItem(kept)
  return text === 'light' || text === 'dark' ? text : 'auto'
}

const night = matchMedia('(prefers-color-scheme: dark)')

function apply(scheme: Scheme): void {
  const shown = scheme === 'auto' ? (night.matches ? 'dark' : 'light') : scheme
  document.documentElement.setAttribute(attribute, shown)
}

/** Before the first paint, so that no light page flashes; and again when the system changes. */
export function applyStoredScheme(): void {
  apply(stored())
  night.addEventListener('change', () => apply(stored()))
}

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
export const isDark = (): boolean => document.documentElement.getAttribute(attribute) === 'dark'
