/** What the vehicles are asked for: a configuration of the mission, or nothing. Choosing another works fitness out anew. */
import { useNavigate } from '@tanstack/react-router'
import { useId } from 'react'
import type { RecordView } from '../../api/types.ts'
import { useWords } from '../../words.tsx'
import css from './logistics.module.css'

export function TaskPicker({ tasks, chosen }: { tasks: readonly RecordView[]; chosen: string }) {
  const t = useWords()
  const navigate = useNavigate()
  const id = useId()
  if (tasks.length === 0) return <span className={css.noTask}>{t('logistics.noTasks')}</span>
  return (
    <span className={css.picker}>
      <label htmlFor={id}>{t('logistics.fitFor')}</label>
      <select
        id={id}
        value={chosen}
        onChange={(event) => {
          const task = event.currentTarget.value
          void navigate({
            to: '.',
            search: ((before: object) => ({ ...before, task })) as never,
            replace: true,
            resetScroll: false,
          })
        }}
      >
        {tasks.map((one) => (
          <option key={one.id} value={one.id}>
            {one.caption}
          </option>
        ))}
        <option value="none">{t('logistics.noTask')}</option>
      </select>
    </span>
  )
}
