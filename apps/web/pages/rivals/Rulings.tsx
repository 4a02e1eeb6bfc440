/** What people decided about the group itself, against the rule that found it: that some leave, that two are one, that there is no disagreement. Each can be undone. */
import { useId, useState } from 'react'
import { useList, useRegister } from '../../api/hooks.ts'
import { useMoment } from '../../api/moment.ts'
import type { RecordView } from '../../api/types.ts'
import { Button } from '../../parts/Button.tsx'
import { ErrorPanel } from '../../parts/Rest.tsx'
import { useWords } from '../../words.tsx'
import type { Group } from './group.ts'
import css from './settle.module.css'
import { useRivalText } from './useRivalText.ts'
import { type Act, useSettle } from './useSettle.ts'

type Decides = 'split' | 'merge' | 'noDisagreement'

export function Rulings({ group, groups }: { group: Group; groups: readonly Group[] }) {
  const t = useWords()
  const text = useRivalText()
  const id = useId()
  const moment = useMoment()
  const may = useRegister('ruling')?.may ?? []
  const standing =
    useList('ruling', { rivals: group.id, state: 'standing', limit: 50 }).data?.items ?? []
  const [decides, setDecides] = useState<Decides>('split')
  const [leaving, setLeaving] = useState<readonly string[]>([])
  const [joins, setJoins] = useState('')
  const [because, setBecause] = useState('')
  const settle = useSettle(() => {
    setLeaving([])
    setBecause('')
  })
  const others = groups.filter((one) => one.id !== group.id && one.unit === group.unit)
  const input = {
    decides,
    rivals: group.id,
    ...(decides === 'split' ? { claims: leaving } : {}),
    ...(decides === 'merge' ? { joins } : {}),
  }
  const ready =
    because.trim() !== '' &&
    (decides !== 'split' || leaving.length > 0) &&
    (decides !== 'merge' || joins !== '')
  const undo = ({ id: ruling, seq }: RecordView): Act[] => [
    { register: 'ruling', id: ruling, verb: 'undo', expects: seq },
  ]

  if (standing.length === 0 && (!may.includes('enter') || !moment.isNow)) return null
  return (
    <details className={css.rulings} data-print="no" open={standing.length > 0 || undefined}>
      <summary>
        {standing.length > 0
          ? t('rivals.rulings', { count: standing.length })
          : t('rivals.decideGroup')}
      </summary>
      {standing.length > 0 && (
        <ul>
          {standing.map((ruling) => (
            <li key={ruling.id}>
              <span>{t(`rivals.ruling.${String(ruling.fields.decides)}`)}</span>
              {may.includes('undo') && moment.isNow && (
                <Button
                  size="small"
                  disabled={settle.isPending}
                  onClick={() =>
                    settle.mutate({
                      acts: undo(ruling),
                      because: because.trim() || t('rivals.undone'),
                    })
                  }
                >
                  {t('rivals.undo')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {may.includes('enter') && moment.isNow && (
        <form
          className={css.ruling}
          onSubmit={(event) => {
            event.preventDefault()
            if (ready)
              settle.mutate({
                acts: [{ register: 'ruling', verb: 'enter', input }],
                because: because.trim(),
              })
          }}
        >
          <label htmlFor={`${id}-what`}>{t('rivals.decide')}</label>
          <select
            id={`${id}-what`}
            value={decides}
            onChange={(event) => setDecides(event.target.value as Decides)}
          >
            {(['split', 'merge', 'noDisagreement'] as const).map((one) => (
              <option key={one} value={one}>
                {t(`rivals.ruling.${one}`)}
              </option>
            ))}
          </select>
          {decides === 'split' && (
            <fieldset>
              <legend>{t('rivals.leaving')}</legend>
              {group.statements.map((one) => (
                <label key={one.id}>
                  <input
                    type="checkbox"
                    checked={leaving.includes(one.id)}
                    onChange={(event) =>
                      setLeaving(
                        event.target.checked
                          ? [...leaving, one.id]
                          : leaving.filter((it) => it !== one.id),
                      )
                    }
                  />
                  {text.said(one, group)} <span className={css.quiet}>{one.code}</span>
                </label>
              ))}
            </fieldset>
          )}
          {decides === 'merge' && (
            <>
              <label htmlFor={`${id}-with`}>{t('rivals.mergeWith')}</label>
              <select
                id={`${id}-with`}
                value={joins}
                onChange={(event) => setJoins(event.target.value)}
              >
                <option value="">–</option>
                {others.map((one) => (
                  <option key={one.id} value={one.id}>
                    {t('rivals.titleOf', {
                      measure: text.measure(one.measure),
                      subject: text.subject(one.subject),
                      when: text.span(one),
                    })}
                  </option>
                ))}
              </select>
            </>
          )}
          <label htmlFor={`${id}-why`}>{t('rivals.reason')}</label>
          <textarea
            id={`${id}-why`}
            rows={1}
            value={because}
            maxLength={2000}
            onChange={(event) => setBecause(event.target.value)}
          />
          <div className={css.verbs}>
            <Button type="submit" disabled={!ready || settle.isPending}>
              {t('rivals.decideVerb')}
            </Button>
          </div>
        </form>
      )}
      {settle.error && <ErrorPanel error={settle.error} />}
    </details>
  )
}
