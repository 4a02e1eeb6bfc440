/**
 * The one form, drawn from a register's kinds: one column, labels above, help below, checks after leaving a field, the
 * whole list of problems on top when it is sent. What is typed is kept until it is accepted.
 */
import { Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useId, useRef, useState } from 'react'
import { type Detail, Problem } from '../api/client.ts'
import { useHere } from '../api/hooks.ts'
import { useMoment } from '../api/moment.ts'
import type { FieldView, Refs, RegisterView } from '../api/types.ts'
import { KeptHere } from '../outbox/KeptHere.tsx'
import { useSend } from '../outbox/send.ts'
import { Button, GoButton } from '../parts/Button.tsx'
import { recordPath } from '../parts/Go.tsx'
import { Mantine } from '../parts/Mantine.tsx'
import { ErrorPanel } from '../parts/Rest.tsx'
import { useNeeds } from '../parts/useTold.ts'
import { useWords } from '../words.tsx'
import { type Choice, Conflict } from './Conflict.tsx'
import { FieldControl } from './Controls.tsx'
import { draftKey, type Kept, leaveReceipt, useDraft } from './draft.ts'
import { FromPaper } from './FromPaper.tsx'
import { paperWhen } from './paper.ts'
import css from './RecordForm.module.css'
import { type Draft, draftOf, readDraft, readField, type Wrong } from './read.ts'
import { worriesIn } from './Warned.tsx'

export type FormProps = {
  register: RegisterView
  verb: string
  /** The words on the button: the verb of the register. */
  button: string
  fields: readonly [string, FieldView][]
  needs: readonly string[]
  /** What stands now, for amending and correcting. */
  first: Draft
  record?: string
  expects?: number
  entry?: number
  reason: boolean
  /** Only fields that differ from what stands are sent. */
  changes?: boolean
  /** Captions of the records that stand in its fields. */
  refs?: Refs | undefined
  cancel: string
}

export function RecordForm(props: FormProps) {
  return (
    <Mantine>
      <Form {...props} />
    </Mantine>
  )
}

