/**
 * Help for the page one is on, beside it: what it answers and what one does there; on a list, a form or a record, what the
 * register itself says: its verbs, who may do them, its fields, how long it is kept. Escape closes it.
 */
import { useParams, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useMission, useRegister, useRegisters } from '../api/hooks.ts'
import type { RegisterView, VerbView } from '../api/types.ts'
import { Go } from '../parts/Go.tsx'
import { IconX } from '../parts/icons.ts'
import { Skeleton } from '../parts/Rest.tsx'
import { useModelWord } from '../record/modelWords.ts'
import { isHandling, verbTitle } from '../record/verbTitle.ts'
import { useLanguage, useTerm, useWords } from '../words.tsx'
import { FieldSaid } from './FieldAbout.tsx'
import css from './help.module.css'
import { helpKeys } from './pages.ts'

export default function HelpDrawer({
  className,
  onClose,
}: {
  className: string
  onClose: () => void
}) {
  const { t, has } = useLanguage()
  const mission = useMission()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const { register: name, id, verb } = useParams({ strict: false }) as Record<string, string>
  const registers = useRegisters()
  const register = useRegister(name ?? '')
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    const opener = document.activeElement
    box.current?.focus({ preventScroll: true })
    return () => {
      if (opener instanceof HTMLElement) opener.focus({ preventScroll: true })
    }
  }, [])
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !document.querySelector('dialog[open]')) onClose()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [onClose])
  const inside = path.slice(mission.id.length + 1)
  const key = helpKeys(inside).find(has)
  const tips = [1, 2, 3, 4].map((nth) => `${key}.tip.${nth}`).filter(has)
  return (
    <aside
      ref={box}
      className={`${className} ${css.drawer}`}
      tabIndex={-1}
      aria-label={t('frame.help')}
      data-print="no"
    >
      <div className={css.top}>
        <h2>{t('help.title')}</h2>
        <button type="button" className={css.close} aria-label={t('close')} onClick={onClose}>
          <IconX size={20} stroke={1.75} aria-hidden />
        </button>
      </div>
      <div className={css.body}>
        {key && <p>{t(key)}</p>}
        {tips.length > 0 && (
          <ul className={css.tips}>
            {tips.map((tip) => (
              <li key={tip}>{t(tip)}</li>
            ))}
          </ul>
        )}
        {name && registers.isPending && <Skeleton lines={6} />}
        {register && <Register register={register} verb={id ? verb : undefined} />}
        <section>
          <h3>{t('help.always')}</h3>
          <ul className={css.tips}>
            <li>{t('help.tip.times')}</li>
            <li>{t('help.tip.figure')}</li>
            <li>{t('help.tip.find')}</li>
            <li>{t('help.tip.keys')}</li>
            <li>{t('help.tip.mend')}</li>
          </ul>
          <p>
            <Go to="/registers">{t('help.registers')}</Go>
          </p>
        </section>
      </div>
    </aside>
  )
}

function Register({ register, verb }: { register: RegisterView; verb: string | undefined }) {
  const t = useWords()
  const term = useTerm()
  const asked = verb ? register.verbs[verb] : undefined
  const verbs = Object.entries(register.verbs).filter(([one]) => !isHandling(one))
  return (
    <>
      <section>
        <h3>{register.plural}</h3>
        <p>{register.about}</p>
        <p className={css.quiet}>{t(`label.${register.label}.help`)}</p>
      </section>
      {verb && asked && (
        <section>
          <h3>{verbTitle(t, verb, asked)}</h3>
          <Verb register={register} name={verb} verb={asked} />
        </section>
      )}
      {!asked && (
        <section>
          <h3>{t('help.verbs')}</h3>
          <dl className={css.list}>
            {verbs.map(([one, view]) => (
              <div key={one}>
                <dt>{verbTitle(t, one, view)}</dt>
                <dd>
                  <Verb register={register} name={one} verb={view} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {register.states.length > 1 && (
        <section>
          <h3>{t('help.states')}</h3>
          <p>{register.states.map((one) => term(`state.${register.name}`, one)).join(' · ')}</p>
        </section>
      )}
      <section>
        <h3>{t('help.fields')}</h3>
        {Object.entries(register.fields)
          .filter(([one]) => !asked?.takes || asked.takes.includes(one))
          .map(([one, field]) => (
            <details key={one} className={css.field}>
              <summary>{field.title}</summary>
              <FieldSaid register={register.name} name={one} field={field} />
            </details>
          ))}
      </section>
      {register.retention && (
        <section>
          <h3>{t('retention.title')}</h3>
          <p>
            {'months' in register.retention
              ? t('retention.months', {
                  count: register.retention.months,
                  states: register.retention.after
                    .map((one) => term(`state.${register.name}`, one))
                    .join(', '),
                })
              : t('retention.permanent', { why: register.retention.permanent })}
          </p>
        </section>
      )}
    </>
  )
}

/** From where to where, by whom; and that one is one of them. */
function Verb({ register, name, verb }: { register: RegisterView; name: string; verb: VerbView }) {
  const t = useWords()
  const term = useTerm()
  const role = useModelWord('role')
  const state = (one: string): string => term(`state.${register.name}`, one)
  const from = [verb.from ?? []].flat()
  const by = (verb.by ?? []).filter((one) => one !== 'importer').map(role)
  return (
    <>
      {from.length > 0 && (
        <p>
          {verb.to
            ? t('help.leads', { from: from.map(state).join(', '), to: state(verb.to) })
            : t('help.from', { from: from.map(state).join(', ') })}
        </p>
      )}
      <p className={css.quiet}>
        {register.may.includes(name) ? t('help.may') : t('help.by', { roles: by.join(', ') })}
        {verb.reason && ` ${t('help.reason')}`}
      </p>
    </>
  )
}
