/**
 * One cell of a list, changed in place: Enter or a double press begins, Enter sends, Escape leaves. What is sent is an
 * amendment like any other; where somebody was quicker, both values are shown and a person chooses.
 */
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { type Conflict, Problem, uuid7 } from '../api/client.ts'
import { useMission } from '../api/hooks.ts'
import type { FieldView, RecordView, RegisterView } from '../api/types.ts'
import { draftOf, isEmpty, readField } from '../form/read.ts'
import { useSend } from '../outbox/send.ts'
import { Button } from '../parts/Button.tsx'
import { useCaption } from '../parts/caption.ts'
import { useNeeds, useTold } from '../parts/useTold.ts'
import { Value } from '../record/Value.tsx'
import { useTerm, useWords } from '../words.tsx'
import css from './EditCell.module.css'

/** Fields that one line or one choice holds. */
const simple = new Set(['text', 'number', 'date', 'choice', 'flag', 'link'])

export function mayEdit(register: RegisterView, name: string): boolean {
  const field = register.fields[name]
  const { amend } = register.verbs
  return (
    field !== undefined &&
    simple.has(field.control) &&
    register.may.includes('amend') &&
    amend?.reason !== true &&
    (amend?.takes ?? []).includes(name)
  )
}

export function EditCell({
  register,
  name,
  field,
  record,
  byTouch = false,
  onLeave,
}: {
  register: RegisterView
  name: string
  field: FieldView
  record: RecordView
  /** With buttons to send and to leave, where there is no keyboard. */
  byTouch?: boolean
  /** `saved`: it was sent and stands; focus goes back to the cell either way. */
  onLeave: (saved: boolean) => void
}) {
  const t = useWords()
  const caption = useCaption()
  const term = useTerm()
  const toldIn = useTold()
  const needsTold = useNeeds()
  const mission = useMission()
  const client = useQueryClient()
  const sendCommand = useSend()
  const first = (draftOf(record.fields[name], field, () => '') as string | undefined) ?? ''
  const [text, setText] = useState(first)
  const [needs, setNeeds] = useState<string>()
  const [conflict, setConflict] = useState<Conflict>()
  const [sending, setSending] = useState(false)
  const isOver = useRef(false)

  const leave = (saved: boolean): void => {
    isOver.current = true
    onLeave(saved)
  }
  const send = async (expects: number): Promise<void> => {
    if (sending) return
    if (text === first && !conflict) return leave(false)
    const read = readField(text, field, field.required ?? false, t)
    if (read.needs) return setNeeds(t('form.itNeeds', { needs: read.needs }))
    setNeeds(undefined)
    setSending(true)
    try {
      await sendCommand({
        register: register.name,
        record: record.id,
        verb: 'amend',
        id: uuid7(),
        input: { [name]: isEmpty(text) ? null : read.value },
        expects,
      })
      await client.invalidateQueries({ queryKey: [mission.id] })
      leave(true)
    } catch (cause) {
      const problem = cause instanceof Problem ? cause : new Problem('failed', 0, '')
      setConflict(problem.conflict)
      const said = toldIn(problem.told) ?? problem.message
      setNeeds(
        problem.errors[0]
          ? t('form.itNeeds', { needs: needsTold(problem.errors[0]) })
          : problem.conflict
            ? undefined
            : said || t(`problem.${problem.kind}`),
      )
    } finally {
      setSending(false)
    }
  }
  const shared = {
    autoFocus: true,
    'aria-label': `${field.title}: ${caption(register.name, record.caption)}`,
    'aria-invalid': needs !== undefined || undefined,
    disabled: sending,
    value: text,
    onBlur: () => {
      if (!byTouch && text === first && !conflict && !sending && !isOver.current) leave(false)
    },
  }
  const options = field.control === 'flag' ? ['yes', 'no'] : field.options
  const word = (one: string): string => {
    const said = field.control === 'flag' ? t(one) : term(`choice.${register.name}.${name}`, one)
    return said.charAt(0).toUpperCase() + said.slice(1)
  }
  const theirs = conflict?.fields.find((one) => one.field === name)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the control within, which bubble to here
    <div
      className={`${css.edit} ${byTouch ? css.byTouch : ''}`}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Escape') leave(false)
        if (event.key === 'Enter' && !conflict) {
          event.preventDefault()
          void send(record.seq)
        }
      }}
    >
      {options ? (
        <select {...shared} onChange={(event) => setText(event.target.value)}>
          {!field.required && <option value="">–</option>}
          {options.map((one) => (
            <option key={one} value={one}>
              {word(one)}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...shared}
          maxLength={field.max ?? 2000}
          inputMode={field.control === 'number' ? 'decimal' : 'text'}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      {(needs || conflict || (text !== first && !byTouch)) && (
        <div className={css.below} role={needs || conflict ? 'alert' : undefined}>
          {needs}
          {conflict && (
            <>
              <p>{t('edit.conflict')}</p>
              <p>
                {t('conflict.theirs')}:{' '}
                <b>
                  {theirs?.theirs === null || theirs === undefined ? (
                    '–'
                  ) : (
                    <Value
                      register={register.name}
                      name={name}
                      field={field}
                      value={theirs.theirs}
                      short
                    />
                  )}
                </b>
              </p>
              <div className={css.choices}>
                <Button
                  size="small"
                  onClick={() => {
                    void client.invalidateQueries({ queryKey: [mission.id] })
                    leave(false)
                  }}
                >
                  {t('edit.theirs')}
                </Button>
                <Button size="small" onClick={() => void send(conflict.seq)}>
                  {t('edit.mine')}
                </Button>
              </div>
            </>
          )}
          {!conflict && !needs && t('edit.keys')}
        </div>
      )}
      {byTouch && !conflict && (
        <div className={css.choices}>
          <Button
            look="filled"
            disabled={sending || text === first}
            onClick={() => void send(record.seq)}
          >
            {t('edit.save')}
          </Button>
          <Button onClick={() => leave(false)}>{t('form.cancel')}</Button>
        </div>
      )}
    </div>
  )
}
