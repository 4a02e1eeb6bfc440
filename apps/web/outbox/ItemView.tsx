/** One command of the outbox: what and when, what was typed, what is said against it, and what its author can do. */
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { type Conflict, Problem, uuid7 } from '../api/client.ts'
import { useHere } from '../api/hooks.ts'
import type { FieldView, RegisterView } from '../api/types.ts'
import { draftKey } from '../form/draft.ts'
import { draftOf } from '../form/read.ts'
import { useFormat } from '../format.ts'
import { Button } from '../parts/Button.tsx'
import { StateChip } from '../parts/Chip.tsx'
import { GoRecord, recordPath } from '../parts/Go.tsx'
import { useNeeds, useTold } from '../parts/useTold.ts'
import { Value } from '../record/Value.tsx'
import { isHandling, verbDone } from '../record/verbTitle.ts'
import { useLanguage } from '../words.tsx'
import { boxNow } from './box.ts'
import { useLine, type Who } from './line.ts'
import { placeMending } from './mending.ts'
import { heldBy, type Item, type Refused } from './order.ts'
import css from './outbox.module.css'
import { dropItem, sendAgain } from './run.ts'

export function ItemView({
  item,
  items,
  register,
  onChange,
}: {
  item: Item
  items: readonly Item[]
  register: RegisterView | undefined
  onChange: () => void
}) {
  const { t } = useLanguage()
  const format = useFormat()
  const { mission } = useHere()
  const { sending } = useLine()
  const { command, state, attached, seq } = item
  const before = state === 'waiting' ? heldBy(item, items) : undefined
  const title = attached
    ? t('outbox.file', { what: attached.title })
    : `${verbDone(t, command.verb, register?.verbs[command.verb])}: ${register?.title ?? command.register}`
  return (
    <li className={css.item}>
      <div className={css.head}>
        <b>{title}</b>
        <span className={css.quiet}>{format.instant(command.at ?? item.made, mission.zone)}</span>
      </div>
      <div className={css.row}>
        {sending?.has(command.id) ? (
          <StateChip tone="limited">{t('outbox.sending')}</StateChip>
        ) : state === 'sent' ? (
          <StateChip tone="fit">{t('outbox.entry', { seq: seq ?? 0 })}</StateChip>
        ) : state === 'refused' ? (
          <StateChip tone="out">{t('outbox.isRefused')}</StateChip>
        ) : (
          <StateChip tone="late">
            {before
              ? t(before.state === 'refused' ? 'outbox.behindRefused' : 'outbox.behind')
              : item.tries > 0
                ? t('outbox.tried', { count: item.tries })
                : t('outbox.waits')}
          </StateChip>
        )}
        {state === 'sent' && (
          <GoRecord register={command.register} id={command.record}>
            {t('outbox.open')}
          </GoRecord>
        )}
        {attached && (
          <span className={css.quiet}>
            {t('document.size', { kilobytes: Math.max(1, Math.round(attached.bytes / 1000)) })}
          </span>
        )}
      </div>
      {state !== 'sent' && <Typed item={item} register={register} />}
      {item.problem && state === 'refused' && <Why problem={item.problem} register={register} />}
      {state !== 'sent' && !sending?.has(command.id) && (
        <Choices item={item} register={register} onChange={onChange} />
      )}
    </li>
  )
}

const titleOf = (name: string, register: RegisterView | undefined, t: (key: string) => string) =>
  name === 'at'
    ? t('form.at')
    : name === 'because'
      ? t('form.because')
      : (register?.fields[name]?.title ?? name)

