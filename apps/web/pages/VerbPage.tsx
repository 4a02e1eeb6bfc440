/** Doing something with a record: amend, correct or void an entry, or a verb of its register. */
import { useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Problem } from '../api/client.ts'
import { useHistory, useRecord, useRegister, useRegisters } from '../api/hooks.ts'
import type { FieldView, RecordView, RegisterView } from '../api/types.ts'
import { RecordForm } from '../form/RecordForm.tsx'
import { draftOf } from '../form/read.ts'
import { PageHead, Path } from '../parts/Card.tsx'
import { RecordState } from '../parts/Chip.tsx'
import { useCaption } from '../parts/caption.ts'
import { Go, GoRecord, recordPath } from '../parts/Go.tsx'
import { ErrorPanel, Skeleton } from '../parts/Rest.tsx'
import { Value } from '../record/Value.tsx'
import { isHandling, verbTitle } from '../record/verbTitle.ts'
import { useTerm, useWords } from '../words.tsx'
import { Handling } from './handling/Handling.tsx'
import css from './VerbPage.module.css'

type Params = { register: string; id: string; verb: string }

export default function VerbPage() {
  const { register: name, id, verb } = useParams({ strict: false }) as Params
  const registers = useRegisters()
  const register = useRegister(name)
  const record = useRecord(name, id)
  if (registers.isPending || record.isPending) return <Skeleton lines={8} height={28} />
  if (!register)
    return <ErrorPanel error={registers.error ?? new Problem('unknown-register', 404, '')} />
  if (!record.data) return <ErrorPanel error={record.error} />
  if (!register.verbs[verb] || verb === 'enter')
    return <ErrorPanel error={new Problem('unknown-verb', 404, '')} />
  return <Doing key={`${id}${verb}`} register={register} record={record.data} verb={verb} />
}

function Doing({
  register,
  record,
  verb,
}: {
  register: RegisterView
  record: RecordView
  verb: string
}) {
  const t = useWords()
  const term = useTerm()
  const caption = useCaption()
  const { entry } = useSearch({ strict: false }) as { entry?: string }
  const act = register.verbs[verb]
  const title = verbTitle(t, verb, act)
  const mends = verb === 'correct' || verb === 'void'
  const from = [act?.from ?? []].flat()
  const isNow = from.length === 0 || from.includes(record.state)
  // A form that is open stays: what changed meanwhile, by its own sending or by others, is told when it is sent.
  const [wasFit] = useState(isNow)
  const fits = isNow || wasFit
  return (
    <>
      <PageHead
        path={
          <Path label={t('record.path')}>
            <li>
              <Go to={`/r/${register.name}`}>{register.plural}</Go>
            </li>
            <li>
              <GoRecord register={register.name} id={record.id}>
                {record.caption}
              </GoRecord>
            </li>
          </Path>
        }
        title={
          mends
            ? t(`verb.${verb}.entry`, { seq: Number(entry ?? 0) })
            : `${title}: ${caption(register.name, record.caption)}`
        }
        marks={<RecordState state={record.state} register={register.name} />}
        question={
          mends || isHandling(verb)
            ? t(`verb.${verb}.help`)
            : verb === 'amend'
              ? t('verb.amend.help')
              : act?.to
                ? t('verb.leads', { state: term(`state.${register.name}`, act.to) })
                : undefined
        }
      />
      <Context register={register} record={record} />
      {!register.may.includes(verb) ? (
        <ErrorPanel error={new Problem('not-allowed', 403, '')} />
      ) : !fits ? (
        <ErrorPanel
          error={
            new Problem(
              'wrong-state',
              409,
              t('verb.waits', {
                states: from.map((state) => term(`state.${register.name}`, state)).join(', '),
              }),
            )
          }
        />
      ) : mends ? (
        <Mend register={register} record={record} verb={verb} seq={Number(entry)} />
      ) : isHandling(verb) ? (
        <Handling register={register} record={record} verb={verb} />
      ) : (
        <Ready register={register} record={record} verb={verb} button={title} />
      )}
    </>
  )
}

/** What it is about, in the fields that the register puts first. */
function Context({ register, record }: { register: RegisterView; record: RecordView }) {
  const shown = register.featured.filter(
    (name) =>
      name !== 'state' && !register.caption.includes(name) && record.fields[name] !== undefined,
  )
  return (
    <dl className={css.context}>
      {shown.map((name) => {
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
                  value={record.fields[name]}
                  refs={record.refs}
                  short
                />
              </dd>
            </div>
          )
        )
      })}
    </dl>
  )
}

const pick = (register: RegisterView, names: readonly string[]): [string, FieldView][] =>
  names.flatMap((name) =>
    register.fields[name] ? [[name, register.fields[name]] as [string, FieldView]] : [],
  )

const captionIn =
  (record: RecordView) =>
  (id: string): string =>
    record.refs?.[id]?.caption ?? id.slice(0, 8)

/** A verb of the register starts from an empty form; amending starts from what stands. */
function Ready({
  register,
  record,
  verb,
  button,
}: {
  register: RegisterView
  record: RecordView
  verb: string
  button: string
}) {
  const act = register.verbs[verb]
  const names = act?.takes ?? Object.keys(register.fields)
  const fields = pick(register, names)
  const amends = verb === 'amend'
  const first = amends
    ? Object.fromEntries(
        fields.map(([name, field]) => [
          name,
          draftOf(record.fields[name], field, captionIn(record)),
        ]),
      )
    : {}
  return (
    <RecordForm
      key={`${record.id}${verb}`}
      register={register}
      verb={verb}
      button={button}
      fields={fields}
      needs={amends ? names.filter((name) => register.fields[name]?.required) : (act?.needs ?? [])}
      first={first}
      record={record.id}
      expects={record.seq}
      reason={act?.reason ?? false}
      changes={amends}
      refs={record.refs}
      cancel={recordPath(register.name, record.id)}
    />
  )
}

/** Correcting replaces what an entry said; voiding takes it out. Both keep it visible. */
function Mend({
  register,
  record,
  verb,
  seq,
}: {
  register: RegisterView
  record: RecordView
  verb: string
  seq: number
}) {
  const t = useWords()
  const history = useHistory(register.name, record.id)
  if (history.isPending) return <Skeleton lines={4} height={28} />
  const entry = history.data?.items.find((one) => one.seq === seq)
  if (!entry) return <ErrorPanel error={history.error ?? new Problem('no-such-entry', 404, '')} />
  const fields =
    verb === 'void'
      ? []
      : pick(register, register.verbs[entry.verb]?.takes ?? Object.keys(entry.set ?? {}))
  return (
    <RecordForm
      key={`${record.id}${verb}${seq}`}
      register={register}
      verb={verb}
      button={t(`verb.${verb}`)}
      fields={fields}
      needs={
        entry.verb === 'enter'
          ? (register.verbs.enter?.needs ?? [])
          : (register.verbs[entry.verb]?.needs ?? [])
      }
      first={Object.fromEntries(
        fields.map(([name, field]) => [name, draftOf(entry.set?.[name], field, captionIn(record))]),
      )}
      record={record.id}
      expects={record.seq}
      entry={seq}
      refs={record.refs}
      reason
      cancel={recordPath(register.name, record.id)}
    />
  )
}
