/** What a print says before the page: mission, moment, who asked, and the place in the record. Not on screen. */
import { useHead, useHere } from '../api/hooks.ts'
import { useMoment } from '../api/moment.ts'
import { useFormat } from '../format.ts'
import { useWords } from '../words.tsx'
import css from './PrintHead.module.css'
import { sentence } from './TimeMachine.tsx'

export function PrintHead() {
  const t = useWords()
  const format = useFormat()
  const { mission, person } = useHere()
  const moment = useMoment()
  const head = useHead().data
  return (
    <div className={css.head} data-print="only">
      {mission.exercise && <p className={css.exercise}>{t('exercise.long')}</p>}
      <p>
        <b>{mission.name}</b> · {sentence(t, moment, (text) => format.when(text, 'long'))}{' '}
        {person.title}.
        {head ? ` ${t('print.log', { count: head.size, root: head.root.slice(0, 16) })}` : ''}
      </p>
    </div>
  )
}
