/** Signing in: e-mail and password, then a code where one is set up; or a passkey; or the provider of identities. */
import { useState } from 'react'
import {
  auth,
  leaveForProvider,
  signInByPasskey,
  useAccount,
  useForget,
} from '../../api/account.ts'
import { Problem } from '../../api/client.ts'
import type { Mission } from '../../api/types.ts'
import { Button } from '../../parts/Button.tsx'
import { IconKey } from '../../parts/icons.ts'
import { ErrorPanel } from '../../parts/Rest.tsx'
import { useWords } from '../../words.tsx'
import { Alone } from './Alone.tsx'
import css from './account.module.css'
import { Field, Form, useDoing } from './fields.tsx'

/** Words that the provider's way back may bear in the address. */
const reasons = ['not-invited', 'email-not-verified']

export default function SignIn({ mission }: { mission: Mission }) {
  const t = useWords()
  const [challenged, setChallenged] = useState(false)
  const reason = new URLSearchParams(location.search).get('error')
  return (
    <Alone title={t(challenged ? 'account.codeTitle' : 'account.signIn')} above={mission.name}>
      {reason && (
        <ErrorPanel
          error={new Problem(reasons.includes(reason) ? reason : 'provider-refused', 0, '')}
        />
      )}
      {challenged ? (
        <Challenge onBack={() => setChallenged(false)} />
      ) : (
        <Ways onChallenge={() => setChallenged(true)} />
      )}
    </Alone>
  )
}

function Ways({ onChallenge }: { onChallenge: () => void }) {
  const t = useWords()
  const account = useAccount().data
  const forget = useForget()
  const { busy, error, run } = useDoing()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const send = () =>
    run(async () => {
      const told = await auth<{ twoFactorRedirect?: boolean }>('/sign-in/email', {
        email,
        password,
      })
      if (told.twoFactorRedirect) onChallenge()
      else await forget()
    })
  const show = () =>
    run(async () => {
      await signInByPasskey()
      await forget()
    })
  return (
    <>
      <Form error={error} onSend={() => void send()}>
        <Field
          label={t('account.email')}
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <Field
          label={t('account.password')}
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button type="submit" look="filled" disabled={busy}>
          {t('account.signIn')}
        </Button>
      </Form>
      {(account?.passkeys || account?.provider) && <p className={css.or}>{t('account.or')}</p>}
      {account?.passkeys && (
        <Button
          icon={<IconKey size={18} stroke={1.75} aria-hidden />}
          disabled={busy}
          onClick={() => void show()}
        >
          {t('account.byPasskey')}
        </Button>
      )}
      {account?.provider && (
        <Button disabled={busy} onClick={() => void run(leaveForProvider)}>
          {t('account.byProvider', { provider: account.provider })}
        </Button>
      )}
      <p className={css.help}>{t('account.lost')}</p>
    </>
  )
}

function Challenge({ onBack }: { onBack: () => void }) {
  const t = useWords()
  const forget = useForget()
  const { busy, error, run } = useDoing()
  const [code, setCode] = useState('')
  const [isBackup, setBackup] = useState(false)
  const send = () =>
    run(async () => {
      const bare = code.replaceAll(/\s/g, '')
      await auth(`/two-factor/${isBackup ? 'verify-backup-code' : 'verify-totp'}`, { code: bare })
      await forget()
    })
  return (
    <>
      <Form error={error} onSend={() => void send()}>
        <Field
          key={isBackup ? 'backup' : 'code'}
          label={t(isBackup ? 'account.backupCode' : 'account.code')}
          help={t(isBackup ? 'account.backupCodeHelp' : 'account.codeHelp')}
          inputMode={isBackup ? 'text' : 'numeric'}
          autoComplete="one-time-code"
          required
          autoFocus
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
        <Button type="submit" look="filled" disabled={busy}>
          {t('account.goOn')}
        </Button>
      </Form>
      <div className={css.row}>
        <Button look="bare" size="small" onClick={() => setBackup(!isBackup)}>
          {t(isBackup ? 'account.useCode' : 'account.useBackup')}
        </Button>
        <Button look="bare" size="small" onClick={onBack}>
          {t('account.back')}
        </Button>
      </div>
    </>
  )
}
