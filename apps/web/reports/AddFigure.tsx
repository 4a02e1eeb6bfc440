/** Choosing a figure for a report: which measure, as a number, a table or a chart, and of which day. */
import { useId, useState } from 'react'
import { useMeasures } from '../api/hooks.ts'
import { useMoment } from '../api/moment.ts'
import { addDays, lastDay } from '../frame/days.ts'
import { useToday } from '../frame/TimeMachine.tsx'
import { Button } from '../parts/Button.tsx'
import { Card } from '../parts/Card.tsx'
import { Segments } from '../parts/Segments.tsx'
import { useTerm, useWords } from '../words.tsx'
import css from './reports.module.css'
import type { Block } from './types.ts'

const kinds = ['figure', 'table', 'chart'] as const
type Kind = (typeof kinds)[number]
/** A chart of a figure looks back so many days. */
const DAYS_BACK = 365

export function AddFigure({
  onAdd,
  isBusy,
}: {
  onAdd: (block: Block, at: string) => void
  isBusy: boolean
}) {
  const t = useWords()
  const term = useTerm()
  const id = useId()
  const today = useToday()
  const moment = useMoment()
  const items = useMeasures().data?.items ?? []
  const [name, setName] = useState('people.deployed')
  const [kind, setKind] = useState<Kind>('figure')
  const [part, setPart] = useState('')
  const [at, setAt] = useState(lastDay(moment.at ?? today))
  const measure = items.find((one) => one.name === name) ?? items[0]
  const parts = measure?.by ?? []
  const by = parts.includes(part) ? part : parts[0]
  const isWhole = kind !== 'table' || by !== undefined
  const desks = [...new Set(items.map(({ desk }) => desk ?? ''))]

  function add(): void {
    if (!measure) return
    const asked = { measure: measure.name, unit: measure.unit, at, known: 0 }
    if (kind === 'figure') onAdd({ kind, ...asked, value: null }, at)
    else if (kind === 'chart')
      onAdd({ kind, ...asked, from: addDays(at, -DAYS_BACK), step: 'week', points: [] }, at)
    else if (by) onAdd({ kind, ...asked, by, value: null, rows: [] }, at)
  }

  return (
    <Card title={t('reports.addFigure')} aside={t('reports.addFigureAside')}>
      <div className={css.adding}>
        <label htmlFor={`${id}m`}>{t('reports.measure')}</label>
        <select
          id={`${id}m`}
          value={measure?.name ?? ''}
          onChange={({ target }) => setName(target.value)}
        >
          {desks.map((desk) => (
            <optgroup key={desk} label={t(`desk.${desk}`)}>
              {items
                .filter((one) => (one.desk ?? '') === desk)
                .map((one) => (
                  <option key={one.name} value={one.name}>
                    {one.title}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
        <Segments
          label={t('reports.as')}
          choices={kinds.map((value) => ({ value, title: t(`reports.kind.${value}`) }))}
          value={kind}
          onChoose={(value) => setKind(value as Kind)}
        />
        {kind === 'table' && by && (
          <>
            <label htmlFor={`${id}b`}>{t('reports.by')}</label>
            <select id={`${id}b`} value={by} onChange={({ target }) => setPart(target.value)}>
              {parts.map((one) => (
                <option key={one} value={one}>
                  {term('field', one)}
                </option>
              ))}
            </select>
          </>
        )}
        <label htmlFor={`${id}a`}>{t('reports.at')}</label>
        <input
          id={`${id}a`}
          type="date"
          value={at}
          onChange={({ target }) => setAt(target.value)}
        />
        <Button disabled={isBusy || !measure || !isWhole || !at} onClick={add}>
          {t('reports.add')}
        </Button>
      </div>
      {measure && <p className={css.quiet}>{measure.definition}</p>}
    </Card>
  )
}
