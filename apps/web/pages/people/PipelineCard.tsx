/** The pipeline as a card: stages over rows by contributor. A number opens its drawer, a contributor its own page. */
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { figureAddress, useFigureAddress } from '../../api/moment.ts'
import type { MeasureView } from '../../api/types.ts'
import { PipelineTable, useAmount } from '../../charts/PipelineTable.tsx'
import { Card } from '../../parts/Card.tsx'
import { Go } from '../../parts/Go.tsx'
import { useWords } from '../../words.tsx'
import css from './people.module.css'
import {
  type Pledged,
  pipelineOf,
  type StageName,
  seldomPublic,
  shownStages,
  stageView,
} from './pipeline.ts'

type Props = {
  views: Partial<Record<StageName, MeasureView | undefined>>
  pledges: readonly Pledged[]
  hues: ReadonlyMap<string, string>
}

export function PipelineCard({ views, pledges, hues }: Props) {
  const t = useWords()
  const words = useAmount()
  const { figure } = useFigureAddress()
  const known = Object.fromEntries(Object.entries(views).filter(([, view]) => view)) as Partial<
    Record<StageName, MeasureView>
  >
  const { totals, rows, absent, absentLow } = pipelineOf(known, pledges, hues, t('people.absent'))
  const shown = shownStages(known)
  const cell = (stage: string, row: string | null, content: ReactNode): ReactNode => {
    if (row === 'absent') return content
    const address = figureAddress(`people.${stage}`, row ?? undefined)
    return (
      <Link
        to="."
        search={((before: object) => ({ ...before, figure: address })) as never}
        resetScroll={false}
        className={`${css.cell} ${figure === address ? css.open : ''}`}
      >
        {content}
      </Link>
    )
  }
  return (
    <Card title={title()} aside={t('unit.word.persons')}>
      <PipelineTable
        caption={t('people.pipeline')}
        wholeTitle={t('people.whole')}
        level={totals.planned ? 'planned' : 'required'}
        stages={shown.map((name) =>
          stageView(
            name,
            totals[name],
            t(`people.stage.${name}`),
            seldomPublic.includes(name) ? t(`people.why.${name}`) : t('people.noCount'),
          ),
        )}
        rows={rows.map((row) =>
          row.key === 'absent'
            ? row
            : {
                ...row,
                title: (
                  <Go
                    to={`/contributor/${row.key}`}
                    className={css.name}
                    title={t('people.openContributor', { name: row.label })}
                  >
                    {row.label}
                  </Go>
                ),
              },
        )}
        cell={cell}
        note={note()}
      />
    </Card>
  )

  function title(): string {
    const { deployed, planned } = totals
    if (!deployed) return t('people.pipeline')
    if (!planned) return t('people.thereOnly', { deployed: deployed.low })
    const there = t('people.there', { deployed: deployed.low, planned: planned.low })
    return absentLow > 0 ? t('people.thereAbsent', { there, absent: absentLow }) : there
  }

  function note(): ReactNode {
    const parts: string[] = []
    if (absent.length > 0)
      parts.push(
        t('people.absentNames', {
          names: absent.map((one) => `${one.name} ${words(one.amount)}`).join(', '),
        }),
      )
    const texts = (known.pledged?.claims ?? []).filter(
      (c) => c.value !== null && c.subject === 'mission' && c.unit === 'persons',
    )
    const said = texts.map((c) => c.value as number)
    if (said.length > 1)
      parts.push(t('people.pledgeTexts', { low: Math.min(...said), high: Math.max(...said) }))
    if (known.deployed?.partial) parts.push(t('figure.partial'))
    return parts.join(' ')
  }
}
