/** What a refusal says, in the language of the page: its days and numbers written as there, its lists word by word. */
import { useCallback } from 'react'
import type { Detail, Told } from '../api/client.ts'
import { useFormat } from '../format.ts'
import { useLanguage, useTerm } from '../words.tsx'

/** Nothing where a word is missing: then the English stands. */
export function useTold(): (told: readonly Told[]) => string | undefined {
  const { t, has } = useLanguage()
  const format = useFormat()
  const term = useTerm()
  return useCallback(
    (told) => {
      const each = (list: string, by: string, say: (one: string) => string): string =>
        list.split(by).map(say).join(', ')
      const written: Record<string, (value: string) => string> = {
        lacks: (value) => each(value, ' ', t),
        states: (value) => each(value, ' or ', (one) => term('term', one)),
        options: (value) => each(value, ', ', (one) => term('term', one)),
        state: (value) => term('term', value),
        verb: (value) => term('verb', value),
        label: (value) => term('label', value),
        floor: (value) => term('label', value),
        register: (value) => (has(`register.${value}`) ? t(`register.${value}`) : value),
      }
      const said = told.map(({ key, values }) => {
        if (!has(key) && !has(`${key}.other`)) return undefined
        const filled = Object.entries(values).map(([name, value]): [string, string | number] => [
          name,
          typeof value === 'number'
            ? value
            : /^\d{4}-\d{2}-\d{2}$/.test(value)
              ? format.when(value)
              : (written[name]?.(value) ?? value),
        ])
        return t(key, Object.fromEntries(filled))
      })
      return said.length === 0 || said.includes(undefined) ? undefined : said.join(' ')
    },
    [t, has, format, term],
  )
}

/** What one field needs. */
export function useNeeds(): (detail: Detail) => string {
  const told = useTold()
  return useCallback((detail) => (detail.told && told([detail.told])) ?? detail.needs, [told])
}
