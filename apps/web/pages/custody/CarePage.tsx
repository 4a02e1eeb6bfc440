/**
 * Reintegration, which is the national authority's: who is at which step, whose follow-up is due, what was collected. To
 * everybody else, the mission included, the counts that the authority published.
 */
import { useHere, useList, useRegisters } from '../../api/hooks.ts'
import type { RecordView } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { lastDay } from '../../frame/days.ts'
import { Card, PageHead } from '../../parts/Card.tsx'
import { StateChip } from '../../parts/Chip.tsx'
import { Go, GoRecord } from '../../parts/Go.tsx'
import { Empty, When } from '../../parts/Rest.tsx'
import { Cell, Rows } from '../../parts/Rows.tsx'
import { useTerm, useWords } from '../../words.tsx'
import { Release } from '../accountability/Release.tsx'
import { DeskFigures } from '../desk/DeskFigures.tsx'
import { DeskTabs } from '../desk/DeskTabs.tsx'
import { usePageDay } from '../desk/usePageDay.ts'
import css from './custody.module.css'
import { Published } from './Published.tsx'
import { Registration } from './Registration.tsx'

const steps = ['registered', 'screened', 'admitted', 'completed', 'followed'] as const
const lists = ['participant', 'careGiven', 'weaponsCollection', 'childReferral']

export default function CarePage() {
  const t = useWords()
  const format = useFormat()
  const day = usePageDay()
  const { person } = useHere()
  const registers = useRegisters().data?.items ?? []
  const isInside = person.roles.includes('careOfficer')
  return (
    <>
      <PageHead
        title={t('care.title')}
        question={t(isInside ? 'care.question' : 'care.questionOutside', {
          date: format.when(day),
        })}
        brief
      />
      <DeskTabs desk="custody" />
      <div className={css.page}>
        {isInside ? (
          <>
            <DeskFigures
              label={t('care.figures')}
              names={[
                'care.participants',
                'care.admitted',
                'care.followUpLate',
                'care.weaponsHeld',
              ]}
            />
            <div className={css.two}>
              <Steps />
              <FollowUps day={day} />
            </div>
            <Registration day={day} />
            <Weapons />
            <div className={css.two}>
              <Published of="care" />
              <Release
                measures={[
                  'care.participants',
                  'care.completed',
                  'care.afterTwelve',
                  'care.weaponsHeld',
                  'care.weaponsDestroyed',
                ]}
              />
            </div>
            <nav className={css.buttons} aria-label={t('desk.lists')} data-print="no">
              {registers
                .filter(({ name }) => lists.includes(name))
                .map(({ name, plural }) => (
                  <Go key={name} to={`/r/${name}`}>
                    {plural}
                  </Go>
                ))}
            </nav>
          </>
        ) : (
          <Published of="care" />
        )}
      </div>
    </>
  )
}

function Steps() {
  const t = useWords()
  return (
    <Card title={t('care.steps')} aside={t('care.stepsAside')}>
      <ul className={css.waits}>
        {steps.map((step) => (
          <Step key={step} step={step} />
        ))}
      </ul>
    </Card>
  )
}

function Step({ step }: { step: string }) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const asked = useList('participant', { state: step, limit: 1 })
  return (
    <li>
      <div className={css.line}>
        <Go to="/r/participant" search={{ state: step }}>
          {term('state.participant', step)}
        </Go>
        <Cell
          value={asked.data ? format.number(asked.data.total ?? 5000) : null}
          why={t('rest.loading')}
        />
      </div>
    </li>
  )
}

function FollowUps({ day }: { day: string }) {
  const t = useWords()
  const format = useFormat()
  const asked = useList('participant', { state: 'completed', sort: 'followUpDue', limit: 8 })
  return (
    <Card title={t('care.followUps')} aside={t('care.followUpsAside')}>
      <When query={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('care.noFollowUps')} why={t('care.noFollowUpsWhy')} />
          ) : (
            <ul className={css.waits}>
              {items.map(({ id, caption, fields }) => {
                const due = String(fields.followUpDue ?? '')
                return (
                  <li key={id}>
                    <div className={css.line}>
                      <GoRecord register="participant" id={id}>
                        {caption}
                      </GoRecord>
                      <StateChip tone={due && lastDay(due) < day ? 'out' : 'unknown'}>
                        {t(fields.followedSixOn ? 'care.twelveDue' : 'care.sixDue', {
                          date: due ? format.when(due) : '–',
                        })}
                      </StateChip>
                    </div>
                  </li>
                )
              })}
            </ul>
          )
        }
      </When>
    </Card>
  )
}

function Weapons() {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const asked = useList('weaponsCollection', { sort: '-collectedOn', limit: 10 })
  return (
    <Card
      title={t('care.weapons')}
      aside={t('care.weaponsAside')}
      action={<Go to="/r/weaponsCollection">{t('custody.list')}</Go>}
    >
      <When query={asked}>
        {({ items, refs }) =>
          items.length === 0 ? (
            <Empty title={t('care.noWeapons')} why={t('care.noWeaponsWhy')} />
          ) : (
            <Rows
              caption={t('care.weapons')}
              rows={items}
              keyOf={({ id }) => id}
              columns={[
                {
                  key: 'reference',
                  title: t('care.lot'),
                  cell: (one: RecordView) => (
                    <GoRecord register="weaponsCollection" id={one.id}>
                      {one.caption}
                    </GoRecord>
                  ),
                },
                {
                  key: 'kind',
                  title: t('care.kind'),
                  cell: ({ fields }: RecordView) =>
                    term('choice.weaponsCollection.weaponKind', String(fields.weaponKind)),
                },
                {
                  key: 'count',
                  title: t('custody.count'),
                  number: true,
                  cell: ({ fields }: RecordView) => format.number(Number(fields.weaponCount)),
                },
                {
                  key: 'destroyed',
                  title: t('care.destroyed'),
                  cell: ({ fields }: RecordView) => (
                    <Cell
                      value={fields.destroyedOn ? format.when(String(fields.destroyedOn)) : null}
                      why={t('care.stillKept')}
                    />
                  ),
                },
                {
                  key: 'seen',
                  title: t('care.seenBy'),
                  cell: ({ fields }: RecordView) => (
                    <Cell
                      value={refs?.[String(fields.destructionSeenBy)]?.caption ?? null}
                      why={t('care.stillKept')}
                    />
                  ),
                },
              ]}
            />
          )
        }
      </When>
    </Card>
  )
}
