/**
 * One contributor's whole chain on one page: from what is required of it to what it is paid. The state itself may read
 * it: what another contributor keeps to itself is not on it, and what is not counted is a dash with its reason.
 */
import { useParams } from '@tanstack/react-router'
import { useRecord } from '../api/hooks.ts'
import { useChain } from '../api/people.ts'
import { useFormat } from '../format.ts'
import { Button } from '../parts/Button.tsx'
import { Card, PageHead, Path } from '../parts/Card.tsx'
import { Go, GoRecord } from '../parts/Go.tsx'
import { IconPrinter } from '../parts/icons.ts'
import { ErrorPanel, Skeleton } from '../parts/Rest.tsx'
import { useWords } from '../words.tsx'
import { Claims } from './contributor/Claims.tsx'
import { weakest } from './contributor/chain.ts'
import css from './contributor/contributor.module.css'
import { Promises, Units } from './contributor/Promises.tsx'
import { Equipment, MoneySteps, PeopleSteps } from './contributor/Steps.tsx'
import { Tasks } from './contributor/Tasks.tsx'
import { usePageDay } from './desk/usePageDay.ts'
import { Still } from './people/Still.tsx'

export default function ContributorPage() {
  const { organisation: id } = useParams({ strict: false }) as { organisation: string }
  const record = useRecord('organisation', id)
  if (record.error) return <ErrorPanel error={record.error} again={() => void record.refetch()} />
  if (!record.data) return <Skeleton lines={10} height={28} />
  return <Chain key={id} id={id} name={record.data.caption} />
}

function Chain({ id, name }: { id: string; name: string }) {
  const t = useWords()
  const format = useFormat()
  const day = usePageDay()
  const chain = useChain(id)
  const steps = chain.data?.steps ?? []
  const worst = weakest(steps)
  return (
    <>
      <PageHead
        path={
          <Path label={t('record.path')}>
            <li>
              <Go to="/people">{t('desk.people')}</Go>
            </li>
            <li>
              <GoRecord register="organisation" id={id}>
                {t('chain.organisation')}
              </GoRecord>
            </li>
          </Path>
        }
        title={name}
        question={
          worst
            ? t('chain.finding', {
                from: t(`chain.step.${worst.from}`).toLowerCase(),
                to: t(`chain.step.${worst.to}`).toLowerCase(),
                count: worst.lost,
                date: format.when(day),
              })
            : t('chain.question', { date: format.when(day) })
        }
        actions={
          <Button
            icon={<IconPrinter size={17} stroke={1.75} aria-hidden />}
            onClick={() => print()}
          >
            {t('print')}
          </Button>
        }
      />
      <nav className={css.jumps} aria-label={t('chain.parts')} data-print="no">
        {['people', 'equipment', 'money', 'tasks', 'promises', 'claims'].map((part) => (
          <a key={part} href={`#${part}`}>
            {t(`chain.part.${part}`)}
          </a>
        ))}
      </nav>
      <div className={css.page}>
        <div className={css.three}>
          <div id="people">
            {chain.error ? (
              <Card title={t('chain.part.people')}>
                <ErrorPanel error={chain.error} again={() => void chain.refetch()} />
              </Card>
            ) : chain.data ? (
              <PeopleSteps steps={steps} contributor={id} />
            ) : (
              <Card title={t('chain.part.people')}>
                <Skeleton lines={9} height={22} />
              </Card>
            )}
          </div>
          <div id="equipment">
            {chain.data ? (
              <Equipment steps={steps} contributor={id} />
            ) : (
              <Card title={t('chain.part.equipment')}>
                <Skeleton lines={4} height={22} />
              </Card>
            )}
          </div>
          <div id="money">
            <MoneySteps contributor={id} day={day} />
          </div>
        </div>
        <Still day={day} contributor={id} />
        <div id="tasks">
          <Tasks contributor={id} />
        </div>
        <div id="promises" className={css.two}>
          <Promises contributor={id} day={day} />
          <Units contributor={id} day={day} />
        </div>
        <div id="claims">
          <Claims contributor={id} day={day} />
        </div>
      </div>
    </>
  )
}
