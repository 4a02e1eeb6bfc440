/**
 * The measure behind a figure's address. The part after the colon is a key of its breakdown, or the code of an
 * organisation (`people.deployed:KEN`), which is looked up once.
 */
import { useList, useMeasure, useMeasures } from '../api/hooks.ts'

const isCode = (key: string): boolean => /^[A-Z]{2,8}$/.test(key)

export function useFigure(name: string | undefined, given: string | undefined) {
  const measure = useMeasures().data?.items.find((one) => one.name === name)
  const coded = given !== undefined && isCode(given)
  const found = useList(
    'organisation',
    { code: given, limit: 1 },
    { enabled: coded, moment: false },
  ).data
  const key = coded ? found?.items[0]?.id : given
  const by = measure?.by?.[0]
  const ready =
    name !== undefined && (given === undefined || (key !== undefined && by !== undefined))
  const asked = useMeasure(ready ? name : undefined, {
    rests: 'all',
    ...(by ? { by, ...(key ? { key } : {}) } : {}),
  })
  return {
    asked,
    key,
    by,
    subject: measure?.claims?.subject,
    missing: coded && found?.items.length === 0,
  }
}
