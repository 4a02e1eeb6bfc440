/**
 * Rival figures: where sources disagree about one measure, one subject and one moment. A list of groups by weight and
 * the one in hand beside it: its statements drawn, listed by kind, and settled with a reason. Nothing is averaged.
 */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo } from 'react'
import { useMeasures, useRivals } from '../api/hooks.ts'
import { saveCsv } from '../charts/picture.ts'
import { Button } from '../parts/Button.tsx'
import { Card, PageHead } from '../parts/Card.tsx'
import { IconDownload } from '../parts/icons.ts'
import { Empty, Skeleton, When } from '../parts/Rest.tsx'
import { useWords } from '../words.tsx'
import { GroupDetail } from './rivals/GroupDetail.tsx'
import { GroupList } from './rivals/GroupList.tsx'
import { chosen, type Group } from './rivals/group.ts'
import css from './rivals/rivals.module.css'
import { useRivalText } from './rivals/useRivalText.ts'

type Search = { group?: string; show?: string; measure?: string }

export default function Rivals() {
  const t = useWords()
  const rivals = useRivals<Group>()
  const { group, show, measure } = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const measures = useMeasures()
  const text = useRivalText()
  const set = (change: Search): void =>
    void navigate({
      to: '.',
      search: ((before: object) => ({ ...before, ...change })) as never,
      resetScroll: false,
      replace: !change.group,
    })
  const wanted = useMemo(() => {
    if (!measure) return undefined
    const own = measures.data?.items.find((one) => one.name === measure) as
      | { claims?: { measures: string[] } }
      | undefined
    return own?.claims?.measures ?? [measure]
  }, [measure, measures.data])
  const all = rivals.data?.items ?? []
  const open = all.filter((one) => one.status === 'notSettled').length
  const shown = chosen(all, wanted, show === 'open')

  const save = (): void =>
    saveCsv(
      {
        columns: [
          'group',
          'measure',
          'subject',
          'from',
          'to',
          'status',
          'statement',
          'said',
          'value',
          'low',
          'high',
          'unit',
          'asOf',
          'precision',
          'source',
          'kind',
          'inUse',
        ].map((key) => ({ key, title: key })),
        rows: shown.flatMap((g) =>
          g.statements.map((one) => ({
            group: g.id,
            measure: g.measure,
            subject: g.subject,
            from: g.from,
            to: g.to,
            status: g.status,
            statement: one.code,
            said: text.said(one, g),
            value: one.claim.value,
            low: one.claim.low,
            high: one.claim.high,
            unit: g.unit,
            asOf: one.claim.asOf,
            precision: one.claim.precision,
            source: one.claim.source?.code ?? '',
            kind: one.kind,
            inUse: g.inUse?.statement === one.id ? 'yes' : '',
          })),
        ),
      },
      'rival-figures',
    )

  return (
    <>
      <PageHead
        title={t('rivals.title')}
        question={t('rivals.question')}
        actions={
          <>
            <span className={css.filters}>
              <button
                type="button"
                className={css.filter}
                aria-pressed={show !== 'open' && !measure}
                onClick={() => set({ show: undefined, measure: undefined } as never)}
              >
                {t('rivals.all', { count: all.length })}
              </button>
              <button
                type="button"
                className={css.filter}
                aria-pressed={show === 'open'}
                onClick={() => set({ show: show === 'open' ? undefined : 'open' } as never)}
              >
                {t('rivals.open', { count: open })}
              </button>
              {measure && (
                <button
                  type="button"
                  className={css.filter}
                  aria-pressed
                  onClick={() => set({ measure: undefined } as never)}
                >
                  {measures.data?.items.find((one) => one.name === measure)?.title ?? measure} ×
                </button>
              )}
            </span>
            <span className={css.wide}>
              <Button icon={<IconDownload size={17} stroke={1.75} aria-hidden />} onClick={save}>
                {t('desk.export')}
              </Button>
            </span>
          </>
        }
      />
      <When query={rivals} skeleton={<Waiting />}>
        {() =>
          shown.length === 0 ? (
            <Card>
              <Empty
                title={t(all.length === 0 ? 'rivals.none' : 'rivals.noneOfThese')}
                why={t('rivals.noneWhy')}
              />
            </Card>
          ) : (
            <Columns groups={shown} picked={group} onPick={(id) => set({ group: id } as never)} />
          )
        }
      </When>
    </>
  )
}

/** Both side by side; on a narrow page the list, or the group that was chosen. */
function Columns({
  groups,
  picked,
  onPick,
}: {
  groups: readonly Group[]
  picked: string | undefined
  onPick: (id: string | undefined) => void
}) {
  const t = useWords()
  const group = groups.find((one) => one.id === picked)
  const shown = group ?? (groups[0] as Group)
  useEffect(() => {
    const keys = (event: KeyboardEvent): void => {
      const typing = (event.target as HTMLElement).closest(
        'input, textarea, select, dialog, [role="slider"], [role="group"]',
      )
      const step = { j: 1, k: -1 }[event.key]
      if (!step || typing || event.ctrlKey || event.metaKey || event.altKey) return
      const next = groups[groups.indexOf(shown) + step]
      if (next) onPick(next.id)
    }
    document.addEventListener('keydown', keys)
    return () => document.removeEventListener('keydown', keys)
  }, [groups, shown, onPick])
  return (
    <div className={css.columns} data-chosen={group ? '' : undefined}>
      <div className={css.list}>
        <GroupList groups={groups} picked={shown.id} onPick={onPick} />
      </div>
      <div className={css.detail}>
        <button type="button" className={css.back} onClick={() => onPick(undefined)}>
          ‹ {t('rivals.back')}
        </button>
        <GroupDetail key={shown.id} group={shown} groups={groups} />
      </div>
    </div>
  )
}

const Waiting = () => (
  <div className={css.columns}>
    {['list', 'detail'].map((key) => (
      <Card key={key}>
        <Skeleton lines={14} height={26} />
      </Card>
    ))}
  </div>
)