/** What was typed, as the record page will show it. */
function Typed({ item, register }: { item: Item; register: RegisterView | undefined }) {
  const { t } = useLanguage()
  const { input = {}, because, onBehalfOf } = item.command
  const shown = Object.entries(input).flatMap(([name, value]) => {
    const field = register?.fields[name]
    return field ? [[name, field, value] as [string, FieldView, unknown]] : []
  })
  if (shown.length === 0 && !because && !onBehalfOf) return null
  return (
    <dl className={css.typed}>
      {shown.map(([name, field, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{field.title}</dt>
          <dd>
            {value === null ? (
              '–'
            ) : (
              <Value
                register={register?.name ?? ''}
                name={name}
                field={field}
                value={value}
                short
              />
            )}
          </dd>
        </div>
      ))}
      {because && (
        <div style={{ display: 'contents' }}>
          <dt>{t('form.because')}</dt>
          <dd>{because}</dd>
        </div>
      )}
      {onBehalfOf && (
        <div style={{ display: 'contents' }}>
          <dt>{t('outbox.onBehalfOf')}</dt>
          <dd>{onBehalfOf}</dd>
        </div>
      )}
    </dl>
  )
}

/** Why the server said no: its sentence, and each field with what it needs. */
function Why({ problem, register }: { problem: Refused; register: RegisterView | undefined }) {
  const { t, has, language } = useLanguage()
  const told = useTold()(problem.told)
  const needsTold = useNeeds()
  const key = `problem.${problem.kind}`
  const sentence =
    told ??
    (language !== 'en' && has(`${key}.sentence`) ? t(`${key}.sentence`) : problem.why || undefined)
  return (
    <div className={css.why}>
      <p>
        <b>{has(key) ? t(key) : t('problem.failed')}</b>
      </p>
      {sentence && <p>{sentence}</p>}
      {problem.errors.length > 0 && (
        <ul>
          {problem.errors.map((one) => {
            const name = one.field.replace(/^input\./, '')
            return (
              <li key={one.field}>
                <b>{titleOf(name, register, t)}</b>: {needsTold(one)}
              </li>
            )
          })}
        </ul>
      )}
    </div>
  )
}

function Choices({
  item,
  register,
  onChange,
}: {
  item: Item
  register: RegisterView | undefined
  onChange: () => void
}) {
  const { t } = useLanguage()
  const { mission, person } = useHere()
  const navigate = useNavigate()
  const [sure, setSure] = useState(false)
  const { command, state, attached } = item
  const does = (work: (box: NonNullable<ReturnType<typeof boxNow>>) => Promise<void>) => () => {
    const box = boxNow()
    if (box) void work(box).then(onChange)
  }
  const mayMend = register && !attached && !isHandling(command.verb)
  const mend = (): void => {
    if (!register) return
    const { path, key } = formOf({ mission: mission.id, member: person.id }, item)
    placeMending(key, { kept: draftFor(item, register), problem: problemOf(item.problem) }, item.n)
    void navigate({
      to: `/${mission.id}${path}` as never,
      search: (command.entry ? { entry: String(command.entry) } : {}) as never,
    })
  }
  return (
    <div className={css.row}>
      {mayMend && (
        <Button size="small" look={state === 'refused' ? 'filled' : 'plain'} onClick={mend}>
          {t('outbox.mend')}
        </Button>
      )}
      {state === 'refused' && (
        <Button size="small" onClick={does((box) => sendAgain(box, item))}>
          {t('outbox.again')}
        </Button>
      )}
      {sure ? (
        <>
          <Button size="small" onClick={does((box) => dropItem(box, item))}>
            {t('outbox.dropSure')}
          </Button>
          <Button size="small" look="quiet" onClick={() => setSure(false)}>
            {t('outbox.dropNot')}
          </Button>
        </>
      ) : (
        <Button size="small" look="quiet" onClick={() => setSure(true)}>
          {t('outbox.drop')}
        </Button>
      )}
    </div>
  )
}

/** The page of the form, and the key of its draft, as RecordForm makes it. */
function formOf(
  who: Pick<Who, 'mission' | 'member'>,
  { command }: Item,
): { path: string; key: string } {
  const { register, record, verb, entry } = command
  const isNew = verb === 'enter'
  return {
    path: isNew ? `/r/${register}/new` : `${recordPath(register, record)}/${verb}`,
    key: draftKey(who, register, isNew ? undefined : record, verb, entry),
  }
}

function draftFor({ command, made }: Item, register: RegisterView) {
  const draft = Object.fromEntries(
    Object.entries(command.input ?? {}).flatMap(([name, value]) => {
      const field = register.fields[name]
      return field ? [[name, draftOf(value, field, (id) => id.slice(0, 8))]] : []
    }),
  )
  return {
    command: uuid7(),
    record: command.record,
    draft,
    ...(command.expects ? { expects: command.expects } : {}),
    at: command.at ?? made,
    because: command.because ?? '',
    ...(command.onBehalfOf ? { onBehalfOf: command.onBehalfOf } : {}),
  }
}

const problemOf = (refused: Refused | undefined): Problem | undefined =>
  refused &&
  new Problem(refused.kind, refused.status, refused.why, {
    errors: refused.errors,
    told: refused.told,
    ...(refused.conflict ? { conflict: refused.conflict as Conflict } : {}),
  })
