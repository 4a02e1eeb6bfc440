/** Incidents that may be one, each with why; merging is an entry with a reason, and can be undone. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useGet, useMission, useRegister } from '../../api/hooks.ts'
import { useSend } from '../../outbox/send.ts'
import { Button } from '../../parts/Button.tsx'
import { Card } from '../../parts/Card.tsx'
import { GoRecord } from '../../parts/Go.tsx'
import { Empty, ErrorPanel, Skeleton, When } from '../../parts/Rest.tsx'
import { useWords } from '../../words.tsx'
import type { DuplicatesView } from './answers.ts'
import css from './reports.module.css'

type Pair = DuplicatesView['items'][number]
const SHOWN = 8

export function Duplicates() {
  const t = useWords()
  const asked = useGet<DuplicatesView>('/situation/duplicates', { limit: 50 })
  const may = useRegister('incident')?.may.includes('merge') ?? false
  return (
    <Card
      title={
        asked.data?.items.length
          ? t('situation.duplicates', { count: asked.data.items.length })
          : t('situation.mayBeOne')
      }
      aside={asked.data && t('situation.duplicatesAside', { count: asked.data.compared })}
    >
      <When query={asked} skeleton={<Skeleton lines={4} height={40} />}>
        {({ items, refs }) =>
          items.length === 0 ? (
            <Empty title={t('situation.noDuplicates')} why={t('situation.noDuplicatesWhy')} />
          ) : (
            <ul className={css.pairs}>
              {items.slice(0, SHOWN).map((pair) => (
                <PairRow key={pair.one + pair.other} pair={pair} refs={refs} may={may} />
              ))}
            </ul>
          )
        }
      </When>
    </Card>
  )
}

function PairRow({ pair, refs, may }: { pair: Pair; refs: Record<string, string>; may: boolean }) {
  const t = useWords()
  const mission = useMission()
  const client = useQueryClient()
  const send = useSend()
  const [open, setOpen] = useState(false)
  const [keep, setKeep] = useState(pair.one)
  const [because, setBecause] = useState('')
  const [problem, setProblem] = useState<unknown>()
  const [sending, setSending] = useState(false)
  const gone = keep === pair.one ? pair.other : pair.one
  const name = (id: string): string => refs[id] ?? id.slice(0, 8)

  const merge = async (): Promise<void> => {
    setSending(true)
    setProblem(undefined)
    try {
      await send({
        id: crypto.randomUUID(),
        register: 'incident',
        record: gone,
        verb: 'merge',
        input: { mergedInto: keep },
        because: because.trim(),
      })
      await client.invalidateQueries({ queryKey: [mission.id] })
    } catch (cause) {
      setProblem(cause)
    } finally {
      setSending(false)
    }
  }

  return (
    <li>
      <div className={css.pair}>
        <GoRecord register="incident" id={pair.one}>
          {name(pair.one)}
        </GoRecord>
        <GoRecord register="incident" id={pair.other}>
          {name(pair.other)}
        </GoRecord>
        <p>{why().join(' · ')}</p>
      </div>
      <b className={css.score} title={t('situation.scoreAbout')}>
        {t('situation.score', { score: pair.score })}
      </b>
      {may && !open && (
        <Button size="small" onClick={() => setOpen(true)}>
          {t('situation.mergeAsk')}
        </Button>
      )}
      {open && (
        <form
          className={css.merge}
          onSubmit={(event) => {
            event.preventDefault()
            void merge()
          }}
        >
          <fieldset>
            <legend>{t('situation.mergeKeep')}</legend>
            {[pair.one, pair.other].map((id) => (
              <label key={id}>
                <input type="radio" checked={keep === id} onChange={() => setKeep(id)} /> {name(id)}
              </label>
            ))}
          </fieldset>
          <label>
            {t('form.because')}
            <input
              value={because}
              maxLength={500}
              onChange={(event) => setBecause(event.currentTarget.value)}
            />
          </label>
          {problem !== undefined && <ErrorPanel error={problem} />}
          <div className={css.buttons}>
            <Button
              type="submit"
              size="small"
              look="filled"
              disabled={sending || because.trim() === ''}
            >
              {t('situation.mergeDo')}
            </Button>
            <Button size="small" look="quiet" onClick={() => setOpen(false)}>
              {t('situation.mergeNot')}
            </Button>
          </div>
        </form>
      )}
    </li>
  )

  function why(): string[] {
    const { km, days, samePlace, sameKind, sharedGroups, sharedReports } = pair
    return [
      km !== null ? t('situation.why.km', { km }) : '',
      samePlace ? t('situation.why.place') : '',
      days === 0 ? t('situation.why.day') : t('situation.why.days', { count: days }),
      t(sameKind ? 'situation.why.kind' : 'situation.why.related'),
      sharedGroups > 0 ? t('situation.why.groups') : '',
      sharedReports > 0 ? t('situation.why.reports') : '',
    ].filter(Boolean)
  }
}
