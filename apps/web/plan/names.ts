/** What the page calls the parts of a model: in its words where there are any, else as the model's file names them. */
import type { Lever } from '@konbit/planner'
import { createContext, useContext, useMemo } from 'react'
import { useFormat } from '../format.ts'
import { spaced, useLanguage } from '../words.tsx'

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export type Names = {
  /** Of what can bind: a resource, or supply, airlift, cash, mandate. */
  binder: (name: string) => string
  /** *Seats bind first, then beds, then money*. */
  order: (names: readonly string[]) => string
  lever: (lever: Pick<Lever, 'key'>) => string
  figure: (name: string) => string
  unit: (name: string) => string
  /** A number with its unit. */
  amount: (value: number, unit: string) => string
}

/** A figure bears its unit by its family: `free/north` is of beds as `bedsFree` is. */
export const unitOf = (figure: string): string => {
  const family = figure.split('/')[0] as string
  const units: Readonly<Record<string, string>> = {
    deployed: 'persons',
    available: 'persons',
    fitVehicles: 'vehicles',
    fit: 'vehicles',
    patrols: 'patrols',
    bedsFree: 'beds',
    free: 'beds',
    cash: 'millions',
    arrears: 'millions',
  }
  return units[family] ?? 'persons'
}

/** Contributors are called as the server captions them. */
export const populationsContext = createContext<readonly { key: string; caption: string }[]>([])

export function useNames(): Names {
  const populations = useContext(populationsContext)
  const { t, has } = useLanguage()
  const format = useFormat()
  return useMemo(() => {
    const said = (keys: readonly string[], name: string): string => {
      const key = keys.find(has)
      return key ? t(key) : /[ A-Z]/.test(name.charAt(0)) ? name : spaced(name)
    }
    const binder = (name: string): string =>
      populations.find(({ key }) => key === name)?.caption ??
      capital(said([`plan.binds.${name}`, `term.${name}`], name))
    const unit = (name: string): string => said([`plan.unit.${name}`], name)
    return {
      binder,
      unit,
      order: ([first, ...rest]) => {
        if (first === undefined) return t('plan.nothingBinds')
        const key = `plan.bindsFirst.${first}`
        const opening = has(key) ? t(key) : t('plan.bindsFirst', { name: binder(first) })
        return [opening, ...rest.map((name) => t('plan.then', { name: lower(binder(name)) }))].join(
          ', ',
        )
      },
      lever: ({ key }) => capital(said([`plan.lever.${key}`], key)),
      figure: (name) => {
        const [family, of] = name.split('/') as [string, string?]
        const whole = said([`plan.figure.${family}`], family)
        return of ? `${whole}, ${binder(of)}` : whole
      },
      amount: (value, of) =>
        of === 'share' ? format.share(value) : `${format.number(value)} ${unit(of)}`,
    }
  }, [t, has, format, populations])
}

/** Within a sentence; a proper name keeps its capitals. */
const lower = (text: string): string =>
  /^[A-ZÀ-Ý][a-zà-ÿ]+( [a-z].*)?$/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
