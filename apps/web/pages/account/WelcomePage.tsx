/**
 * Opening a one-time link: the first access officer, an invited member, or somebody who comes back. The token stands after
 * the # and leaves this page only when it is used.
 */
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { accept, look, type Pass, useForget } from '../../api/account.ts'
import { Button } from '../../parts/Button.tsx'
import { When } from '../../parts/Rest.tsx'
import { useWords } from '../../words.tsx'
import { Alone } from './Alone.tsx'
import { ChooseFactor } from './Factor.tsx'
import { Field, Form, useDoing } from './fields.tsx'

export default function WelcomePage() {
  const t = useWords()
  const [token] = useState(() => location.hash.slice(1))
  const [password, setPassword] = useState<string>()
  const pass = useQuery({
    queryKey: ['pass', token],
    queryFn: () => look(token),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const title = t(`account.welcome.${pass.data?.kind ?? 'link'}`)
  return (
    <Alone
      title={password === undefined ? title : t('account.factorTitle')}
      above={pass.data?.missionName}
    >
      <When query={pass}>
        {(found) =>
          password === undefined ? (
            <MakeAccount pass={found} token={token} onMade={setPassword} />
          ) : (
            <Then mission={found.mission} password={password} />
          )
        }
      </When>
    </Alone>
  )
}

function MakeAccount({
  pass,
  token,
  onMade,
}: {
  pass: Pass
  token: string
  onMade: (password: string) => void
}) {
  const t = useWords()
  const { busy, error, run } = useDoing()
  const [email, setEmail] = useState(pass.email ?? '')
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const isNew = pass.kind !== 'recovery'
  const send = () =>
    run(async () => {
      await accept({ token, password, ...(isNew ? { email, name } : {}) })
      history.replaceState(null, '', location.pathname)
      onMade(password)
    })
  return (
    <Form error={error} onSend={() => void send()}>
      <p>{t(`account.welcome.${pass.kind}Why`)}</p>
      {isNew && (
        <>
          <Field
            label={t('account.email')}
            type="email"
            autoComplete="username"
            required
            readOnly={pass.email !== null}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
          <Field
            label={t('account.name')}
            help={t('account.nameHelp')}
            autoComplete="name"
            required
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </>
      )}
      <Field
        label={t('account.newPassword')}
        help={t('account.newPasswordHelp')}
        type="password"
        autoComplete="new-password"
        required
        minLength={12}
        maxLength={256}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Button type="submit" look="filled" disabled={busy}>
        {t(isNew ? 'account.make' : 'account.comeBack')}
      </Button>
    </Form>
  )
}

function Then({ mission, password }: { mission: string; password: string }) {
  const navigate = useNavigate()
  const forget = useForget()
  const go = (): void =>
    void forget().then(() => navigate({ to: `/${mission}` as never, search: {} as never }))
  return <ChooseFactor password={password} onDone={go} onLater={go} />
}
