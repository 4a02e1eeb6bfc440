/**
 * Somebody changed the record while this form was open: field by field what it was, what they made of it and what was
 * typed here. Nothing is chosen beforehand, so that nobody's work is overwritten by a habit.
 */
import { useId, useState } from 'react'
import type { Conflict as Told } from '../api/client.ts'
import { useHistory, useMission } from '../api/hooks.ts'
import type { Refs, RegisterView } from '../api/types.ts'
import { useFormat } from '../format.ts'
import { Button } from '../parts/Button.tsx'
import { Unknown } from '../parts/Text.tsx'
import { usePersonTitle } from '../parts/usePersonTitle.ts'
import { Value } from '../record/Value.tsx'
import { verbDone } from '../record/verbTitle.ts'
import { useWords } from '../words.tsx'
import css from './Conflict.module.css'

export type Side = 'theirs' | 'yours'
export type Choice = Readonly<Record<string, Side>>

export function Conflict({
  conflict,
  register,
  record,
  refs,
  onSend,
  sending,
}: {
  conflict: Told
  register: RegisterView
  record: string
  refs: Refs | undefined
  onSend: (choice: Choice) => void
  sending: boolean
}) {
  const t = useWords()
  const format = useFormat()
  const { zone, people } = useMission()
  const person = usePersonTitle()
  const history = useHistory(register.name, record).data?.items ?? []
  const id = useId()
  const [choice, setChoice] = useState<Choice>({})
  const [asked, setAsked] = useState(false)
  const both = conflict.fields.filter(
    ({ field, yours }) => yours !== undefined && register.fields[field],
  )
  const only = conflict.fields.filter(
    ({ field, yours }) => yours === undefined && register.fields[field],
  )
  const open = both.filter(({ field }) => !choice[field])
  return (
    <section className={css.conflict} aria-labelledby={id}>
      <h2 id={id}>{t('conflict.title')}</h2>
      <p>{t('conflict.text')}</p>
      <ul className={css.entries}>
        {conflict.entries.map(({ seq, verb, author, known }) => (
          <li key={seq}>
            {t('conflict.entry', {
              seq,
              verb: verbDone(t, verb, register.verbs[verb]),
              who: person(
                author,
                history.find((one) => one.seq === seq)?.authorTitle ??
                  people.find((one) => one.id === author)?.title,
              ),
              when: format.instant(known, zone),
            })}
          </li>
        ))}
      </ul>
      {both.map(({ field: name, was, theirs, yours }) => {
        const field = register.fields[name]
        if (!field) return null
        const shown = (value: unknown) =>
          value === null || value === undefined ? (
            <Unknown />
          ) : (
            <Value register={register.name} name={name} field={field} value={value} refs={refs} />
          )
        return (
          <fieldset key={name} className={css.field}>
            <legend>{field.title}</legend>
            <div className={css.was}>
              <span>{t('conflict.was')}</span>
              <div>{shown(was)}</div>
            </div>
            {(['theirs', 'yours'] as const).map((side) => (
              <label
                key={side}
                className={css.side}
                data-chosen={choice[name] === side || undefined}
              >
                <input
                  type="radio"
                  name={`${id}-${name}`}
                  checked={choice[name] === side}
                  onChange={() => setChoice({ ...choice, [name]: side })}
                />
                <span>{t(`conflict.${side}`)}</span>
                <div>{shown(side === 'theirs' ? theirs : yours)}</div>
              </label>
            ))}
            {asked && !choice[name] && <p className={css.needs}>{t('conflict.choose')}</p>}
          </fieldset>
        )
      })}
      {only.length > 0 && (
        <p className={css.only}>
          {t('conflict.only', {
            fields: only.map(({ field }) => register.fields[field]?.title ?? field).join(', '),
          })}
        </p>
      )}
      <div className={css.actions}>
        <Button
          look="filled"
          disabled={sending}
          onClick={() => {
            if (open.length > 0) setAsked(true)
            else onSend(choice)
          }}
        >
          {sending ? t('form.sending') : t('conflict.send')}
        </Button>
        <span role="status">
          {asked && open.length > 0 ? t('conflict.open', { count: open.length }) : ''}
        </span>
      </div>
    </section>
  )
}
