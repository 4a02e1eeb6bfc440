/** What was decided, by whom and who was asked; and duties to states and bodies by how they stand, overdue first. */
import { useList } from '../../api/hooks.ts'
import { useFormat } from '../../format.ts'
import { Card } from '../../parts/Card.tsx'
import { StateChip } from '../../parts/Chip.tsx'
import { Go, recordPath } from '../../parts/Go.tsx'
import { List, ListRow } from '../../parts/ListRow.tsx'
import { Empty, When } from '../../parts/Rest.tsx'
import { useTerm, useWords } from '../../words.tsx'
import { dayOf } from '../desk/deadlineRows.tsx'
import { useBodies } from './useMandate.ts'

export const duties = ['renewal', 'relief', 'arrival', 'support', 'report', 'review', 'other']

export function Decisions() {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const bodiesOf = useBodies()
  const decisions = useList('decision', { limit: 50, sort: '-decidedOn' })
  return (
    <Card
      title={t('mandate.decisions')}
      aside={t('mandate.newest')}
      action={<Go to="/r/decision">{t('mandate.all')}</Go>}
    >
      <When query={decisions}>
        {({ items, refs }) =>
          items.length === 0 ? (
            <Empty title={t('mandate.noDecisions')} why={t('mandate.noDecisionsWhy')} />
          ) : (
            <List label={t('mandate.decisions')}>
              {items.map(({ id, fields, state }) => (
                <ListRow
                  key={id}
                  lead={format.when(String(fields.decidedOn))}
                  title={String(fields.title)}
                  caption={[
                    refs?.[String(fields.setBy)]?.caption,
                    bodiesOf(fields.consulted).length > 0
                      ? t('mandate.consulted', { names: bodiesOf(fields.consulted).join(', ') })
                      : '',
                    term('choice.decision.kind', String(fields.kind)),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                  end={state === 'taken' ? undefined : term('state.decision', state)}
                  to={recordPath('decision', id)}
                />
              ))}
            </List>
          )
        }
      </When>
    </Card>
  )
}

export function Duties({ day }: { day: string }) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const obligations = useList('obligation', { kind: duties, limit: 200 })
  return (
    <Card title={t('mandate.conditions')} action={<Go to="/r/obligation">{t('mandate.all')}</Go>}>
      <When query={obligations}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('mandate.noConditions')} why={t('mandate.noConditionsWhy')} />
          ) : (
            <List label={t('mandate.conditions')}>
              {[...items]
                .sort(
                  (a, b) =>
                    Number(a.state !== 'open') - Number(b.state !== 'open') ||
                    (String(a.fields.dueOn ?? '~') < String(b.fields.dueOn ?? '~') ? -1 : 1),
                )
                .map((one) => {
                  const due = dayOf(one.fields.dueOn)
                  const late = one.state === 'open' && due !== null && due < day
                  return (
                    <ListRow
                      key={one.id}
                      title={one.caption}
                      caption={[
                        t(`mandate.duty.${String(one.fields.kind)}`),
                        due
                          ? t('mandate.dueOn', { date: format.when(String(one.fields.dueOn)) })
                          : t('chart.noDate'),
                      ].join(' · ')}
                      end={
                        <StateChip
                          tone={
                            late
                              ? 'late'
                              : one.state === 'open'
                                ? 'limited'
                                : one.state === 'settled'
                                  ? 'fit'
                                  : 'unknown'
                          }
                        >
                          {late ? t('mandate.late') : term('state.obligation', one.state)}
                        </StateChip>
                      }
                      to={recordPath('obligation', one.id)}
                    />
                  )
                })}
            </List>
          )
        }
      </When>
    </Card>
  )
}