function Form({
  register,
  verb,
  button,
  fields,
  needs,
  first,
  record,
  expects,
  entry,
  reason,
  changes,
  refs,
  cancel,
}: FormProps) {
  const t = useWords()
  const { mission, person } = useHere()
  const moment = useMoment()
  const navigate = useNavigate()
  const client = useQueryClient()
  const sendCommand = useSend()
  const [waits, setWaits] = useState(false)
  const id = useId()
  const key = draftKey(
    { mission: mission.id, member: person.id },
    register.name,
    record,
    verb,
    entry,
  )
  const {
    kept,
    restored,
    refused: said,
    change,
    renew,
    drop,
    startOver,
  } = useDraft(key, {
    draft: first,
    expects,
    ...(record ? { record } : {}),
    ...(moment.at && !entry ? { at: moment.at } : {}),
  })
  const needsTold = useNeeds()
  const [wrong, setWrong] = useState<Wrong[]>(() => wrongIn(said, needsTold))
  const [refused, setRefused] = useState<Problem | undefined>(said)
  const [sending, setSending] = useState(false)
  const [looked, setLooked] = useState('')
  const top = useRef<HTMLDivElement>(null)
  const { draft } = kept
  const of = (name: string): string => `${id}-${name}`
  const needOf = (name: string): string | undefined => {
    const found = wrong.find(({ field }) => field === name)
    return found && t('form.itNeeds', { needs: found.needs })
  }

  // Only sending brings up the list and takes the focus; a check after leaving a field stays beside it.
  const [listed, setListed] = useState(said ? 1 : 0)
  useEffect(() => {
    if (listed > 0) top.current?.focus()
  }, [listed])

  const check = (name: string, field: FieldView): void => {
    const { needs: what } = readField(draft[name], field, false, t)
    setWrong((before) => [
      ...before.filter((one) => one.field !== name),
      ...(what ? [{ field: name, needs: what }] : []),
    ])
  }

  /** Sends what is in the form; after a conflict, what was chosen field by field. */
  const send = async (now: Kept): Promise<void> => {
    const read = readDraft(now.draft, fields, needs, t)
    const at = now.at.trim()
    const because = now.because.trim()
    const when = at ? paperWhen(at, mission.zone, Date.now()) : undefined
    const bad = [
      ...read.wrong,
      ...(at && !when ? [{ field: 'at', needs: t('form.needsDate') }] : []),
      ...(reason && !because ? [{ field: 'because', needs: t('form.needsReason') }] : []),
    ]
    setRefused(undefined)
    setWrong(bad)
    // Once: whoever has looked again and knows better sends it.
    const worries = worriesOf(fields, now.draft)
    const isNew = worries !== '' && worries !== looked
    setLooked(worries)
    if (bad.length === 0 && isNew) return setListed((times) => times + 1)
    if (bad.length > 0) {
      setListed((times) => times + 1)
      return
    }
    const input = changes ? changed(read.input, fields, now.first, t, now.draft) : read.input
    setSending(true)
    try {
      const receipt = await sendCommand({
        register: register.name,
        record: record ?? now.record,
        verb,
        id: now.command,
        ...(verb === 'void' || (verb === 'correct' && Object.keys(input).length === 0)
          ? {}
          : { input }),
        ...(when ? { at: when } : {}),
        ...(now.onBehalfOf?.trim() ? { onBehalfOf: now.onBehalfOf.trim() } : {}),
        ...(because ? { because } : {}),
        ...(now.expects ? { expects: now.expects } : {}),
        ...(entry ? { entry } : {}),
      })
      drop()
      if ('waiting' in receipt) return setWaits(true)
      leaveReceipt({ seq: receipt.seq, record: receipt.record, verb })
      await client.invalidateQueries({ queryKey: [mission.id] })
      await navigate({
        to: `/${mission.id}${recordPath(register.name, receipt.record)}` as never,
        search: { at: undefined, known: undefined } as never,
      })
    } catch (cause) {
      const problem = cause instanceof Problem ? cause : new Problem('failed', 0, '')
      if (problem.status > 0) renew()
      // What changed meanwhile may name records that were not there when the form was opened.
      if (problem.conflict) void client.invalidateQueries({ queryKey: [mission.id] })
      setWrong(wrongIn(problem, needsTold))
      setRefused(problem)
      setListed((times) => times + 1)
    } finally {
      setSending(false)
    }
  }

  const again = (choice: Choice): void => {
    const conflict = refused?.conflict
    if (!conflict) return
    const stands: Draft = { ...kept.first }
    const chosen: Draft = { ...draft }
    for (const { field, theirs, yours } of conflict.fields) {
      const view = register.fields[field]
      if (!view) continue
      stands[field] = draftOf(theirs, view, (one) => refs?.[one]?.caption ?? one.slice(0, 8))
      if (yours === undefined ? changes : choice[field] === 'theirs') chosen[field] = stands[field]
    }
    const next = { ...kept, first: stands, draft: chosen, expects: conflict.seq }
    change(next)
    void send(next)
  }

  const titleOf = (name: string): string =>
    name === 'at'
      ? t('form.at')
      : name === 'because'
        ? t('form.because')
        : name === 'onBehalfOf'
          ? t('paper.who')
          : (register.fields[name]?.title ?? name)

  if (waits) return <KeptHere back={cancel} />
  return (
    <form
      className={css.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void send(kept)
      }}
    >
      <div ref={top} tabIndex={-1} className={css.top}>
        {listed > 0 && (wrong.length > 0 || refused) && (
          <section
            className={css.problems}
            role={refused?.conflict ? undefined : 'alert'}
            aria-label={t('form.problems')}
          >
            {refused?.conflict ? (
              <Conflict
                key={refused.conflict.seq}
                conflict={refused.conflict}
                register={register}
                record={record ?? kept.record}
                refs={refs}
                sending={sending}
                onSend={again}
              />
            ) : refused && refused.errors.length === 0 ? (
              <>
                <ErrorPanel error={refused} />
                {register.name === 'allotment' && verb === 'enter' && refused.kind === 'unless' && (
                  <GoButton
                    size="small"
                    to="/r/refusal/new"
                    search={refusalOf(readDraft(draft, fields, needs, t).input)}
                  >
                    {t('form.keepRefusal')}
                  </GoButton>
                )}
              </>
            ) : (
              <>
                <h2>{t('form.problems')}</h2>
                <ul>
                  {wrong.map(({ field, needs: what }) => (
                    <li key={field}>
                      <a
                        href={`#${of(field)}`}
                        onClick={(event) => {
                          event.preventDefault()
                          document.getElementById(of(field))?.focus()
                        }}
                      >
                        {titleOf(field)}
                      </a>{' '}
                      {t('form.needs', { needs: what })}
                    </li>
                  ))}
                </ul>
              </>
            )}
          </section>
        )}
        {looked !== '' && wrong.length === 0 && !refused && !sending && (
          <p className={css.kept} role="alert">
            {t('form.namedAgain', { what: looked, button })}
          </p>
        )}
        {restored && (
          <p className={css.kept}>
            {t('form.kept')}{' '}
            <button type="button" onClick={startOver}>
              {t('form.startOver')}
            </button>
          </p>
        )}
        {!moment.isNow && <p className={css.kept}>{t('form.past')}</p>}
      </div>
      {fields.map(([name, field]) => (
        <FieldControl
          key={name}
          id={of(name)}
          register={register.name}
          name={name}
          field={field}
          value={draft[name]}
          needed={needs.includes(name)}
          error={needOf(name)}
          onChange={(value) => change({ draft: { ...draft, [name]: value } })}
          onLeave={() => check(name, field)}
        />
      ))}
      <div className={fields.length > 0 ? css.entry : css.only}>
        {verb !== 'void' && (
          <TextInput
            id={of('at')}
            label={t('form.at')}
            description={t('form.atHelp')}
            error={needOf('at')}
            value={kept.at}
            onChange={(event) => change({ at: event.currentTarget.value })}
          />
        )}
        <Textarea
          id={of('because')}
          label={reason ? t('form.because') : t('form.becauseOptional')}
          description={t('form.becauseHelp')}
          error={needOf('because')}
          rows={2}
          maxLength={2000}
          aria-required={reason || undefined}
          value={kept.because}
          onChange={(event) => change({ because: event.currentTarget.value })}
        />
        <FromPaper
          value={{ onBehalfOf: kept.onBehalfOf ?? '', at: kept.at }}
          time={false}
          onChange={({ onBehalfOf }) => change({ onBehalfOf })}
        />
      </div>
      <div className={css.actions}>
        <Button type="submit" look="filled" disabled={sending}>
          {sending ? t('form.sending') : button}
        </Button>
        <GoButton to={cancel}>{t('form.cancel')}</GoButton>
      </div>
    </form>
  )
}

