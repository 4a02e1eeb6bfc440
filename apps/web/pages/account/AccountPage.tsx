/** One's account: who one is here, the ways in, where one is signed in, and keys for programs. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  auth,
  type SessionView,
  useAccount,
  useForget,
  usePasskeys,
  useSessions,
} from '../../api/account.ts'
import { post } from '../../api/client.ts'
import { useHere, useMission } from '../../api/hooks.ts'
import { useFormat } from '../../format.ts'
import { Devices } from '../../outbox/Devices.tsx'
import { Button } from '../../parts/Button.tsx'
import { Card, PageHead } from '../../parts/Card.tsx'
import { LabelChip, StateChip } from '../../parts/Chip.tsx'
import { Empty, ErrorPanel, When } from '../../parts/Rest.tsx'
import { useModelWord } from '../../record/modelWords.ts'
import { useWords } from '../../words.tsx'
import css from './account.module.css'
import { BackupCodes, SetUpCode, SetUpPasskey } from './Factor.tsx'
import { Field, Form, useDoing } from './fields.tsx'
import { Keys } from './Keys.tsx'

export default function AccountPage() {
  const t = useWords()
  const { person } = useHere()
  if (person.by !== 'session')
    return (
      <>
        <PageHead title={t('account.title')} />
        <Empty title={t('account.demoTitle')} why={t('account.demoWhy')} />
        {person.roles.length > 0 && <Devices />}
      </>
    )
  return (
    <>
      <PageHead title={t('account.title')} question={t('account.question')} brief />
      <div className={css.cards}>
        <You />
        <Sessions />
        <Devices />
        <Code />
        <Passkeys />
        <Password />
        <Keys />
      </div>
    </>
  )
}

function You() {
  const t = useWords()
  const role = useModelWord('role')
  const { person } = useHere()
  const account = useAccount().data?.signedIn
  return (
    <Card title={t('account.you')}>
      <dl className={css.facts}>
        <dt>{t('account.name')}</dt>
        <dd>{person.title}</dd>
        <dt>{t('account.email')}</dt>
        <dd>{account?.email}</dd>
        <dt>{t('account.roles')}</dt>
        <dd>{person.roles.length === 0 ? t('account.none') : person.roles.map(role).join(', ')}</dd>
        <dt>{t('account.clearances')}</dt>
        <dd className={css.row}>
          {[
            ...new Set(
              (person.clearances ?? [])
                .filter(({ unit }) => unit === '*')
                .map(({ label }) => label),
            ),
          ].map((label) => (
            <LabelChip key={label} label={label} />
          ))}
          {(person.clearances ?? []).every(({ unit }) => unit !== '*') && t('account.ownOnly')}
        </dd>
      </dl>
    </Card>
  )
}

function Sessions() {
  const t = useWords()
  const format = useFormat()
  const { zone } = useMission()
  const sessions = useSessions()
  const client = useQueryClient()
  const { busy, error, run } = useDoing()
  const end = (body: { id: string } | { others: true }) =>
    run(async () => {
      await post('/account/sessions/end', body)
      await client.invalidateQueries({ queryKey: ['account', 'sessions'] })
    })
  return (
    <Card title={t('account.sessions')} aside={t('account.sessionsAbout')}>
      {error !== undefined && <ErrorPanel error={error} />}
      <When query={sessions}>
        {({ items }) => (
          <>
            <ul className={css.list}>
              {items.map((one) => (
                <li key={one.id}>
                  <div>
                    <p>
                      <b>{deviceOf(one.device) || t('account.unknownDevice')}</b>{' '}
                      {one.isThis && <StateChip tone="fit">{t('account.thisOne')}</StateChip>}
                    </p>
                    <p className={css.help}>
                      {[t(`account.way.${one.way}`), one.address].filter(Boolean).join(' · ')}
                    </p>
                    <p className={css.help}>
                      {t('account.usedAt', { at: format.instant(one.used, zone) })}
                    </p>
                  </div>
                  {!one.isThis && (
                    <Button size="small" disabled={busy} onClick={() => void end({ id: one.id })}>
                      {t('account.endSession')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
            {items.length > 1 && (
              <Button disabled={busy} onClick={() => void end({ others: true })}>
                {t('account.endOthers')}
              </Button>
            )}
          </>
        )}
      </When>
    </Card>
  )
}

/** Which browser on what, as far as it says; the names are theirs. */
function deviceOf(agent: SessionView['device']): string {
  const browser = /(Firefox|Edg|OPR|Chrome|Safari)\//.exec(agent)?.[1] ?? ''
  const system = /(Android|iPhone|iPad|Windows|Mac OS X|Linux)/.exec(agent)?.[1] ?? ''
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS X': 'macOS' }
  return [browser, system]
    .filter(Boolean)
    .map((one) => names[one] ?? one)
    .join(' · ')
}

