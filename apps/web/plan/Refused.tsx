/** Why a plan cannot be played: each reason in words, with the place in the model that it speaks of. */
import type { Refusal } from '@konbit/planner'
import { IconAlert } from '../parts/icons.ts'
import { useLanguage } from '../words.tsx'
import css from './plan.module.css'

const SHOWN = 8

export function Refused({ refusals, why }: { refusals?: readonly Refusal[]; why?: string }) {
  const { t, has } = useLanguage()
  return (
    <div className={css.refused} role="alert">
      <IconAlert size={20} stroke={1.75} aria-hidden />
      <div>
        <p className={css.refusedTitle}>{t('plan.refusedTitle')}</p>
        {why && <p>{why}</p>}
        <ul>
          {refusals?.slice(0, SHOWN).map(({ path, key, values }) => (
            <li key={`${path} ${key}`}>
              {has(key) ? t(key, values) : key} <code>{path || '/'}</code>
            </li>
          ))}
        </ul>
        <p>{t('plan.refusedDo')}</p>
      </div>
    </div>
  )
}
