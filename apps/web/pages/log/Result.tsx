/** What the verifier found: it holds, and what that means; or the first thing that is wrong. */
import type { BrokenLog, VerifiedLog } from '@konbit/proof'
import { useMission } from '../../api/hooks.ts'
import { useFormat } from '../../format.ts'
import { StateChip } from '../../parts/Chip.tsx'
import { useWords } from '../../words.tsx'
import css from './log.module.css'

export function Result({ result }: { result: VerifiedLog | BrokenLog }) {
  const t = useWords()
  const format = useFormat()
  const { zone } = useMission()
  if (!result.ok)
    return (
      <div className={css.result} data-wrong>
        <StateChip tone="out">{t('log.wrong')}</StateChip>
        <p>{t('log.wrongText')}</p>
        <p lang="en" className={css.said}>
          {result.at ? `${result.at}: ` : ''}
          {result.wrong}
        </p>
        {result.entry !== undefined && <p>{t('log.wrongEntry', { seq: result.entry })}</p>}
        <p className={css.quiet}>{t('log.wrongNow')}</p>
      </div>
    )
  return (
    <div className={css.result}>
      <StateChip tone="fit">{t('log.holds')}</StateChip>
      <p>{t('log.holdsText', { size: result.size })}</p>
      {result.since && <p>{t('log.holdsSince', { size: result.since.size })}</p>}
      <p>{t(result.isKeyServed ? 'log.keyServed' : 'log.keyOwn')}</p>
      {result.witnesses.length > 0 && (
        <p>
          {t('log.holdsWitnesses', {
            names: result.witnesses
              .map(
                ({ name, seconds }) =>
                  `${name} (${format.instant(new Date(seconds * 1000).toISOString(), zone)})`,
              )
              .join(', '),
          })}
        </p>
      )}
    </div>
  )
}
