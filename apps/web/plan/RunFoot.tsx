/** By what the picture was drawn: replications done and wanted, the seed, the digest; stop, go on, another seed. */
import type { PlanModel } from '../api/plan.ts'
import { useFormat } from '../format.ts'
import { Button } from '../parts/Button.tsx'
import { Card } from '../parts/Card.tsx'
import { Segments } from '../parts/Segments.tsx'
import { useWords } from '../words.tsx'
import { type Choices, runsOffered } from './choices.ts'
import css from './plan.module.css'
import runs from './studies.module.css'
import type { Played } from './usePlay.ts'

export function RunFoot({
  plan,
  choices,
  played,
  onChange,
}: {
  plan: PlanModel
  choices: Choices
  played: Played
  onChange: (change: Partial<Choices>) => void
}) {
  const t = useWords()
  const format = useFormat()
  const { at, done, of } = played
  return (
    <Card className={runs.run}>
      <div className={runs.runLine}>
        <p className={runs.runSaid}>
          <b>{t(`plan.run.${at}`, { done, of })}</b>
          <progress aria-label={t('plan.progress')} max={of} value={at === 'done' ? of : done} />
          {at === 'work' && (
            <Button size="small" onClick={played.stop}>
              {t('plan.stop')}
            </Button>
          )}
          {at === 'stopped' && (
            <Button size="small" onClick={played.resume}>
              {t('plan.resume')}
            </Button>
          )}
        </p>
        <Segments
          label={t('plan.runs')}
          value={String(choices.runs)}
          choices={runsOffered.map((runs) => ({ value: String(runs), title: format.number(runs) }))}
          onChoose={(runs) => onChange({ runs: Number(runs) })}
        />
        <label className={css.seed}>
          <span>{t('plan.seed')}</span>
          <input
            value={choices.seed}
            maxLength={40}
            spellCheck={false}
            autoComplete="off"
            onChange={({ target }) => onChange({ seed: target.value || '1' })}
          />
        </label>
      </div>
      <p className={runs.digest}>
        {t('plan.sameAnywhere')} {plan.engine}
        {played.digest && (
          <>
            {' · '}
            <span title={played.digest}>
              {t('plan.digest')}{' '}
              <code data-digest={played.digest}>{played.digest.slice(0, 16)}</code>
            </span>
          </>
        )}
      </p>
    </Card>
  )
}
