/**
 * An incident in half a minute: what, where, send. Time is now unless tapped otherwise; title, code and whom it touches are
 * filled in and may be changed. A group, a source and the rest are for the watch to add.
 */
import { useMemo, useState } from 'react'
import { useList, useMission, useRegister } from '../api/hooks.ts'
import { Warned } from '../form/Warned.tsx'
import { useFormat } from '../format.ts'
import { Button } from '../parts/Button.tsx'
import {
  IconAbduction,
  IconAccident,
  type IconAlert,
  IconAmbush,
  IconBomb,
  IconDots,
  IconDrone,
  IconExchange,
  IconFlag,
  IconFlagOff,
  IconGunfire,
  IconSeized,
  IconShield,
} from '../parts/icons.ts'
import { useTerm, useWords } from '../words.tsx'
import { FieldFrame } from './FieldFrame.tsx'
import css from './field.module.css'
import { ago, codeOf, placesOf, titleOf, touchesOf } from './seen.ts'
import { Foot, Question, Taps } from './Taps.tsx'
import { useDeed } from './useDeed.ts'

/** Found by its shape before it is read. */
const icons: Readonly<Record<string, typeof IconAlert>> = {
  attack: IconBomb,
  ambush: IconAmbush,
  abduction: IconAbduction,
  exchangeOfFire: IconExchange,
  operation: IconShield,
  accident: IconAccident,
  droneStrike: IconDrone,
  seizure: IconSeized,
  recapture: IconFlag,
  groundLost: IconFlagOff,
  gunfire: IconGunfire,
  other: IconDots,
}
const minutes = [0, 15, 60, 180] as const
const placesMost = 8

export default function IncidentForm() {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const { zone } = useMission()
  const register = useRegister('incident')
  const late = useList('incident', { limit: 100, sort: '-occurredOn' }, { moment: false })
  const deed = useDeed()
  const [kind, setKind] = useState<string>()
  const [touches, setTouches] = useState<string>()
  const [since, setSince] = useState('0')
  const [where, setWhere] = useState<string>()
  const [other, setOther] = useState('')
  const [title, setTitle] = useState<string>()
  const [now, setNow] = useState(() => Date.now())
  const code = useMemo(
    () => codeOf(new Date(now), crypto.getRandomValues(new Uint8Array(4))),
    [now],
  )
  const places = useMemo(() => placesOf(late.data?.items ?? [], placesMost), [late.data])
  const place =
    where === 'other'
      ? other.trim()
        ? { name: other.trim(), precision: 'unknown' }
        : undefined
      : places.find(({ name }) => name === where)
  const word = (name: string, value: string): string => {
    const said = term(`choice.incident.${name}`, value)
    return said.charAt(0).toUpperCase() + said.slice(1)
  }
  const said = title ?? (kind ? titleOf(word('kind', kind), place?.name) : '')
  const occurred = ago(now, Number(since))
  return (
    <FieldFrame
      form="incident"
      deed={deed}
      onAgain={() => {
        setKind(undefined)
        setTouches(undefined)
        setWhere(undefined)
        setTitle(undefined)
        setOther('')
        setSince('0')
        setNow(Date.now())
      }}
    >
      <Question title={t('thumb.whatHappened')}>
        <Taps
          taps={(register?.fields.kind?.options ?? []).map((one) => ({
            value: one,
            title: word('kind', one),
            Icon: icons[one],
          }))}
          value={kind}
          onTap={setKind}
        />
      </Question>
      {kind && (
        <>
          <Question follows title={t('thumb.where')} help={t('thumb.whereHelp')}>
            <Taps
              taps={[
                ...places.map(({ name }) => ({ value: name ?? '', title: name })),
                { value: 'other', title: t('thumb.elsewhere') },
              ]}
              value={where}
              onTap={setWhere}
            />
            {where === 'other' && (
              <input
                className={css.find}
                aria-label={t('thumb.placeName')}
                placeholder={t('thumb.placeName')}
                maxLength={120}
                value={other}
                onChange={(event) => setOther(event.currentTarget.value)}
              />
            )}
          </Question>
          <Question title={t('thumb.when')}>
            <Taps
              taps={minutes.map((one) => ({
                value: String(one),
                title: one === 0 ? t('thumb.justNow') : t('thumb.ago', { count: one }),
                note: format.instant(ago(now, one), zone).split(', ').at(-1),
              }))}
              value={since}
              onTap={setSince}
            />
            <p className={css.label}>{t('thumb.touches')}</p>
            <Taps
              taps={(register?.fields.touches?.options ?? []).map((one) => ({
                value: one,
                title: word('touches', one),
              }))}
              value={touches ?? touchesOf(kind)}
              onTap={setTouches}
            />
            <label className={css.label} htmlFor="thumb-title">
              {t('thumb.titleIs')}
            </label>
            <input
              id="thumb-title"
              className={css.find}
              maxLength={300}
              value={said}
              onChange={(event) => setTitle(event.currentTarget.value)}
            />
            <Warned text={`${said}\n${where === 'other' ? other : ''}`} namesNobody />
          </Question>
        </>
      )}
      <Foot>
        <Button
          look="filled"
          disabled={deed.sending || !kind || said.trim() === ''}
          onClick={() =>
            kind &&
            void deed.act({
              register: 'incident',
              verb: 'enter',
              input: {
                code,
                title: said.trim(),
                kind,
                touches: touches ?? touchesOf(kind),
                occurredOn: occurred,
                ...(place ? { where: place } : {}),
              },
            })
          }
        >
          {t('thumb.report')}
        </Button>
      </Foot>
    </FieldFrame>
  )
}
