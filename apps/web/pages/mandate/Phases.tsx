/** Go or no-go of each phase at the page's moment, and why: each condition with its figure against its threshold. */
import { useFormat } from '../../format.ts'
import { Card } from '../../parts/Card.tsx'
import { StateChip, type Tone } from '../../parts/Chip.tsx'
import { Go, recordPath } from '../../parts/Go.tsx'
import { List, ListRow } from '../../parts/ListRow.tsx'
import { Empty, When } from '../../parts/Rest.tsx'
import { useSaid, useTerm, useWords } from '../../words.tsx'
import css from './mandate.module.css'
import { type Condition, useMandate } from './useMandate.ts'

const phaseTones = { go: 'fit', noGo: 'out', unknown: 'unknown' } as const
const tones: Readonly<Record<Condition['verdict'], Tone>> = {
  met: 'fit',
  notMet: 'out',
  unknown: 'unknown',
  waived: 'limited',
}

export function Phases() {
  const t = useWords()
  const asked = useMandate()
  return (
    <Card
      title={t('mandate.phases')}
      aside={t('mandate.phasesAside')}
      action={<Go to="/r/phaseCondition">{t('mandate.all')}</Go>}
    >
      <When query={asked}>
        {({ phases }) =>
          phases.length === 0 ? (
            <Empty title={t('mandate.noPhases')} why={t('mandate.noPhasesWhy')} />
          ) : (
            <div className={css.phases}>
              {phases.map(({ phase, verdict, conditions }) => (
                <section key={phase} aria-label={phase}>
                  <h3 className={css.phase}>
                    <span>{phase}</span>
                    <StateChip tone={phaseTones[verdict]}>{t(`mandate.${verdict}`)}</StateChip>
                  </h3>
                  <List label={phase}>
                    {conditions.map((one) => (
                      <ConditionRow key={one.id} one={one} />
                    ))}
                  </List>
                </section>
              ))}
            </div>
          )
        }
      </When>
    </Card>
  )
}

function ConditionRow({ one }: { one: Condition }) {
  const t = useWords()
  const term = useTerm()
  const said = useSaid()
  const format = useFormat()
  const figure =
    one.measure && one.threshold !== null
      ? t('mandate.against', {
          value: one.value === null ? '–' : format.number(one.value),
          comparator: term('choice.phaseCondition.comparator', String(one.comparator)),
          threshold: format.number(one.threshold),
          measure: said(`measure.${one.measure}`, one.measureTitle ?? one.measure),
        })
      : one.statedOn
        ? t('mandate.judgedOn', { date: format.when(one.statedOn) })
        : ''
  return (
    <ListRow
      title={one.caption}
      caption={[
        figure,
        ['computed', 'judged', 'waived'].includes(one.why) ? '' : t(`mandate.why.${one.why}`),
        one.dueOn ? t('mandate.holdBy', { date: format.when(one.dueOn) }) : '',
      ]
        .filter(Boolean)
        .join(' · ')}
      end={<StateChip tone={tones[one.verdict]}>{t(`mandate.verdict.${one.verdict}`)}</StateChip>}
      to={recordPath('phaseCondition', one.id)}
    />
  )
}
