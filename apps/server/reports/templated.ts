/**
 * What a template wrote and nobody changed, in another language: its headings and sentences are words of the interface. What
 * somebody wrote stays as it was written.
 */
import { type Language, languages, reportTemplates } from '@konbit/registers'
import { type Telling, tellingIn } from './told.ts'

type Span = { startsOn?: string; endsOn: string }

const keys = [
  ...new Set(
    reportTemplates.flatMap(({ blocks }) => blocks.flatMap((one) => ('key' in one ? one.key : []))),
  ),
]

export function templated(text: string, span: Span, telling: Telling): string {
  const said = (key: string, { t, date }: Telling): string =>
    t(key, { from: date(span.startsOn ?? span.endsOn), to: date(span.endsOn) })
  const key = keys.find((one) =>
    languages.some((language: Language) => said(one, tellingIn(language)) === text.trim()),
  )
  return key === undefined ? text : said(key, telling)
}
