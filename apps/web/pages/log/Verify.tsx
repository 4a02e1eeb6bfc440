/** Verify here: every entry, every tile, the root and the signature, worked out again by this browser. */
import { useState } from 'react'
import { useMission } from '../../api/hooks.ts'
import type { LogView } from '../../api/trust.ts'
import { useFormat } from '../../format.ts'
import { Button } from '../../parts/Button.tsx'
import { Card } from '../../parts/Card.tsx'
import { IconShield } from '../../parts/icons.ts'
import { useWords } from '../../words.tsx'
import { Drop } from './Drop.tsx'
import { dropCheckpoint, keepCheckpoint, keptCheckpoint } from './kept.ts'
import css from './log.module.css'
import { Result } from './Result.tsx'
import { useVerifier } from './useVerifier.ts'

export function Verify({ log }: { log: LogView }) {
  const t = useWords()
  const format = useFormat()
  const mission = useMission()
  const [kept, setKept] = useState(() => keptCheckpoint(mission.id))
  const [since, setSince] = useState('')
  const [key, setKey] = useState('')
  const { run, start, stop } = useVerifier((told) => {
    if (!('result' in told) || !told.result.ok) return
    const next = { note: told.result.note, size: told.result.size, on: new Date().toISOString() }
    keepCheckpoint(mission.id, next)
    setKept(next)
  })
  const ask = (kind: 'log' | 'growth'): void =>
    start({
      do: kind,
      key: key.trim() || undefined,
      // A note ends with a line end, which pasting loses.
      since: since.trim() ? `${since.trim()}\n` : kept?.note,
      witnesses: log.witnesses.map((one) => one.key),
    })
  const working = run.at === 'work'
  return (
    <Card title={t('log.verify')} aside={t('log.verifyAside')}>
      <p className={css.text}>{t('log.verifyText')}</p>
      <div className={css.row}>
        <Button
          look="filled"
          disabled={working || log.checkpoint === null}
          icon={<IconShield size={17} stroke={1.75} aria-hidden />}
          onClick={() => ask('log')}
        >
          {t('log.verifyAll')}
        </Button>
        <Button disabled={working || log.checkpoint === null} onClick={() => ask('growth')}>
          {t('log.verifyGrowth')}
        </Button>
        {working && <Button onClick={stop}>{t('log.stop')}</Button>}
      </div>
      {log.checkpoint === null && <p className={css.quiet}>{t('log.nothingSigned')}</p>}
      {working && (
        <div className={css.progress}>
          <progress
            aria-label={t('log.working')}
            {...(run.of > 0 ? { max: run.of, value: run.entries } : {})}
          />
          <span>
            {run.of > 0
              ? t('log.workingAt', { entries: run.entries, of: run.of })
              : t('log.working')}
          </span>
        </div>
      )}
      <div role="status">
        {run.at === 'stopped' && <p className={css.quiet}>{t('log.stopped')}</p>}
        {run.at === 'done' && 'result' in run && <Result result={run.result} />}
        {run.at === 'done' && 'failed' in run && (
          <p className={css.bad}>{t('log.couldNot', { why: run.failed })}</p>
        )}
      </div>
      <p className={css.quiet}>
        {kept
          ? t('log.kept', { size: kept.size, on: format.instant(kept.on, mission.zone) })
          : t('log.keptNone')}{' '}
        {kept && (
          <button
            type="button"
            className={css.plain}
            onClick={() => {
              dropCheckpoint(mission.id)
              setKept(undefined)
            }}
          >
            {t('log.forget')}
          </button>
        )}
      </p>
      <details className={css.more}>
        <summary>{t('log.older')}</summary>
        <Drop
          label={t('log.oldCheckpoint')}
          help={t('log.oldCheckpointHelp')}
          value={since}
          onChange={setSince}
        />
        <div className={css.drop}>
          <label htmlFor="log-key">{t('log.ownKey')}</label>
          <p id="log-key-help">{t('log.ownKeyHelp')}</p>
          <input
            id="log-key"
            aria-describedby="log-key-help"
            value={key}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => setKey(event.target.value)}
          />
        </div>
        <Button disabled={working || (!since.trim() && !key.trim())} onClick={() => ask('growth')}>
          {t('log.prove')}
        </Button>
      </details>
    </Card>
  )
}
