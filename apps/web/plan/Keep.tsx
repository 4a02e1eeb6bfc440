/** Keeps what is on the page as a record: a forecast, to be scored when its days have come, or a scenario, to be played again. */
import type { Model } from '@konbit/planner'
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { uuid7 } from '../api/client.ts'
import { useMission } from '../api/hooks.ts'
import type { PlanModel } from '../api/plan.ts'
import { useFormat } from '../format.ts'
import { useSend } from '../outbox/send.ts'
import { Button } from '../parts/Button.tsx'
import { GoRecord } from '../parts/Go.tsx'
import { ErrorPanel } from '../parts/Rest.tsx'
import { Segments } from '../parts/Segments.tsx'
import { Sheet } from '../parts/Sheet.tsx'
import { useWords } from '../words.tsx'
import type { Choices } from './choices.ts'
import { forecastOf, scenarioRecord } from './keeping.ts'
import type { Asked, Reading } from './reading.ts'
import css from './studies.module.css'
import type { Played } from './usePlay.ts'

type Kind = 'forecast' | 'scenario'
type Sent =
  | { at: 'rest' | 'work' }
  | { at: 'done'; record: string }
  | { at: 'failed'; error: unknown }

export function Keep({
  plan,
  model,
  choices,
  asked,
  played,
  reading,
  onClose,
}: {
  plan: PlanModel
  model: Model
  choices: Choices
  asked: Asked
  played: Played
  reading: Reading
  onClose: () => void
}) {
  const t = useWords()
  const format = useFormat()
  const mission = useMission()
  const client = useQueryClient()
  const keep = useSend()
  const id = useId()
  const [kind, setKind] = useState<Kind>('forecast')
  const [ids] = useState(() => {
    const fresh = () => ({ id: uuid7(), record: uuid7() })
    return { forecast: fresh(), scenario: fresh() }
  })
  const [title, setTitle] = useState(() =>
    t('plan.keepTitle', {
      least: asked.least,
      date: format.when(asked.by),
      from: format.when(plan.starts),
    }),
  )
  const [sent, setSent] = useState<Sent>({ at: 'rest' })
  const { digest } = played
  const send = async (): Promise<void> => {
    if (!title.trim() || !digest) return
    setSent({ at: 'work' })
    const given = { plan, model, choices, asked, reading, digest }
    const input =
      kind === 'forecast' ? forecastOf(title.trim(), given) : scenarioRecord(title.trim(), given)
    try {
      const receipt = await keep({ register: kind, verb: 'enter', ...ids[kind], input })
      await client.invalidateQueries({ queryKey: [mission.id], refetchType: 'none' })
      setSent({ at: 'done', record: receipt.record })
    } catch (error) {
      setSent({ at: 'failed', error })
    }
  }
  return (
    <Sheet title={t('plan.keepHead')} open onClose={onClose}>
      <div className={css.keep}>
        <Segments
          label={t('plan.keepAs')}
          value={kind}
          choices={(['forecast', 'scenario'] as const).map((value) => ({
            value,
            title: t(`plan.keep.${value}`),
          }))}
          onChoose={(value) => {
            setKind(value as Kind)
            setSent({ at: 'rest' })
          }}
        />
        <p>{t(`plan.keep.${kind}.about`)}</p>
        <label className={css.keepTitle} htmlFor={id}>
          {t('plan.keepName')}
        </label>
        <input
          id={id}
          value={title}
          maxLength={300}
          onChange={({ target }) => setTitle(target.value)}
        />
        {sent.at === 'failed' && <ErrorPanel error={sent.error} />}
        {sent.at === 'done' ? (
          <p role="status">
            {t('plan.kept')}{' '}
            <GoRecord register={kind} id={sent.record}>
              {t('plan.keptOpen')}
            </GoRecord>
          </p>
        ) : (
          <Button
            look="filled"
            disabled={sent.at === 'work' || !title.trim() || !digest}
            onClick={() => void send()}
          >
            {t(`plan.keep.${kind}.do`)}
          </Button>
        )}
      </div>
    </Sheet>
  )
}
