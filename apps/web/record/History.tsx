/**
 * The history of a record in two times: when it was so, and when the record learned it. An entry learned late is marked;
 * a corrected one stays visible beside what corrected it. Nothing is deleted.
 */

import { useMission } from '../api/hooks.ts'
import type { EntryView, RecordView, RegisterView } from '../api/types.ts'
import { dayIn, useFormat } from '../format.ts'
import { addDays, lastDay } from '../frame/days.ts'
import { Button } from '../parts/Button.tsx'
import { Card } from '../parts/Card.tsx'
import { Go, recordPath } from '../parts/Go.tsx'
import {
  IconCircleX,
  IconClock,
  IconDown,
  IconEraser,
  IconPencil,
  IconPlus,
  IconStamp,
  IconTool,
  IconUp,
} from '../parts/icons.ts'
import { Empty } from '../parts/Rest.tsx'
import { usePersonTitle } from '../parts/usePersonTitle.ts'
import { useTerm, useWords } from '../words.tsx'
import css from './History.module.css'
import { deedsOf } from './handlingOf.ts'
import { useModelWord } from './modelWords.ts'
import { Value } from './Value.tsx'
import { isHandling, verbDone } from './verbTitle.ts'

export type HistoryProps = {
  register: RegisterView
  record: RecordView
  entries: readonly EntryView[]
  /** Only entries that set this field. */
  field: string | undefined
  onField: (name: string | undefined) => void
  more?: boolean
}

