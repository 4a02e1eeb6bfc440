/** The scenarios that can be set side by side; each is ticked or not. What cannot be played says why. */
import { hueOf } from '../charts/hues.ts'
import { Card } from '../parts/Card.tsx'
import { RecordState } from '../parts/Chip.tsx'
import { Go, GoRecord } from '../parts/Go.tsx'
import { useLanguage } from '../words.tsx'
import type { Candidate } from './scenarios.ts'
import css from './studies.module.css'

export function ScenarioList({
  all,
  chosen,
  onToggle,
}: {
  all: readonly Candidate[]
  chosen: readonly Candidate[]
  onToggle: (one: Candidate) => void
}) {
  const { t, has } = useLanguage()
  return (
    <Card
      title={t('plan.scenarios')}
      aside={t('plan.scenariosAside')}
      action={<Go to="/r/scenario">{t('plan.all')}</Go>}
    >
      <ul className={css.candidates}>
        {all.map((one) => {
          const place = chosen.findIndex(({ key }) => key === one.key)
          const [first] = one.refusals ?? []
          return (
            <li key={one.key}>
              <label>
                <input
                  type="checkbox"
                  checked={place >= 0}
                  disabled={!one.model}
                  onChange={() => onToggle(one)}
                />
                <span
                  className={css.hue}
                  style={place < 0 ? undefined : { background: hueOf(place) }}
                  aria-hidden
                />
                <span>{one.title}</span>
              </label>
              <span className={css.candidateEnd}>
                {one.state && <RecordState register="scenario" state={one.state} />}
                {one.record && one.model && (
                  <Go
                    to="/plan"
                    search={{ scenario: one.record }}
                    aria-label={t('plan.turnOf', { title: one.title })}
                  >
                    {t('plan.turn')}
                  </Go>
                )}
                {one.record && (
                  <GoRecord
                    register="scenario"
                    id={one.record}
                    aria-label={t('plan.openOf', { title: one.title })}
                  >
                    {t('plan.open')}
                  </GoRecord>
                )}
              </span>
              {first && (
                <p className={css.why}>
                  {t('plan.refusedTitle')}:{' '}
                  {has(first.key) ? t(first.key, first.values) : first.key}{' '}
                  <code>{first.path}</code>
                </p>
              )}
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
