/** How one is told beside the page: what and when, by mail, by post to a web address, in a calendar; and what became of it. */
import { type ReactNode, useState } from 'react'
import { useHere } from '../api/hooks.ts'
import { useFormat } from '../format.ts'
import css from '../pages/account/account.module.css'
import { Field, Form, useDoing } from '../pages/account/fields.tsx'
import { Once } from '../pages/account/Once.tsx'
import { Button } from '../parts/Button.tsx'
import { Card } from '../parts/Card.tsx'
import { StateChip } from '../parts/Chip.tsx'
import { When } from '../parts/Rest.tsx'
import { languages } from '../settings.ts'
import { useWords } from '../words.tsx'
import { type Settings, useSet, useSettings } from './ask.ts'
import own from './notices.module.css'

const kinds = ['order', 'returned', 'due', 'alert'] as const
const hours = Array.from({ length: 24 }, (_, hour) => hour)
const hourText = (hour: number): string => `${String(hour).padStart(2, '0')}:00`

export function NoticeSettings() {
  const settings = useSettings()
  return (
    <When query={settings}>
      {(data) => (
        <div className={own.settings}>
          <Calendar settings={data} />
          <Hours settings={data} />
          <Mail settings={data} />
          <Web settings={data} />
          <Sent settings={data} />
        </div>
      )}
    </When>
  )
}

type Given = { settings: Settings }

function Select({
  label,
  value,
  onChange,
  children,
}: {
  label: string
  value: string
  onChange: (value: string) => void
  children: ReactNode
}) {
  return (
    <label className={css.field}>
      <b className={own.label}>{label}</b>
      <select
        className={css.input}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {children}
      </select>
    </label>
  )
}

