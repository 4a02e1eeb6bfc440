/** Setting up more than a password: a code from a phone, its picture drawn here, or a passkey. And the codes for a bad day. */
import { useMemo, useState } from 'react'
import { encode } from 'uqr'
import { addPasskey, auth, useAccount } from '../../api/account.ts'
import { Button } from '../../parts/Button.tsx'
import { IconKey } from '../../parts/icons.ts'
import { useWords } from '../../words.tsx'
import css from './account.module.css'
import { Field, Form, useDoing } from './fields.tsx'

/** Drawn as one path, so that nothing is fetched and no style stands inline. */
function Qr({ text, title }: { text: string; title: string }) {
  const { path, size } = useMemo(() => {
    const { data, size: side } = encode(text, { ecc: 'M', border: 2 })
    const marks = data.flatMap((row, y) =>
      row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
    )
    return { path: marks.join(''), size: side }
  }, [text])
  return (
    <svg
      className={css.qr}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={title}
      shapeRendering="crispEdges"
    >
      <path d={path} />
    </svg>
  )
}

type Made = { totpURI: string; backupCodes: string[] }

/** `password` is known right after the account was made; later it is asked again. */
export function SetUpCode({
  password: known,
  onDone,
}: {
  password?: string | undefined
  onDone: () => void
}) {
  const t = useWords()
  const { busy, error, run } = useDoing()
  const [password, setPassword] = useState(known ?? '')
  const [code, setCode] = useState('')
  const [made, setMade] = useState<Made>()
  const [shown, setShown] = useState(false)
  const secret = made && new URL(made.totpURI).searchParams.get('secret')
  if (shown && made) return <BackupCodes codes={made.backupCodes} onDone={onDone} />
  if (!made)
    return (
      <Form
        error={error}
        onSend={() =>
          void run(async () => setMade(await auth<Made>('/two-factor/enable', { password })))
        }
      >
        {!known && (
          <Field
            label={t('account.password')}
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
        <Button type="submit" disabled={busy}>
          {t('account.setUpCode')}
        </Button>
      </Form>
    )
  return (
    <Form
      error={error}
      onSend={() =>
        void run(async () => {
          await auth('/two-factor/verify-totp', { code: code.replaceAll(/\s/g, '') })
          setShown(true)
        })
      }
    >
      <p>{t('account.scan')}</p>
      <Qr text={made.totpURI} title={t('account.qr')} />
      <p className={css.help}>
        {t('account.orType')}{' '}
        <code className={css.secret}>{secret?.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
      <Field
        label={t('account.code')}
        help={t('account.codeHelp')}
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <Button type="submit" look="filled" disabled={busy}>
        {t('account.confirm')}
      </Button>
    </Form>
  )
}

export function BackupCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const t = useWords()
  return (
    <div className={css.form}>
      <h2>{t('account.backupTitle')}</h2>
      <p>{t('account.backupWhy')}</p>
      <ul className={css.codes}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className={css.row}>
        <Button onClick={() => void navigator.clipboard?.writeText(codes.join('\n'))}>
          {t('account.copy')}
        </Button>
        <Button look="filled" onClick={onDone}>
          {t('account.kept')}
        </Button>
      </div>
    </div>
  )
}

export function SetUpPasskey({ onDone }: { onDone: () => void }) {
  const t = useWords()
  const { busy, error, run } = useDoing()
  const account = useAccount().data
  const [name, setName] = useState('')
  if (account && !account.passkeys) return <p className={css.help}>{t('account.passkeyNotHere')}</p>
  return (
    <Form
      error={error}
      onSend={() =>
        void run(async () => {
          await addPasskey(name || t('account.passkey'))
          setName('')
          onDone()
        })
      }
    >
      <Field
        label={t('account.passkeyName')}
        help={t('account.passkeyHelp')}
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" disabled={busy} icon={<IconKey size={18} stroke={1.75} aria-hidden />}>
        {t('account.addPasskey')}
      </Button>
    </Form>
  )
}

/** Either will do; whoever may see what is restricted needs one. */
export function ChooseFactor({
  password,
  onDone,
  onLater,
}: {
  password?: string | undefined
  onDone: () => void
  onLater?: (() => void) | undefined
}) {
  const t = useWords()
  return (
    <div className={css.factors}>
      <p>{t('account.factorWhy')}</p>
      <section className={css.factor}>
        <h2>{t('account.code')}</h2>
        <p className={css.help}>{t('account.codeAbout')}</p>
        <SetUpCode password={password} onDone={onDone} />
      </section>
      <section className={css.factor}>
        <h2>{t('account.passkey')}</h2>
        <p className={css.help}>{t('account.passkeyAbout')}</p>
        <SetUpPasskey onDone={onDone} />
      </section>
      {onLater && (
        <Button look="bare" onClick={onLater}>
          {t('account.later')}
        </Button>
      )}
    </div>
  )
}
