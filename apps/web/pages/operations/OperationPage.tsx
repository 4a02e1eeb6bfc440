/**
 * One operation: what it is for, who leads and who decided, how soon the wounded reach a surgeon, whom it may harm; then its
 * patrols, its orders, the force that was used, what was taken up, what was learnt.
 */
import { useParams } from '@tanstack/react-router'
import { useList, useRecord, useRegister } from '../../api/hooks.ts'
import type { RecordView } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { GoButton } from '../../parts/Button.tsx'
import { Card, PageHead } from '../../parts/Card.tsx'
import { OutlineChip, RecordState } from '../../parts/Chip.tsx'
import { useCaption } from '../../parts/caption.ts'
import { Go, recordPath } from '../../parts/Go.tsx'
import { List, ListRow } from '../../parts/ListRow.tsx'
import { Skeleton, When } from '../../parts/Rest.tsx'
import { useWhoIs } from '../../parts/usePersonTitle.ts'
import { useTerm, useWords } from '../../words.tsx'
import css from './operations.module.css'

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

export default function OperationPage() {
  const t = useWords()
  const { id } = useParams({ strict: false }) as { id: string }
  const record = useRecord('operation', id)
  return (
    <When
      query={record}
      skeleton={
        <Card title={t('ops.operations')}>
          <Skeleton lines={10} height={22} />
        </Card>
      }
    >
      {(one) => <Whole one={one} />}
    </When>
  )
}

function Whole({ one }: { one: RecordView }) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const whoIs = useWhoIs()
  const register = useRegister('operation')
  const titleOfField = (name: string): string => register?.fields[name]?.title ?? name
  const { fields, state, id } = one
  const where = fields.where as { name?: string } | undefined
  const decidedBy = text(fields.decidedBy)
  const facts: [string, string | undefined][] = [
    ['lead', term('choice.operation.lead', text(fields.lead) ?? '')],
    [
      'startsOn',
      [fields.startsOn, fields.endsOn]
        .flatMap((day) => (text(day) ? [format.when(text(day) as string)] : []))
        .join(' – '),
    ],
    ['where', where?.name],
    ['personsPlanned', number(fields.personsPlanned)],
    ['hostPersons', number(fields.hostPersons)],
    ['reserve', text(fields.reserve)],
    ['airSupport', term('choice.operation.airSupport', text(fields.airSupport) ?? '')],
    [
      'minutesToCare',
      fields.minutesToCare ? t('ops.minutes', { count: Number(fields.minutesToCare) }) : undefined,
    ],
    ['evacuation', text(fields.evacuation)],
    ['harmRisk', term('choice.operation.harmRisk', text(fields.harmRisk) ?? '')],
    ['harmMeasures', text(fields.harmMeasures)],
    [
      'decidedBy',
      decidedBy &&
        [whoIs(decidedBy), text(fields.decidedOn) && format.when(text(fields.decidedOn) as string)]
          .filter(Boolean)
          .join(', '),
    ],
    [
      'outcome',
      fields.outcome ? term('choice.operation.outcome', text(fields.outcome) ?? '') : undefined,
    ],
    ['result', text(fields.result)],
  ]
  function number(value: unknown): string | undefined {
    return typeof value === 'number' ? format.number(value) : undefined
  }
  return (
    <>
      <PageHead
        path={
          <Go to="/operations" className={css.quiet}>
            {t('ops.title')}
          </Go>
        }
        title={one.caption}
        marks={
          <>
            <RecordState state={state} register="operation" />
            <OutlineChip>{term('choice.operation.lead', text(fields.lead) ?? '')}</OutlineChip>
          </>
        }
        actions={<GoButton to={recordPath('operation', id)}>{t('ops.toRecord')}</GoButton>}
      />
      <div className={css.page}>
        <Card title={titleOfField('objective')}>
          <p className={css.prose}>{text(fields.objective)}</p>
        </Card>
        <Card title={t('ops.plan')} aside={t('ops.planAside')}>
          <dl className={css.facts}>
            {facts.map(([key, value]) => (
              <div key={key}>
                <dt>{titleOfField(key)}</dt>
                <dd>{value || t('ops.notSaid')}</dd>
              </div>
            ))}
          </dl>
        </Card>
        <div className={css.two}>
          <Of register="patrol" id={id} sort="-plannedOn" />
          <div className={css.stack}>
            <Of register="order" id={id} sort="-issuedOn" />
            <Of register="useOfForce" id={id} sort="-occurredOn" />
            <Of register="seizure" id={id} sort="-occurredOn" />
            <Of register="afterAction" id={id} sort="-heldOn" />
          </div>
        </div>
      </div>
    </>
  )
}

/** Records that refer to the operation. */
function Of({ register, id, sort }: { register: string; id: string; sort: string }) {
  const t = useWords()
  const caption = useCaption()
  const list = useList(register, { operation: id, limit: 12, sort })
  const title = useRegister(register)?.plural ?? register
  const items = list.data?.items ?? []
  const total = list.data?.total ?? items.length
  return (
    <Card
      title={title}
      aside={String(total)}
      action={
        total > items.length ? (
          <Go to={`/r/${register}`} search={{ operation: id }}>
            {t('ops.all')}
          </Go>
        ) : undefined
      }
    >
      {items.length === 0 ? (
        <p className={css.quiet}>{t('ops.noneOf')}</p>
      ) : (
        <List label={title}>
          {items.map((one) => (
            <ListRow
              key={one.id}
              title={caption(register, one.caption)}
              end={<RecordState state={one.state} register={register} />}
              to={recordPath(register, one.id)}
            />
          ))}
        </List>
      )}
    </Card>
  )
}