function Code() {
  const t = useWords()
  const client = useQueryClient()
  const has = useAccount().data?.signedIn?.hasCode
  const { busy, error, run } = useDoing()
  const [password, setPassword] = useState('')
  const [codes, setCodes] = useState<string[]>()
  const [isNew, setNew] = useState(false)
  const again = () => client.invalidateQueries({ queryKey: ['account'] })
  if (codes)
    return (
      <Card title={t('account.code')}>
        <BackupCodes codes={codes} onDone={() => setCodes(undefined)} />
      </Card>
    )
  return (
    <Card
      title={t('account.code')}
      aside={has === undefined ? undefined : t(has ? 'account.isSet' : 'account.isNotSet')}
    >
      {has === false || isNew ? (
        <>
          <p className={css.help}>{t('account.codeAbout')}</p>
          <SetUpCode
            onDone={() => {
              setNew(false)
              void again()
            }}
          />
        </>
      ) : (
        <Form
          error={error}
          onSend={() =>
            void run(async () => {
              const { backupCodes } = await auth<{ backupCodes: string[] }>(
                '/two-factor/generate-backup-codes',
                { password },
              )
              setPassword('')
              setCodes(backupCodes)
            })
          }
        >
          <Field
            label={t('account.password')}
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
          <div className={css.row}>
            <Button type="submit" disabled={busy}>
              {t('account.newBackup')}
            </Button>
            <Button
              disabled={busy || password === ''}
              onClick={() =>
                void run(async () => {
                  await auth('/two-factor/disable', { password })
                  setPassword('')
                  setNew(true)
                  await again()
                })
              }
            >
              {t('account.replaceCode')}
            </Button>
          </div>
        </Form>
      )}
    </Card>
  )
}

function Passkeys() {
  const t = useWords()
  const format = useFormat()
  const client = useQueryClient()
  const passkeys = usePasskeys()
  const { busy, error, run } = useDoing()
  const again = () => client.invalidateQueries({ queryKey: ['account'] })
  return (
    <Card title={t('account.passkeys')}>
      {error !== undefined && <ErrorPanel error={error} />}
      <When query={passkeys}>
        {(items) =>
          items.length === 0 ? (
            <Empty title={t('account.noPasskey')} why={t('account.passkeyAbout')} />
          ) : (
            <ul className={css.list}>
              {items.map(({ id, name, createdAt }) => (
                <li key={id}>
                  <div>
                    <p>
                      <b>{name || t('account.passkey')}</b>
                    </p>
                    {createdAt && (
                      <p className={css.help}>
                        {t('account.since', { day: format.when(createdAt.slice(0, 10)) })}
                      </p>
                    )}
                  </div>
                  <Button
                    size="small"
                    disabled={busy}
                    onClick={() =>
                      void run(async () => {
                        await auth('/passkey/delete-passkey', { id })
                        await again()
                      })
                    }
                  >
                    {t('account.remove')}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </When>
      <SetUpPasskey onDone={() => void again()} />
    </Card>
  )
}

function Password() {
  const t = useWords()
  const forget = useForget()
  const { busy, error, run } = useDoing()
  const [currentPassword, setCurrent] = useState('')
  const [newPassword, setNew] = useState('')
  const [done, setDone] = useState(false)
  return (
    <Card title={t('account.password')}>
      {done && <StateChip tone="fit">{t('account.passwordChanged')}</StateChip>}
      <Form
        error={error}
        onSend={() =>
          void run(async () => {
            await auth('/change-password', {
              currentPassword,
              newPassword,
              revokeOtherSessions: true,
            })
            setCurrent('')
            setNew('')
            setDone(true)
            await forget()
          })
        }
      >
        <Field
          label={t('account.oldPassword')}
          type="password"
          autoComplete="current-password"
          required
          value={currentPassword}
          onChange={(event) => setCurrent(event.target.value)}
        />
        <Field
          label={t('account.newPassword')}
          help={t('account.newPasswordHelp')}
          type="password"
          autoComplete="new-password"
          required
          minLength={12}
          value={newPassword}
          onChange={(event) => setNew(event.target.value)}
        />
        <Button type="submit" disabled={busy}>
          {t('account.changePassword')}
        </Button>
      </Form>
    </Card>
  )
}
