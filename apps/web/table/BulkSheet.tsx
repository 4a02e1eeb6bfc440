/** One verb for the rows that were chosen: its fields once, then what came of each row. Nothing is done in silence. */

import { type Kind, kinds } from '@konbit/model'
import { Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import { uuid7 } from '../api/client.ts'
import { useHere } from '../api/hooks.ts'
import type { FieldView, RecordView, RegisterView } from '../api/types.ts'
import { FieldControl } from '../form/Controls.tsx'
import { type Draft, readDraft, type Wrong } from '../form/read.ts'
import { RowReport } from '../import/RowReport.tsx'
import { csvOf, importId, madeOf, type Report, rowsOfText, sendRows } from '../import/send.ts'
import { Button } from '../parts/Button.tsx'
import { Mantine } from '../parts/Mantine.tsx'
import { ErrorPanel } from '../parts/Rest.tsx'
import { Sheet } from '../parts/Sheet.tsx'
import { verbTitle } from '../record/verbTitle.ts'
import { tellDeed } from '../undo/deeds.ts'
import { useWords } from '../words.tsx'
import css from './Bulk.module.css'

export default function BulkSheet({
  register,
  verb,
  rows,
  onClose,
}: {
  register: RegisterView
  verb: string
  rows: readonly RecordView[]
  onClose: (done: boolean) => void
}) {
  const t = useWords()
  const act = register.verbs[verb]
  const [landed, setLanded] = useState(false)
  return (
    <Sheet
      title={t('bulk.title', { verb: verbTitle(t, verb, act), count: rows.length })}
      open
      wide
      onClose={() => onClose(landed)}
    >
      <Mantine>
        <Form
          register={register}
          verb={verb}
          rows={rows}
          onLanded={() => setLanded(true)}
          onClose={onClose}
        />
      </Mantine>
    </Sheet>
  )
}

type Value = { minor?: number; currency?: string }
const print = (field: FieldView, value: unknown): string =>
  (kinds[field.kind] as unknown as Kind<unknown>).print(value)

/** The rows as a table that the import takes: which record, its last entry as it was seen, and the same fields for all. */
function tableOf(
  rows: readonly RecordView[],
  fields: readonly [string, FieldView][],
  input: Readonly<Record<string, unknown>>,
): string {
  const given = fields.filter(([name]) => input[name] !== undefined)
  const values = given.map(([name, field]): string => print(field, input[name] as Value))
  return csvOf([
    ['id', 'seq', ...given.map(([name]) => name)],
    ...rows.map(({ id, seq }) => [id, String(seq), ...values]),
  ])
}

function Form({
  register,
  verb,
  rows,
  onLanded,
  onClose,
}: {
  register: RegisterView
  verb: string
  rows: readonly RecordView[]
  onLanded: () => void
  onClose: (done: boolean) => void
}) {
  const t = useWords()
  const id = useId()
  const { mission, person } = useHere()
  const client = useQueryClient()
  const act = register.verbs[verb]
  const needs = act?.needs ?? []
  const names = act?.takes ?? Object.keys(register.fields)
  const order = [...needs, ...names.filter((name) => !needs.includes(name))]
  // A value that must be each record's own cannot be given to many.
  const fields = order.flatMap((name): [string, FieldView][] => {
    const field = register.fields[name]
    return field && !field.unique ? [[name, field]] : []
  })
  const [draft, setDraft] = useState<Draft>({})
  const [because, setBecause] = useState('')
  const [wrong, setWrong] = useState<Wrong[]>([])
  const [sending, setSending] = useState(false)
  const [report, setReport] = useState<Report>()
  const [problem, setProblem] = useState<unknown>()
  const needOf = (name: string): string | undefined => {
    const found = wrong.find(({ field }) => field === name)
    return found && t('form.itNeeds', { needs: found.needs })
  }
  const told = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (report) told.current?.focus()
  }, [report])

  const send = async (only: boolean): Promise<void> => {
    const read = readDraft(draft, fields, needs, t)
    const reason = because.trim()
    const bad = [
      ...read.wrong,
      ...(act?.reason && !reason ? [{ field: 'because', needs: t('form.needsReason') }] : []),
    ]
    setWrong(bad)
    if (bad.length > 0) return
    setProblem(undefined)
    setSending(true)
    try {
      const table = rowsOfText(tableOf(rows, fields, read.input), '')
      const asked = {
        id: await importId(table, JSON.stringify([mission.id, register.name, verb, reason])),
        verb,
        because: reason || undefined,
      }
      const tried = await sendRows(mission.id, register.name, table, { ...asked, dry: true })
      if (tried.counts.refused > 0 && !only) {
        setReport(tried)
        return
      }
      const done = await sendRows(mission.id, register.name, table, { ...asked, dry: false })
      setReport(done)
      tellDeed({
        ...{ id: uuid7(), mission: mission.id, member: person.id, register: register.name, verb },
        made: madeOf(done),
      })
      onLanded()
      await client.invalidateQueries({ queryKey: [mission.id] })
    } catch (cause) {
      setProblem(cause)
    } finally {
      setSending(false)
    }
  }

  if (report)
    return (
      <div className={css.form} ref={told} tabIndex={-1}>
        <p>{t(report.dry ? 'bulk.tried' : 'bulk.done', { count: report.counts.refused })}</p>
        <RowReport report={{ ...report, columns: [] }} register={register} />
        {problem !== undefined && <ErrorPanel error={problem} />}
        <div className={css.actions}>
          {report.dry ? (
            <>
              {report.counts.lands > 0 && (
                <Button look="filled" disabled={sending} onClick={() => void send(true)}>
                  {t('bulk.rest', { count: report.counts.lands })}
                </Button>
              )}
              <Button onClick={() => setReport(undefined)}>{t('bulk.back')}</Button>
            </>
          ) : (
            <Button look="filled" onClick={() => onClose(true)}>
              {t('close')}
            </Button>
          )}
        </div>
      </div>
    )

  return (
    <form
      className={css.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void send(false)
      }}
    >
      {verb === 'amend' && <p className={css.quiet}>{t('bulk.amend')}</p>}
      {fields.map(([name, field]) => (
        <FieldControl
          key={name}
          id={`${id}-${name}`}
          register={register.name}
          name={name}
          field={field}
          value={draft[name]}
          needed={needs.includes(name)}
          error={needOf(name)}
          onChange={(value) => setDraft({ ...draft, [name]: value })}
          onLeave={() => {}}
        />
      ))}
      <Textarea
        id={`${id}-because`}
        label={t(act?.reason ? 'form.because' : 'form.becauseOptional')}
        value={because}
        maxLength={2000}
        autosize={false}
        rows={2}
        error={needOf('because')}
        onChange={(event) => setBecause(event.currentTarget.value)}
      />
      {problem !== undefined && <ErrorPanel error={problem} />}
      <div className={css.actions}>
        <Button look="filled" type="submit" disabled={sending}>
          {sending
            ? t('form.sending')
            : t('bulk.title', { verb: verbTitle(t, verb, act), count: rows.length })}
        </Button>
        <Button onClick={() => onClose(false)}>{t('form.cancel')}</Button>
      </div>
    </form>
  )
}
