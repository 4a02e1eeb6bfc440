/**
 * Operations: who goes out today and who may not yet, who is late, where nobody has been, who has read the directive, and what
 * must be answered or reviewed. Patrols are protective duty: nothing here counts what they took or whom they killed.
 */
import { useMeasure } from '../api/hooks.ts'
import { useFormat } from '../format.ts'
import { GoButton } from '../parts/Button.tsx'
import { PageHead } from '../parts/Card.tsx'
import { useWords } from '../words.tsx'
import { DeskFigures } from './desk/DeskFigures.tsx'
import { DeskExport, DeskLists } from './desk/DeskLists.tsx'
import { DeskTabs } from './desk/DeskTabs.tsx'
import { usePageDay } from './desk/usePageDay.ts'
import { Board } from './operations/Board.tsx'
import { Directive } from './operations/Directive.tsx'
import { Effort } from './operations/Effort.tsx'
import css from './operations/operations.module.css'
import { Escorts, Operations, Reviews, Seizures } from './operations/Waiting.tsx'

export default function OperationsDesk() {
  const t = useWords()
  const format = useFormat()
  const day = usePageDay()
  const led = useMeasure('operations.hostLed').data?.value
  const all = useMeasure('operations.decided').data?.value
  const ledOf =
    typeof led === 'number' && typeof all === 'number'
      ? t('ops.ledOf', { led: format.number(led), all: format.number(all) })
      : undefined
  return (
    <>
      <PageHead
        title={t('ops.title')}
        question={t('ops.question', { date: format.when(day) })}
        brief
        actions={
          <>
            <GoButton to="/field/gate">{t('ops.toGate')}</GoButton>
            <DeskExport desk="operations" />
          </>
        }
      />
      <DeskTabs desk="operations" />
      <div className={css.page}>
        <Board />
        <DeskFigures
          label={t('ops.figures')}
          notes={{ 'operations.leadShare': ledOf }}
          names={[
            'operations.leadShare',
            'operations.effort',
            'operations.directiveUnread',
            'operations.toReview',
          ]}
        />
        <div className={css.two}>
          <div className={css.stack}>
            <Operations />
            <Escorts day={day} />
          </div>
          <div className={css.stack}>
            <Directive />
            <Reviews day={day} />
            <Seizures day={day} />
          </div>
        </div>
        <Effort />
        <DeskLists desk="operations" />
      </div>
    </>
  )
}