function Hours({ settings }: Given) {
  const t = useWords()
  const { zone } = useHere().mission
  const set = useSet()
  const { busy, error, run } = useDoing()
  const [silent, setSilent] = useState<readonly string[]>(settings.silent)
  const [digest, setDigest] = useState(String(settings.digestHour ?? ''))
  const [from, setFrom] = useState(settings.quietFrom ?? '')
  const [to, setTo] = useState(settings.quietTo ?? '')
  const [language, setLanguage] = useState(settings.language)
  const [isSaved, setSaved] = useState(false)
  const send = async (): Promise<void> => {
    const change = {
      silent,
      language,
      digestHour: digest === '' ? null : Number(digest),
      quietFrom: from || null,
      quietTo: to || null,
    }
    setSaved(await run(() => set(change)))
  }
  return (
    <Card title={t('notices.ways')}>
      <Form error={error} onSend={() => void send()}>
        <fieldset className={css.choices}>
          <legend>{t('notices.kinds')}</legend>
          {kinds.map((kind) => (
            <label key={kind} className={css.check}>
              <input
                type="checkbox"
                checked={!silent.includes(kind)}
                onChange={({ target }) =>
                  setSilent(
                    target.checked ? silent.filter((one) => one !== kind) : [...silent, kind],
                  )
                }
              />
              {t(`notices.kind.${kind}`)}
            </label>
          ))}
          <p className={css.help}>{t('notices.kindsAbout')}</p>
        </fieldset>
        <Select label={t('notices.digestHour')} value={digest} onChange={setDigest}>
          <option value="">{t('notices.digestNone')}</option>
          {hours.map((hour) => (
            <option key={hour} value={hour}>
              {hourText(hour)}
            </option>
          ))}
        </Select>
        <div className={own.two}>
          <Field
            label={t('notices.quietFrom')}
            type="time"
            value={from}
            onChange={(event) => setFrom(event.target.value)}
          />
          <Field
            label={t('notices.quietTo')}
            type="time"
            value={to}
            onChange={(event) => setTo(event.target.value)}
          />
        </div>
        <p className={css.help}>
          {t('notices.quietAbout')} {t('notices.zone', { zone })}
        </p>
        <Select label={t('notices.language')} value={language} onChange={setLanguage}>
          {Object.entries(languages).map(([value, title]) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </Select>
        <div className={css.row}>
          <Button type="submit" disabled={busy}>
            {t('notices.save')}
          </Button>
          <span role="status">{isSaved && t('notices.saved')}</span>
        </div>
      </Form>
    </Card>
  )
}

function Mail({ settings: { mail, isMailTheirs, ways } }: Given) {
  const t = useWords()
  const set = useSet()
  const { busy, error, run } = useDoing()
  const [address, setAddress] = useState('')
  const [code, setCode] = useState('')
  if (!ways.mail)
    return (
      <Card title={t('notices.mail')}>
        <p className={css.help}>{t('notices.mailOff')}</p>
      </Card>
    )
  return (
    <Card title={t('notices.mail')}>
      {mail ? (
        <Form error={error} onSend={() => void run(() => set({ code }))}>
          <p className={css.row}>
            <b>{mail}</b>
            <StateChip tone={isMailTheirs ? 'fit' : 'limited'}>
              {t(isMailTheirs ? 'notices.mailStands' : 'notices.state.waiting')}
            </StateChip>
          </p>
          {!isMailTheirs && (
            <Field
              label={t('notices.code')}
              help={t('notices.mailWaits')}
              inputMode="numeric"
              autoComplete="one-time-code"
              pattern="\d{8}"
              required
              value={code}
              onChange={(event) => setCode(event.target.value.trim())}
            />
          )}
          <div className={css.row}>
            {!isMailTheirs && (
              <Button type="submit" disabled={busy}>
                {t('notices.confirm')}
              </Button>
            )}
            <Button disabled={busy} onClick={() => void run(() => set({ mail: null }))}>
              {t('notices.remove')}
            </Button>
          </div>
        </Form>
      ) : (
        <Form error={error} onSend={() => void run(() => set({ mail: address }))}>
          <Field
            label={t('notices.mailAddress')}
            type="email"
            autoComplete="email"
            required
            maxLength={254}
            value={address}
            onChange={(event) => setAddress(event.target.value)}
          />
          <div className={css.row}>
            <Button type="submit" disabled={busy}>
              {t('notices.save')}
            </Button>
          </div>
        </Form>
      )}
    </Card>
  )
}

function Web({ settings: { web, ways } }: Given) {
  const t = useWords()
  const { mission } = useHere()
  const set = useSet()
  const { busy, error, run } = useDoing()
  const [address, setAddress] = useState('')
  if (!ways.web)
    return (
      <Card title={t('notices.web')}>
        <p className={css.help}>{t('notices.webOff')}</p>
      </Card>
    )
  return (
    <Card title={t('notices.web')}>
      <Form error={error} onSend={() => void run(() => set({ web: address }))}>
        <p className={css.help}>
          {t('notices.webAbout', { path: `/api/${mission.id}/notices/key` })}
        </p>
        {web ? (
          <p className={css.row}>
            <b>{web}</b>
            <Button disabled={busy} onClick={() => void run(() => set({ web: null }))}>
              {t('notices.remove')}
            </Button>
          </p>
        ) : (
          <>
            <Field
              label={t('notices.webAddress')}
              type="url"
              pattern="https://.*"
              required
              maxLength={500}
              value={address}
              onChange={(event) => setAddress(event.target.value)}
            />
            <div className={css.row}>
              <Button type="submit" disabled={busy}>
                {t('notices.save')}
              </Button>
            </div>
          </>
        )}
      </Form>
    </Card>
  )
}

function Calendar({ settings: { calendar } }: Given) {
  const t = useWords()
  const format = useFormat()
  const { zone } = useHere().mission
  const set = useSet()
  const { busy, error, run } = useDoing()
  const [made, setMade] = useState<string>()
  const make = () =>
    run(async () => {
      const { calendarPath } = await set({ calendar: 'make' })
      setMade(calendarPath && `${location.origin}${calendarPath}`)
    })
  const end = () =>
    run(async () => {
      await set({ calendar: 'end' })
      setMade(undefined)
    })
  return (
    <Card title={t('notices.calendar')}>
      <Form error={error} onSend={() => void make()}>
        <p className={css.help}>{t('notices.calendarAbout')}</p>
        {made && (
          <Once text={made} label={t('notices.calendarOnce')} onDone={() => setMade(undefined)} />
        )}
        {calendar && (
          <p>
            {t('notices.calendarMade', {
              at: format.instant(calendar.made, zone),
              used: calendar.used ? format.instant(calendar.used, zone) : t('notices.never'),
            })}
          </p>
        )}
        <div className={css.row}>
          <Button type="submit" disabled={busy}>
            {t(calendar ? 'notices.calendarRenew' : 'notices.calendarMake')}
          </Button>
          {calendar && (
            <Button disabled={busy} onClick={() => void end()}>
              {t('notices.calendarEnd')}
            </Button>
          )}
        </div>
        {calendar && <p className={css.help}>{t('notices.calendarRenewAbout')}</p>}
      </Form>
    </Card>
  )
}

const tones = { delivered: 'fit', waiting: 'limited', 'given-up': 'out' } as const

function Sent({ settings: { deliveries, ways } }: Given) {
  const t = useWords()
  const format = useFormat()
  const { zone } = useHere().mission
  if (!ways.mail && !ways.web) return null
  return (
    <Card title={t('notices.sent')}>
      {deliveries.length === 0 && <p className={css.help}>{t('notices.sentNone')}</p>}
      <ul className={css.list}>
        {deliveries.map((one) => (
          <li key={one.id}>
            <div>
              <p>
                {t(`notices.way.${one.way}`)} · {t(`notices.sentKind.${one.kind}`)}
              </p>
              <p className={css.help}>
                {format.instant(one.made, zone)} · {t('notices.tries', { count: one.tries })}
                {one.failure && one.state !== 'delivered' ? ` · ${one.failure}` : ''}
              </p>
            </div>
            <StateChip tone={tones[one.state]}>{t(`notices.state.${one.state}`)}</StateChip>
          </li>
        ))}
      </ul>
    </Card>
  )
}
