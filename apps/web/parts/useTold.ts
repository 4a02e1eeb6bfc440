/** What a refusal says, in the language of the page: its days and numbers written as there, its lists word by word. */
import { useCallback } from 'react'
import type { Told } from '../api/client.ts'
import { useFormat } from '../format.ts'
import { useLanguage } from '../words.tsx'

/** Nothing where a word is missing: then the English stands. */
export function useTold(): (told: readonly Told[]) => string | undefined {
  const { t, has } = useLanguage()
  const format = useFormat()
  return useCallback(
    (told) => {
      const said = told.map(({ key, values }) => {
        if (!has(key) && !has(`${key}.other`)) return undefined
        const written = Object.entries(values).map(([name, value]): [string, string | number] => [
          name,
          typeof value === 'number'
            ? value
            : /^\d{4}-\d{2}-\d{2}$/.test(value)
              ? format.when(value)
              : name === 'lacks'
                ? value
                    .split(' ')
                    .map((one) => t(one))
                    .join(', ')
                : value,
        ])
        return t(key, Object.fromEntries(written))
      })
      return said.length === 0 || said.includes(undefined) ? undefined : said.join(' ')
    },
    [t, has, format],
  )
}
