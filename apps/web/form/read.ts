/**
 * What people typed, as the API takes it, or what it needs instead. A form keeps texts; nothing is turned into a number
 * or dropped before the whole is read. Pure.
 */
import { isWhen } from '@konbit/model'
import type { FieldView } from '../api/types.ts'

/** A draft keeps, for each field, what its control holds: text, a list of texts, or an object of texts. */
export type Draft = Record<string, unknown>
export type Wrong = { field: string; needs: string }
type Read = { value?: unknown; needs?: string }
type T = (key: string, values?: Record<string, string | number>) => string

const number = (text: string): number | undefined => {
  const plain = text
    .replace(/[\s\u202f\u00a0']/g, '')
    .replace(/,(?=\d{3}(\D|$))/g, '')
    .replace(',', '.')
  return /^[-−]?\d+(\.\d+)?$/.test(plain) ? Number(plain.replace('−', '-')) : undefined
}

/** The months as each language of the interface names them, without accents. */
const months = [
  'january janvier enero janvye',
  'february fevrier febrero fevriye',
  'march mars marzo mas',
  'april avril abril',
  'may mai mayo me',
  'june juin junio jen',
  'july juillet julio jiye',
  'august aout agosto out',
  'september septembre septiembre septanm',
  'october octobre octubre oktob',
  'november novembre noviembre novanm',
  'december decembre diciembre desanm',
].map((names) => names.split(' '))

/** Whole, or cut short to three letters or more. What fits two months is neither: nothing is guessed at. */
function monthOf(word: string): number | undefined {
  const fits = months.flatMap((names, at) =>
    names.some((name) => name === word || (word.length > 2 && name.startsWith(word)))
      ? [at + 1]
      : [],
  )
  return fits.length === 1 ? fits[0] : undefined
}

/** A date as written in the address's form, or as officers write it: 14 May 2025, mai 2025, 14 de mayo de 2025. */
export function whenOf(text: string): string | undefined {
  const plain = text.trim()
  if (isWhen(plain)) return plain
  const bare = plain.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const found = /^(?:(\d{1,2})(?:er)?\s+(?:de\s+)?)?([a-z]{2,})\.?\s+(?:de\s+)?(\d{4})$/.exec(bare)
  const month = monthOf(found?.[2] ?? '')
  if (!found || month === undefined) return undefined
  const iso = [found[3], String(month).padStart(2, '0'), found[1]?.padStart(2, '0')]
    .filter(Boolean)
    .join('-')
  return isWhen(iso) ? iso : undefined
}

const readers: Record<string, (value: unknown, field: FieldView, t: T) => Read> = {
  text: (value) => ({ value: String(value).trim() }),
  longText: (value) => ({ value: String(value).trim() }),
  link: (value, _field, t) =>
    /^https?:\/\/\S+$/i.test(String(value).trim())
      ? { value: String(value).trim() }
      : { needs: t('form.needsLink') },
  number: (value, field, t) => {
    const read = number(String(value))
    if (read === undefined) return { needs: t('form.needsNumber') }
    return field.kind === 'count' && !Number.isInteger(read)
      ? { needs: t('form.needsWhole') }
      : { value: read }
  },
  date: (value, _field, t) => {
    const read = whenOf(String(value))
    return read ? { value: read } : { needs: t('form.needsDate') }
  },
  choice: (value) => ({ value }),
  choices: (value) => ({ value }),
  reference: (value) => ({
    value: Array.isArray(value) ? value.map((one) => one.id) : (value as { id: string }).id,
  }),
  flag: (value) => ({ value: value === 'yes' }),
  money: (value, _field, t) => {
    const { amount, currency } = value as { amount?: string; currency?: string }
    const read = number(amount ?? '')
    if (read === undefined) return { needs: t('form.needsNumber') }
    if (!/^[A-Z]{3}$/.test(currency ?? '')) return { needs: t('form.needsCurrency') }
    return { value: { minor: Math.round(read * 100), currency } }
  },
  place: (value, _field, t) => {
    const { name, precision, pcode, lon, lat } = value as Record<string, string | undefined>
    const [x, y] = [number(lon ?? ''), number(lat ?? '')]
    if ((lon && x === undefined) || (lat && y === undefined))
      return { needs: t('form.needsNumber') }
    return {
      value: {
        precision: precision || 'unknown',
        ...(name?.trim() ? { name: name.trim() } : {}),
        ...(pcode?.trim() ? { pcode: pcode.trim() } : {}),
        ...(x !== undefined && y !== undefined ? { lon: x, lat: y } : {}),
      },
    }
  },
}

export const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' &&
    !Array.isArray(value) &&
    Object.values(value).every((one) => one === undefined || one === ''))

/** One field: its value, nothing where it is left out, or what it needs. */
export function readField(value: unknown, field: FieldView, needed: boolean, t: T): Read {
  if (isEmpty(value)) return needed ? { needs: t('form.needsValue') } : {}
  return readers[field.control]?.(value, field, t) ?? {}
}

/** The whole draft: the input to send, or everything that is wrong with it. `before` is what stands now, for amending. */
export function readDraft(
  draft: Draft,
  fields: readonly [string, FieldView][],
  needs: readonly string[],
  t: T,
) {
  const input: Record<string, unknown> = {}
  const wrong: Wrong[] = []
  for (const [name, field] of fields) {
    const { value, needs: what } = readField(draft[name], field, needs.includes(name), t)
    if (what) wrong.push({ field: name, needs: what })
    else if (value !== undefined) input[name] = value
  }
  return { input, wrong }
}

/** What a control holds for a value that stands in the record. */
export function draftOf(
  value: unknown,
  field: FieldView,
  caption: (id: string) => string,
): unknown {
  if (value === undefined || value === null) return undefined
  const named = (id: string) => ({ id, caption: caption(id) })
  const writers: Record<string, () => unknown> = {
    number: () => String(value),
    flag: () => (value ? 'yes' : 'no'),
    reference: () =>
      Array.isArray(value) ? value.map((id) => named(String(id))) : named(String(value)),
    money: () => {
      const { minor, currency } = value as { minor: number; currency: string }
      return { amount: String(minor / 100), currency }
    },
    place: () =>
      Object.fromEntries(Object.entries(value as object).map(([key, one]) => [key, String(one)])),
  }
  return writers[field.control]?.() ?? value
}