/** The fields that a refusal names. */
/** What of the text that is to name nobody looks as if it did. */
const worriesOf = (fields: readonly [string, FieldView][], draft: Draft): string =>
  fields
    .filter(([, { namesNobody }]) => namesNobody)
    .flatMap(([name]) => worriesIn(String(draft[name] ?? ''), true))
    .map(({ what }) => what)
    .join(', ')

const wrongIn = (problem: Problem | undefined, needsOf: (one: Detail) => string): Wrong[] =>
  problem?.errors.map((one) => ({
    field: one.field.replace(/^input\./, ''),
    needs: needsOf(one),
  })) ?? []

/** What differs from what stood when the form was opened; a field emptied is cleared by null. */
function changed(
  input: Record<string, unknown>,
  fields: readonly [string, FieldView][],
  first: Draft,
  t: ReturnType<typeof useWords>,
  draft: Draft,
) {
  const before = readDraft(first, fields, [], t).input
  const set: Record<string, unknown> = {}
  for (const [name] of fields) {
    if (draft[name] === first[name]) continue
    if (JSON.stringify(input[name]) === JSON.stringify(before[name])) continue
    set[name] = input[name] ?? null
  }
  return set
}

/** What was asked, for whoever keeps that it was refused; the sum is typed again, on purpose. */
const refusalOf = (input: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    ['contribution', 'use', 'title'].flatMap((name) =>
      typeof input[name] === 'string' ? [[name, input[name]]] : [],
    ),
  )