export function History({ register, record, entries, field, onField, more }: HistoryProps) {
  const t = useWords()
  const { zone } = useMission()
  const shown = field ? entries.filter(({ set }) => set && field in set) : entries
  return (
    <Card
      flush
      title={t('record.history')}
      aside={
        field
          ? t('record.historyOf', {
              what: register.fields[field]?.title ?? field,
              count: shown.length,
            })
          : t(more ? 'record.historyMore' : 'record.historyAside', {
              count: entries.length,
              zone: zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone,
            })
      }
      action={
        field && (
          <Button look="bare" size="small" onClick={() => onField(undefined)}>
            {t('record.allEntries')}
          </Button>
        )
      }
    >
      {shown.length === 0 ? (
        <div className={css.none}>
          <Empty title={t('record.noEntries')} />
        </div>
      ) : (
        <div className={css.scroll}>
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{t('record.at')}</th>
                <th scope="col">{t('record.known')}</th>
                <th scope="col">{t('record.entry')}</th>
                <th scope="col">{t('record.by')}</th>
                <th scope="col" data-number>
                  {t('record.log')}
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((entry) => (
                <Entry key={entry.seq} {...{ register, record, entry, zone }} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  )
}

const icons = {
  enter: IconPlus,
  amend: IconPencil,
  correct: IconTool,
  void: IconCircleX,
  erase: IconEraser,
  raise: IconUp,
  lower: IconDown,
} as const

/** More than a day between when it was so and when the record learned it. */
const isLate = (entry: EntryView, zone: string): boolean => {
  const known = Date.parse(entry.known)
  return !Number.isNaN(known) && dayIn(known, zone) > addDays(lastDay(entry.atText ?? entry.at), 1)
}

function Entry({
  register,
  record,
  entry,
  zone,
}: {
  register: RegisterView
  record: RecordView
  entry: EntryView
  zone: string
}) {
  const t = useWords()
  const personTitle = usePersonTitle()
  const term = useTerm()
  const format = useFormat()
  const Icon = icons[entry.verb as keyof typeof icons] ?? IconStamp
  const late = isLate(entry, zone)
  const set = Object.entries(entry.set ?? {})
  const mayMend =
    entry.corrects === undefined &&
    !entry.voided &&
    !isHandling(entry.verb) &&
    register.may.includes('correct')
  const states =
    entry.to && entry.from && entry.from !== entry.to
      ? `${term(`state.${register.name}`, entry.from)} → ${term(`state.${register.name}`, entry.to)}`
      : ''
  return (
    <tr data-gone={entry.voided || entry.corrected || undefined}>
      <td>{format.when(entry.atText ?? entry.at)}</td>
      <td
        className={late ? css.late : css.quiet}
        title={
          entry.recorded && entry.recorded !== entry.known
            ? t('record.recorded', { at: format.instant(entry.recorded, zone) })
            : undefined
        }
      >
        {late && <IconClock size={13} stroke={2} aria-label={t('record.late')} />}
        {format.instant(entry.known, zone)}
      </td>
      <td>
        <span className={css.verb}>
          <Icon size={15} stroke={1.75} aria-hidden />
          {entry.corrects
            ? t(`verb.${entry.verb}.of`, { seq: entry.corrects })
            : verbDone(t, entry.verb, register.verbs[entry.verb])}
          {states && <span className={css.states}>{states}</span>}
          {entry.voided && <span className={css.mark}>{t('record.voided')}</span>}
          {entry.corrected && <span className={css.mark}>{t('record.corrected')}</span>}
        </span>
        {entry.because && <span className={css.because}>{entry.because}</span>}
        {entry.onBehalfOf && (
          <span className={css.handled}>{t('record.onBehalf', { who: entry.onBehalfOf })}</span>
        )}
        <Handled register={register} entry={entry} />
        {entry.verb === 'enter' && set.length > 4 ? (
          <details className={css.set}>
            <summary>{t('record.fields', { count: set.length })}</summary>
            <SetFields {...{ register, record, set }} />
          </details>
        ) : (
          set.length > 0 && <SetFields {...{ register, record, set }} />
        )}
      </td>
      <td className={css.quiet}>{personTitle(entry.author ?? '', entry.authorTitle)}</td>
      <td data-number>
        <Go
          to="/log"
          search={{ receipt: String(entry.seq) }}
          title={t('record.receiptOf', { seq: entry.seq })}
        >
          {format.number(entry.seq)}
        </Go>
        {mayMend && (
          <span className={css.mend} data-print="no">
            <Go
              to={`${recordPath(register.name, record.id)}/correct`}
              search={{ entry: String(entry.seq) }}
            >
              {t('verb.correct')}
            </Go>
            <Go
              to={`${recordPath(register.name, record.id)}/void`}
              search={{ entry: String(entry.seq) }}
            >
              {t('verb.void')}
            </Go>
          </span>
        )}
      </td>
    </tr>
  )
}

/** What an entry says beside its fields, and may be erased of it. */
const asideTitles: Readonly<Record<string, string>> = {
  because: 'erased.reason',
  onBehalfOf: 'erased.onBehalf',
}

/** What an entry did to the handling of the record, and what later entries erased of it. */
function Handled({ register, entry }: { register: RegisterView; entry: EntryView }) {
  const t = useWords()
  const format = useFormat()
  const ground = useModelWord('ground')
  const titles = (fields: readonly string[]): string =>
    fields
      .map((one) => (asideTitles[one] ? t(asideTitles[one]) : (register.fields[one]?.title ?? one)))
      .join(', ')
  const numbers = (all: readonly number[]): string =>
    all.map((one) => format.number(one)).join(', ')
  const did = deedsOf(entry).map((deed) =>
    'raise' in deed
      ? t('handled.raised', { label: t(`label.${deed.raise}`) })
      : 'lower' in deed
        ? t('handled.lowered', { label: t(`label.${deed.lower}`) })
        : `${t('handled.erased', {
            what: deed.erase.fields ? titles(deed.erase.fields) : t('handled.everything'),
            entries: numbers(deed.erase.entries ?? []) || t('handled.allEntries'),
          })} ${ground(deed.erase.ground)}`,
  )
  const gone = [...new Set((entry.erased ?? []).map(({ by }) => by))].map((by) => {
    const fields = (entry.erased ?? []).filter((one) => one.by === by)
    return t('handled.gone', {
      what: fields.some(({ field }) => field === null)
        ? t('handled.content')
        : titles(fields.map(({ field }) => field ?? '')),
      by,
    })
  })
  return [...new Set([...did, ...gone])].map((said) => (
    <span key={said} className={css.handled}>
      {said}
    </span>
  ))
}

function SetFields({
  register,
  record,
  set,
}: {
  register: RegisterView
  record: RecordView
  set: [string, unknown][]
}) {
  return (
    <dl className={css.fields}>
      {set.map(([name, value]) => {
        const field = register.fields[name]
        return (
          field && (
            <div key={name}>
              <dt>{field.title}</dt>
              <dd>
                <Value
                  register={register.name}
                  name={name}
                  field={field}
                  value={value}
                  refs={record.refs}
                />
              </dd>
            </div>
          )
        )
      })}
    </dl>
  )
}
