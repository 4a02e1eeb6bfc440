/** The words of the rivals page: sentences of the rules in the reader's language, names of measures, subjects, values. */
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useList } from '../../api/hooks.ts'
import { precisionOf, signs } from '../../charts/statement.ts'
import { useChartText } from '../../charts/text.ts'
import { useFormat } from '../../format.ts'
import type { Language } from '../../settings.ts'
import { spaced, translator, useLanguage, type Words } from '../../words.tsx'
import { type Group, isDates, type Phrase, type RivalStatement } from './group.ts'

const load: Record<Language, () => Promise<{ default: Words }>> = {
  en: () => import('@konbit/rivals/words/en.json'),
  fr: () => import('@konbit/rivals/words/fr.json'),
  ht: () => import('@konbit/rivals/words/ht.json'),
  es: () => import('@konbit/rivals/words/es.json'),
}

export type RivalText = {
  ready: boolean
  kind(kind: string): string
  status(status: string): string
  phrase(phrase: Phrase, group: Group): string
  measure(name: string): string
  subject(code: string): string
  /** A figure of the group as it is written: number, date or words. */
  value(value: number | string | null, group: Group): string
  said(statement: RivalStatement, group: Group): string
  span(group: Group): string
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export function useRivalText(): RivalText {
  const { t, language, has } = useLanguage()
  const format = useFormat()
  const { short } = useChartText()
  const words = useQuery({
    queryKey: ['rival-words', language],
    queryFn: async () => (await load[language]()).default,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const organisations = useList('organisation', { limit: 200 })
  return useMemo(() => {
    const say = translator(words.data ?? {}, language)
    const names = new Map(
      (organisations.data?.items ?? []).map(({ fields }) => [
        String(fields.code),
        String(fields.name),
      ]),
    )
    const value = (v: number | string | null, group: Group): string => {
      if (v === null) return '–'
      if (typeof v === 'number') return short(v)
      return isDates(group) || /^\d{4}(-\d{2}){0,2}$/.test(v) ? format.when(v) : v
    }
    const subject = (code: string): string => {
      if (has(`subject.${code}`)) return t(`subject.${code}`)
      const plain = code.replace(/^[a-z]+:/, '')
      if (code.includes('+'))
        return code
          .split('+')
          .map((one) => names.get(one) ?? one)
          .join(', ')
      const [party, who] = code.split(':')
      if (who && names.has(party ?? ''))
        return `${names.get(party as string)}, ${capital(who.replace(/[-_]/g, ' '))}`
      return names.get(code) ?? capital(plain.replace(/[-_]/g, ' '))
    }
    return {
      ready: words.data !== undefined,
      kind: (kind) => say(`rivals.kind.${kind}`),
      status: (status) => say(`rivals.status.${status}`),
      measure: (name) =>
        has(`said.${name}`)
          ? t(`said.${name}`)
          : capital(spaced(name.replace(/^[a-z]+\./, '').replace(/[._]/g, ' '))),
      subject,
      value,
      phrase: (phrase, group) =>
        say(
          phrase.key,
          Object.fromEntries(
            Object.entries(phrase.values).map(([key, v]) => [
              key,
              typeof v === 'number' && key !== 'statements' && key !== 'sources'
                ? value(v, group)
                : v === ''
                  ? '–'
                  : isDates(group) && typeof v === 'string'
                    ? value(v, group)
                    : v,
            ]),
          ),
        ),
      said: ({ claim }, group) => {
        const precision = precisionOf(claim.precision)
        if (precision === 'garbled' || (precision === 'vague' && claim.value === null))
          return claim.raw ?? claim.valueText ?? '–'
        if (claim.value === null) return value(claim.valueDate ?? claim.valueText ?? null, group)
        const { low, high } = claim
        if (precision === 'range' && low !== null && high !== null)
          return `${short(low)}–${short(high)}`
        return [signs[precision], value(claim.value, group)].filter(Boolean).join(' ')
      },
      span: ({ from, to }) => {
        if (from === to) return format.when(from)
        const year = from.slice(0, 4)
        if (from === `${year}-01-01` && to === `${year}-12-31`) return year
        if (from.slice(0, 7) === to.slice(0, 7)) return format.when(from.slice(0, 7))
        return t('chart.fromTo', {
          from: format.when(from.slice(0, 7)),
          to: format.when(to.slice(0, 7)),
        })
      },
    }
  }, [words.data, organisations.data, t, has, language, format, short])
}
