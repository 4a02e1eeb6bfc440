/** Writing a report: headings and paragraphs by hand, figures by choosing a measure and a day, each pinned by the server. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post, uuid7 } from '../api/client.ts'
import { useMission } from '../api/hooks.ts'
import { useSend } from '../outbox/send.ts'
import { Button } from '../parts/Button.tsx'
import { Card } from '../parts/Card.tsx'
import { IconPlus } from '../parts/icons.ts'
import { ErrorPanel } from '../parts/Rest.tsx'
import { useWords } from '../words.tsx'
import { AddFigure } from './AddFigure.tsx'
import { BlockRow } from './BlockRow.tsx'
import css from './reports.module.css'
import type { Block, Report } from './types.ts'

type Kept = { id: string; block: Block }
type Evaluated = { blocks: Block[]; seq: number; lost: number[] }

export function WriteView({ report }: { report: Report }) {
  const t = useWords()
  const mission = useMission()
  const client = useQueryClient()
  const send = useSend()
  const [list, setList] = useState<Kept[]>(() =>
    report.blocks.map((block, nth) => ({ id: String(nth), block })),
  )
  const [said, setSaid] = useState<'' | 'changed' | 'busy' | 'saved'>('')
  const [failed, setFailed] = useState<unknown>()

  const change = (next: Kept[]): void => {
    setList(next)
    setSaid('changed')
  }
  const put = (id: string, block: Block): void =>
    change(list.map((one) => (one.id === id ? { id, block } : one)))
  const add = (block: Block): void => change([...list, { id: uuid7(), block }])
  const move = (from: number, by: number): void => {
    const next = [...list]
    const [one] = next.splice(from, 1)
    if (one) next.splice(from + by, 0, one)
    change(next)
  }

  async function doing(work: () => Promise<void>): Promise<void> {
    setSaid('busy')
    setFailed(undefined)
    try {
      await work()
    } catch (cause) {
      setFailed(cause)
      setSaid('changed')
    }
  }
  const evaluate = (blocks: readonly Block[], more: object): Promise<Evaluated> =>
    post<Evaluated>(`/${mission.id}/reports/evaluate`, { blocks, ...more })

  const askAll = (): Promise<void> =>
    doing(async () => {
      const { blocks } = await evaluate(
        list.map(({ block }) => block),
        { isNow: true },
      )
      change(list.map(({ id }, nth) => ({ id, block: blocks[nth] as Block })))
    })
  const askOne = (block: Block, at: string, id?: string): Promise<void> =>
    doing(async () => {
      const { blocks } = await evaluate([block], { at, isNow: true })
      const [asked] = blocks
      if (asked) id === undefined ? add(asked) : put(id, asked)
    })
  const save = (): Promise<void> =>
    doing(async () => {
      const blocks = list.map(({ block }) => block)
      await send({
        register: 'periodicReport',
        record: report.id,
        verb: 'revise',
        id: uuid7(),
        expects: report.seq,
        input: {
          draftText: JSON.stringify(blocks),
          knownSeq: Math.max(0, ...blocks.map((one) => ('known' in one ? one.known : 0))),
        },
      })
      setSaid('saved')
      await client.invalidateQueries()
    })

  return (
    <div className={css.stack}>
      <Card
        title={t('reports.writing')}
        aside={t(said === '' ? 'reports.writingAside' : `reports.said.${said}`)}
        action={
          <span className={css.row}>
            <Button size="small" disabled={said === 'busy'} onClick={() => void askAll()}>
              {t('reports.askAll')}
            </Button>
            <Button
              look="filled"
              size="small"
              disabled={said === '' || said === 'busy'}
              onClick={() => void save()}
            >
              {t('reports.save')}
            </Button>
          </span>
        }
      >
        {failed !== undefined && <ErrorPanel error={failed} />}
        <ol className={css.blocks}>
          {list.map(({ id, block }, nth) => (
            <BlockRow
              key={id}
              block={block}
              isFirst={nth === 0}
              isLast={nth === list.length - 1}
              onPut={(next) => put(id, next)}
              onAsk={(at) => void askOne(block, at, id)}
              onMove={(by) => move(nth, by)}
              onRemove={() => change(list.filter((one) => one.id !== id))}
            />
          ))}
        </ol>
        <div className={css.row}>
          {(['heading', 'paragraph'] as const).map((kind) => (
            <Button
              key={kind}
              icon={<IconPlus size={16} stroke={2} aria-hidden />}
              onClick={() => add({ kind, text: '' })}
            >
              {t(`reports.kind.${kind}`)}
            </Button>
          ))}
        </div>
      </Card>
      <AddFigure onAdd={(block, at) => void askOne(block, at)} isBusy={said === 'busy'} />
    </div>
  )
}
