/** Keys for programs: made with a name, a reach and an end; shown once; ended at once. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useKeys } from '../../api/account.ts'
import { post } from '../../api/client.ts'
import { useHere, useMission, useRegisters } from '../../api/hooks.ts'
import { useFormat } from '../../format.ts'
import { Button } from '../../parts/Button.tsx'
import { Card } from '../../parts/Card.tsx'
import { Empty, ErrorPanel, When } from '../../parts/Rest.tsx'
import { useWords } from '../../words.tsx'
import css from './account.module.css'
import { Field, Form, useDoing } from './fields.tsx'
import { Once } from './Once.tsx'

export function Keys() {
  const t = useWords()
  const format = useFormat()
  const mission = useMission()
  const { person } = useHere()
  const client = useQueryClient()
  const keys = useKeys()
  const { busy, error, run } = useDoing()
  const [made, setMade] = useState<string>()
  const again = () => client.invalidateQueries({ queryKey: ['account', 'keys', mission.id] })
  return (
    <Card title={t('account.keys')} aside={t('account.keysAbout')}>
      {error !== undefined && <ErrorPanel error={error} />}
      {made && <Once text={made} label={t('account.keyOnce')} onDone={() => setMade(undefined)} />}
      <When query={keys}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('account.noKeys')} why={t('account.noKeysWhy')} />
          ) : (
            <ul className={css.list}>
              {items.map((one) => (
                <li key={one.id}>
                  <div>
                    <p>
                      <b>{one.title}</b>
                      {one.member !== person.id && ` · ${t('account.ofAnother')}`}
                    </p>
                    <p className={css.help}>
                      {t(one.mayWrite ? 'account.readsWrites' : 'account.reads')}
                      {' · '}
                      {one.registers?.join(', ') ?? t('account.allRegisters')}
                    </p>
                    <p className={css.help}>
                      {t('account.keyUntil', { day: format.when(one.until.slice(0, 10)) })}
                    </p>
                  </div>
                  <Button
                    size="small"
                    disabled={busy}
                    onClick={() =>
                      void run(async () => {
                        await post(`/${mission.id}/keys/${one.id}/end`, {})
                        await again()
                      })
                    }
                  >
                    {t('account.endKey')}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </When>
      <MakeKey
        onMade={(key) => {
          setMade(key)
          void again()
        }}
      />
    </Card>
  )
}

function MakeKey({ onMade }: { onMade: (key: string) => void }) {
  const t = useWords()
  const mission = useMission()
  const registers = useRegisters().data?.items ?? []
  const { busy, error, run } = useDoing()
  const [title, setTitle] = useState('')
  const [days, setDays] = useState('90')
  const [mayWrite, setWrite] = useState(false)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const send = () =>
    run(async () => {
      const { key } = await post<{ key: string }>(`/${mission.id}/keys`, {
        title,
        days: Number(days),
        mayWrite,
        ...(chosen.length > 0 ? { registers: chosen } : {}),
      })
      setTitle('')
      onMade(key)
    })
  return (
    <details className={css.more}>
      <summary>{t('account.makeKey')}</summary>
      <Form error={error} onSend={() => void send()}>
        <Field
          label={t('account.keyTitle')}
          required
          maxLength={80}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
        <Field
          label={t('account.keyDays')}
          type="number"
          min={1}
          max={400}
          required
          value={days}
          onChange={(event) => setDays(event.target.value)}
        />
        <label className={css.check}>
          <input
            type="checkbox"
            checked={mayWrite}
            onChange={(event) => setWrite(event.target.checked)}
          />
          {t('account.keyMayWrite')}
        </label>
        <fieldset className={css.choices}>
          <legend>{t('account.keyRegisters')}</legend>
          <p className={css.help}>{t('account.keyRegistersHelp')}</p>
          <div>
            {registers.map(({ name, plural }) => (
              <label key={name} className={css.check}>
                <input
                  type="checkbox"
                  checked={chosen.includes(name)}
                  onChange={(event) =>
                    setChosen(
                      event.target.checked
                        ? [...chosen, name]
                        : chosen.filter((one) => one !== name),
                    )
                  }
                />
                {plural}
              </label>
            ))}
          </div>
        </fieldset>
        <Button type="submit" disabled={busy}>
          {t('account.makeKey')}
        </Button>
      </Form>
    </details>
  )
}
