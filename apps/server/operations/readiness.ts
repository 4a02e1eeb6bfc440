/**
 * Who has acknowledged the directive in force, by contingent: readings joined to those on duty, and set against the mark by which
 * effective strength is counted. Where the two differ, a mark is to be put right.
 */
import { answered, refsOf, rowsOf, textIn } from '../logistics/reading.ts'
import type { Ask } from '../route.ts'
import { allOf } from '../statements.ts'

export const answerReadiness = (ask: Ask) =>
  answered(ask, 'operations directive', async (moment) => {
    const editions = await allOf(ask, 'directive', moment, { state: ['inForce'] })
    const edition = editions[0]
    const [persons, readings] = await Promise.all([
      rowsOf(ask, moment, { register: 'person', state: ['deployed'] }, [
        'contingent',
        'directiveRead',
      ]),
      edition
        ? rowsOf(
            ask,
            moment,
            {
              register: 'directiveReading',
              state: ['acknowledged'],
              where: { directive: edition.id },
            },
            ['officer', 'language'],
          )
        : [],
    ])
    const readBy = new Map(readings.map(({ fields }) => [String(fields.officer), fields]))
    const rows = new Map<
      string,
      { contingent: string | null; onDuty: number; read: number; wrong: number }
    >()
    for (const { record, fields } of persons) {
      const contingent = textIn(fields.contingent)
      const row = rows.get(contingent ?? '') ?? { contingent, onDuty: 0, read: 0, wrong: 0 }
      rows.set(contingent ?? '', row)
      const hasRead = readBy.has(record)
      row.onDuty += 1
      if (hasRead) row.read += 1
      if (edition && hasRead === (fields.directiveRead === 'due')) row.wrong += 1
    }
    const languages = new Map<string, number>()
    for (const { fields } of readings) {
      const language = String(fields.language)
      languages.set(language, (languages.get(language) ?? 0) + 1)
    }
    const items = [...rows.values()].sort((a, b) => b.onDuty - b.read - (a.onDuty - a.read))
    return {
      edition: edition
        ? {
            record: edition.id,
            caption: edition.caption,
            inForceOn: textIn(edition.fields.inForceOn),
            readBy: textIn(edition.fields.readBy),
            languages: (edition.fields.languages ?? []) as string[],
          }
        : null,
      items,
      languages: [...languages].map(([language, persons]) => ({ language, persons })),
      refs: await refsOf(
        ask,
        moment,
        items.map(({ contingent }) => contingent),
      ),
    }
  })
