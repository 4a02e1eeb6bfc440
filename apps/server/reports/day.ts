/** The situation report of the day as a paper: what /day/report computes, in words, for whoever asks, at any day. */
import { createHash } from 'node:crypto'
import type { Paper, PaperPart } from '@konbit/formats/paper'
import { isRefusal, type Refusal } from '@konbit/model'
import { answerReport, type Line, type Section } from '../day/report.ts'
import type { Ask } from '../route.ts'
import type { Telling } from './told.ts'

type Report = { day: string; since: string; seq: number; sections: Section[] }

export async function dayPaper(ask: Ask, telling: Telling): Promise<Paper | Refusal> {
  const answer = await answerReport(ask)
  if (isRefusal(answer) || !('json' in answer)) return answer as Refusal
  const { day, since, seq, sections } = answer.json as Report
  const { t, date, number, language } = telling
  const { mission } = ask
  const digest = createHash('sha256').update(JSON.stringify({ day, sections })).digest('hex')
  return {
    language,
    title: t('dayReport.title'),
    over: mission.name,
    ...(mission.exercise ? { banner: t('paper.exercise') } : {}),
    facts: [
      [t('paper.period'), date(day)],
      [t('paper.seenBy'), ask.person.title],
      [t('paper.known'), t('paper.entry', { seq })],
      [t('paper.digest'), digest],
    ],
    parts: [
      {
        kind: 'paragraph',
        text: t('dayReport.question', { day: date(day), since: date(since), seq }),
      },
      ...sections.flatMap((section) => partsOf(section, telling, since)),
      ...(sections.length === 0 ? [{ kind: 'paragraph' as const, text: t('dayReport.none') }] : []),
    ],
    notesTitle: t('paper.sources'),
    notes: [
      ...new Map(
        sections
          .flatMap(({ lines }) => lines)
          .flatMap(({ figure }) => (figure ? [figure] : []))
          .map((name) => [
            name,
            t('paper.note', {
              title: telling.said(`measure.${name}`, name),
              definition: telling.said(`measure.${name}.definition`, ''),
              name,
              date: date(day),
              seq,
            }),
          ]),
      ).values(),
      t('paper.again'),
    ],
    foot: [
      mission.name,
      t('dayReport.title'),
      date(day),
      t('paper.short', { seq: number(seq) }),
      digest.slice(0, 12),
    ].join(' · '),
    day,
  }
}

function partsOf({ name, lines, items }: Section, telling: Telling, since: string): PaperPart[] {
  const { t, date, said, number } = telling
  const title = t(`dayReport.${name}`)
  return [
    { kind: 'heading', level: 1, text: title },
    ...(lines.length > 0
      ? [
          {
            kind: 'table' as const,
            caption: t('paper.against', { title, date: date(since) }),
            head: [t('dayReport.what'), t('dayReport.value'), t('dayReport.change')],
            numeric: [false, true, true],
            rows: lines.map((line) => rowOf(line, telling)),
          },
        ]
      : []),
    ...(items.length > 0
      ? [
          {
            kind: 'table' as const,
            caption: title,
            head: [t('paper.day'), t('dayReport.what'), t('paper.noteHead'), ''],
            numeric: [false, false, false, true],
            rows: items.map(({ register, date: on, caption, words, note, value }) => [
              on ? date(on) : '–',
              // What binds is told by its kind; the statement it rests on has a code and no words.
              ...(name === 'binding' && note
                ? [
                    t(`binding.${note}`),
                    register === 'claim' ? '' : words ? t(words.key, words.values) : caption,
                  ]
                : [caption, note ? said(`term.${note}`, note) : '']),
              value === undefined ? '' : number(value),
            ]),
          },
        ]
      : []),
  ]
}

function rowOf(line: Line, { t, said, amount, signed }: Telling): string[] {
  const { caption, term, figure, key, value, before, unit = '' } = line
  const title =
    caption ?? (term ? said(`term.${term}`, term) : figure ? t(`measure.${figure}`) : t(key))
  const change =
    value === null || before === null || before === undefined
      ? ''
      : value === before
        ? t('dayReport.same')
        : signed(value - before, unit)
  return [title, value === null ? '–' : amount(value, unit), change]
}
