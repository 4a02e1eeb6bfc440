/**
 * Custody: how long is each person held, what does each hand-over still lack, who asks. Behind its wall the clocks; to
 * everybody else the counts that were published, and nothing else.
 */
import { useHere, useRegister } from '../api/hooks.ts'
import { useFormat } from '../format.ts'
import { PageHead } from '../parts/Card.tsx'
import { useWords } from '../words.tsx'
import { Release } from './accountability/Release.tsx'
import { Ask } from './custody/Ask.tsx'
import css from './custody/custody.module.css'
import { Held } from './custody/Held.tsx'
import { Published } from './custody/Published.tsx'
import { useNow } from './custody/useNow.ts'
import { Children, Court, Transfers, Visits } from './custody/Waiting.tsx'
import { DeskFigures } from './desk/DeskFigures.tsx'
import { DeskLists } from './desk/DeskLists.tsx'
import { DeskTabs } from './desk/DeskTabs.tsx'
import { Untold } from './desk/Untold.tsx'
import { usePageDay } from './desk/usePageDay.ts'

/** Whose work it is. Whoever of them is not cleared for the compartment is not told that nobody is held. */
const inside = ['custodyOfficer', 'legal', 'monitor']

export default function Custody() {
  const t = useWords()
  const format = useFormat()
  const day = usePageDay()
  const now = useNow()
  const { person } = useHere()
  const mayAsk = (useRegister('heldQuestion')?.may ?? []).includes('enter')
  const isCleared = person.clearances?.some(({ label }) => label === 'custody') ?? true
  const isInside = isCleared && person.roles.some((role) => inside.includes(role))
  return (
    <>
      <PageHead
        title={t('custody.title')}
        question={t(isInside ? 'custody.question' : 'custody.questionOutside', {
          date: format.when(day),
        })}
        brief
      />
      <DeskTabs desk="custody" />
      <div className={css.page}>
        <Untold register="publishedCount" />
        {isInside ? (
          <>
            <DeskFigures
              label={t('custody.figures')}
              names={[
                'custody.held',
                'custody.over48h',
                'custody.handOverLate',
                'custody.transfersPlanned',
              ]}
            />
            <Held now={now} />
            <div className={css.two}>
              <div className={css.stack}>
                <Transfers />
                <Children />
                <Visits day={day} />
              </div>
              <Court />
            </div>
            {mayAsk && <Ask />}
            <div className={css.two}>
              <Published of="custody" />
              <Release
                measures={[
                  'custody.held',
                  'custody.over48h',
                  'custody.handOverLate',
                  'custody.transfersRefused',
                ]}
              />
            </div>
            <DeskLists desk="custody" />
          </>
        ) : (
          <Published />
        )}
      </div>
    </>
  )
}
