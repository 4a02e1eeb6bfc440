/** Checks a receipt: that its entry stands in the log under a signed checkpoint, and what the receipt lets its holder see. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { get } from '../../api/client.ts'
import { useMission, useRegisters } from '../../api/hooks.ts'
import type { LogView } from '../../api/trust.ts'
import type { Label } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { Button } from '../../parts/Button.tsx'
import { Card } from '../../parts/Card.tsx'
import { LabelChip, StateChip } from '../../parts/Chip.tsx'
import { ErrorPanel } from '../../parts/Rest.tsx'
import { usePersonTitle } from '../../parts/usePersonTitle.ts'
import { verbTitle } from '../../record/verbTitle.ts'
import { useWords } from '../../words.tsx'
import type { Done } from './ask.ts'
import { Drop } from './Drop.tsx'
import css from './log.module.css'
import { useVerifier } from './useVerifier.ts'

export function ReceiptCheck({ log }: { log: LogView }) {
  const t = useWords()
  const mission = useMission()
  const navigate = useNavigate()
  const { receipt: asked } = useSearch({ strict: false }) as { receipt?: string }
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<unknown>()
  const { run, start, clear } = useVerifier()
  const box = useRef<HTMLDivElement>(null)
  const keys = [log.key, ...log.keys.map(({ key }) => key)]

  const check = (said: string): void => {
    setProblem(undefined)
    try {
      start({ do: 'receipt', receipt: JSON.parse(said), keys: [...new Set(keys)] })
    } catch {
      clear()
      setProblem(t('log.noReceipt'))
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: an entry's link opens its receipt once
  useEffect(() => {
    if (!asked) return
    box.current?.scrollIntoView({ block: 'center' })
    get<unknown>(`/${mission.id}/log/receipt/${encodeURIComponent(asked)}`)
      .then((found) => {
        const said = JSON.stringify(found, null, 1)
        setText(said)
        check(said)
      })
      .catch(setProblem)
  }, [asked])

  const save = (): void => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
    link.download = `receipt-${mission.id}-${asked ?? 'entry'}.json`
    link.click()
    URL.revokeObjectURL(link.href)
  }
  return (
    <div ref={box}>
      <Card title={t('log.receipt')} aside={t('log.receiptAside')}>
        <form
          className={css.find}
          onSubmit={(event) => {
            event.preventDefault()
            const seq = new FormData(event.currentTarget).get('seq')
            void navigate({
              to: '.',
              search: ((before: object) => ({ ...before, receipt: String(seq ?? '') })) as never,
              replace: true,
              resetScroll: false,
            })
          }}
        >
          <label htmlFor="receipt-seq">{t('log.receiptOf')}</label>
          <input
            id="receipt-seq"
            name="seq"
            inputMode="numeric"
            pattern="[0-9]{1,15}"
            defaultValue={asked ?? ''}
            required
          />
          <Button type="submit">{t('log.fetchReceipt')}</Button>
        </form>
        <Drop
          label={t('log.receiptText')}
          help={t('log.receiptHelp')}
          value={text}
          onChange={(next) => {
            setText(next)
            clear()
          }}
          rows={5}
        />
        <div className={css.row}>
          <Button disabled={text.trim() === '' || run.at === 'work'} onClick={() => check(text)}>
            {t('log.checkReceipt')}
          </Button>
          {text.trim() !== '' && <Button onClick={save}>{t('log.saveReceipt')}</Button>}
        </div>
        <div role="status">
          {typeof problem === 'string' ? (
            <p className={css.bad}>{problem}</p>
          ) : (
            problem !== undefined && <ErrorPanel error={problem} />
          )}
          {run.at === 'done' && 'receipt' in run && <Opened receipt={run.receipt} />}
          {run.at === 'done' && 'failed' in run && (
            <p className={css.bad}>{t('log.couldNot', { why: run.failed })}</p>
          )}
        </div>
      </Card>
    </div>
  )
}

function Opened({ receipt }: { receipt: Extract<Done, { receipt: unknown }>['receipt'] }) {
  const t = useWords()
  const format = useFormat()
  const { zone } = useMission()
  const person = usePersonTitle()
  const registers = useRegisters().data?.items ?? []
  if (!receipt.ok)
    return (
      <div className={css.result} data-wrong>
        <StateChip tone="out">{t('log.receiptWrong')}</StateChip>
        <p lang="en" className={css.said}>
          {receipt.wrong}
        </p>
      </div>
    )
  const { envelope, facets, checkpoint, seq } = receipt
  const register = registers.find(({ name }) => name === envelope.register)
  return (
    <div className={css.result}>
      <StateChip tone="fit">{t('log.receiptHolds')}</StateChip>
      <p>{t('log.receiptSays', { seq, size: checkpoint.size })}</p>
      <p>
        {t('log.receiptEnvelope', {
          what: register?.title ?? envelope.register,
          verb: verbTitle(t, envelope.verb, register?.verbs[envelope.verb]),
          who: person(envelope.author, envelope.author),
          known: format.instant(envelope.known, zone),
        })}
      </p>
      <ul className={css.facets}>
        {facets.map(({ label, content, erased, erasedBy }) => (
          <li key={label}>
            <LabelChip label={label as Label} />{' '}
            {content
              ? t('log.facetOpen', {
                  fields:
                    Object.keys(content.set)
                      .map((name) => register?.fields[name]?.title ?? name)
                      .join(', ') || t('log.facetNone'),
                })
              : t('log.facetGone')}
            {(erased === 'all' || erased.length > 0) &&
              ` ${t('log.facetErased', { by: erasedBy.map((one) => format.number(one)).join(', ') })}`}
          </li>
        ))}
      </ul>
    </div>
  )
}
