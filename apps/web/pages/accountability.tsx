/**
 * Accountability: which case waits longest, who has to answer by when. Behind the wall the cases by their clocks; to everybody
 * else what is public: counts, findings with the reply beside them, access refused, and the clocks themselves.
 */
import { type Role, roles } from '@konbit/model'
import { clockEdition, clocks } from '@konbit/registers/clocks'
import { useHere } from '../api/hooks.ts'
import { useFormat } from '../format.ts'
import { Card, PageHead } from '../parts/Card.tsx'
import { Rows } from '../parts/Rows.tsx'
import { spaced, useTerm, useWords } from '../words.tsx'
import css from './accountability/accountability.module.css'
import { CaseBoard } from './accountability/CaseBoard.tsx'
import { Follow } from './accountability/Follow.tsx'
import { Findings, Refused, Statistics } from './accountability/Public.tsx'
import { Release } from './accountability/Release.tsx'
import { DeskFigures } from './desk/DeskFigures.tsx'
import { DeskLists } from './desk/DeskLists.tsx'
import { DeskTabs } from './desk/DeskTabs.tsx'
import { Untold } from './desk/Untold.tsx'
import { usePageDay } from './desk/usePageDay.ts'

/** Who may be cleared for the compartment. What they then see, the record decides. */
const inside = ['conduct', 'monitor']

export default function Accountability() {
  const t = useWords()
  const format = useFormat()
  const day = usePageDay()
  const { person } = useHere()
  const isInside = person.roles.some((role) => inside.includes(role))
  const term = useTerm()
  // English is where titles are declared; every other language has them among its words.
  const roleTitle = (role: Role): string =>
    term('role', role) === spaced(role) ? roles[role] : term('role', role)
  const partners = (person.clearances ?? []).some(({ label }) => label !== 'public')
  return (
    <>
      <PageHead
        title={t('accountability.title')}
        question={t(isInside ? 'accountability.question' : 'accountability.questionOutside', {
          date: format.when(day),
        })}
        brief
      />
      <DeskTabs desk="accountability" />
      <div className={css.page}>
        <Untold register="publishedFigure" />
        {isInside && (
          <>
            <DeskFigures
              label={t('accountability.figures')}
              names={[
                'accountability.open',
                'accountability.overdue',
                'accountability.unnamed',
                'accountability.repliesLate',
              ]}
            />
            <CaseBoard day={day} />
            <div className={css.two}>
              <Follow register="referral" day={day} />
              <Follow register="investigation" day={day} />
            </div>
          </>
        )}
        <Findings day={day} />
        <div className={css.two}>
          <Statistics />
          <Refused />
        </div>
        {isInside && <Release measures={['accountability.received']} />}
        {partners && (
          <div className={css.two}>
            <Follow register="recommendation" day={day} />
            <Follow register="dueDiligence" day={day} />
          </div>
        )}
        <Card
          title={t('accountability.clocks')}
          aside={t('accountability.edition', { edition: clockEdition })}
        >
          <Rows
            caption={t('accountability.clocks')}
            rows={clocks}
            keyOf={({ name }) => name}
            columns={[
              {
                key: 'name',
                title: t('accountability.clock'),
                cell: ({ name }) => t(`clock.${name}`),
              },
              {
                key: 'days',
                title: t('accountability.atMost'),
                number: true,
                cell: ({ days }) => t('unit.days', { count: days }),
              },
              {
                key: 'then',
                title: t('accountability.then'),
                cell: ({ escalate }) =>
                  escalate
                    ? t('accountability.escalates', {
                        role: roleTitle(escalate.to[0] as Role),
                        count: escalate.after,
                      })
                    : t('accountability.shown'),
              },
            ]}
          />
        </Card>
        {isInside && <DeskLists desk="accountability" />}
      </div>
    </>
  )
}
