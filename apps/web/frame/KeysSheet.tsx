/** The sheet of keys, made from the table that binds them; and the switch for those that are a single sign. */
import { Fragment, useState } from 'react'
import { Sheet } from '../parts/Sheet.tsx'
import { useWords } from '../words.tsx'
import css from './KeysSheet.module.css'
import { bindings, pageLetters, singleKeys } from './keys.ts'
import { usePlaces } from './Rail.tsx'

const glyphs: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
}
const isMac = /mac|iphone|ipad/i.test(navigator.userAgent)

export default function KeysSheet({ onClose }: { onClose: () => void }) {
  const t = useWords()
  const [areOn, setOn] = useState(singleKeys.areOn)
  const places = usePlaces()
  const named = (one: string): string => {
    if (one === 'Ctrl') return isMac ? '⌘' : t('keys.ctrl')
    if (one === ' ') return t('keys.space')
    return glyphs[one] ?? (one.length === 1 ? one.toUpperCase() : one)
  }
  const shown = (press: string) =>
    (press === ' ' ? [press] : press.split(/[+ ]/)).map((one, index) => (
      <Fragment key={one}>
        {index > 0 && ' '}
        <kbd>{named(one)}</kbd>
      </Fragment>
    ))
  const pages = [...places.first, ...places.desks, ...places.across]
    .map(({ to, title }) => ({ to: to === '/' ? '/overview' : to, title }))
    .filter(({ to }) => pageLetters[to])
  return (
    <Sheet title={t('keys.title')} open wide onClose={onClose}>
      <div className={css.groups}>
        {(['frame', 'list'] as const).map((where) => (
          <section key={where} aria-label={t(`keys.${where}`)}>
            <h3>{t(`keys.${where}`)}</h3>
            <dl className={css.keys}>
              {bindings
                .filter((one) => one.where === where)
                .map(({ does, press }) => (
                  <div key={does}>
                    <dt>
                      {press.map((one, index) => (
                        <Fragment key={one}>
                          {index > 0 && <span className={css.or}>{t('keys.or')}</span>}
                          <span>{shown(one)}</span>
                        </Fragment>
                      ))}
                    </dt>
                    <dd>{t(`keys.does.${does}`)}</dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
        <section aria-label={t('keys.pages')}>
          <h3>{t('keys.pages')}</h3>
          <dl className={css.keys}>
            {pages.map(({ to, title }) => (
              <div key={to}>
                <dt>{shown(`g ${pageLetters[to]}`)}</dt>
                <dd>{title}</dd>
              </div>
            ))}
          </dl>
          <p className={css.quiet}>{t('keys.others')}</p>
        </section>
      </div>
      <label className={css.turn}>
        <input
          type="checkbox"
          checked={areOn}
          onChange={(event) => {
            singleKeys.turn(event.target.checked)
            setOn(event.target.checked)
          }}
        />
        {t('keys.single')}
      </label>
    </Sheet>
  )
}
