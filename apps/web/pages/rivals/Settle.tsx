/**
 * Settling a group: adopt one statement, set one aside, or leave it not settled. Always with a reason, kept with the
 * entry; what was used until today stays in the record as what was used until today.
 */
import { type FormEvent, useId, useState } from 'react'
import { useHere, useMeasures, useRegister } from '../../api/hooks.ts'
import { useMoment } from '../../api/moment.ts'
import { Button } from '../../parts/Button.tsx'
import { IconStamp } from '../../parts/icons.ts'
import { ErrorPanel } from '../../parts/Rest.tsx'
import { useWords } from '../../words.tsx'
import { isSetAside } from './GroupDetail.tsx'
import type { Group, RivalStatement } from './group.ts'
import css from './settle.module.css'
import { useRivalText } from './useRivalText.ts'
import { type Act, useLastEntry, useSettle } from './useSettle.ts'

type Props = { group: Group; chosen: RivalStatement | undefined; onDone: () => void }

export function Settle({ group, chosen, onDone }: Props) {
  const t = useWords()
  const text = useRivalText()
  const id = useId()
  const { person } = useHere()
  const moment = useMoment()
  const may = useRegister('claim')?.may ?? []
  const measures = useMeasures().data?.items ?? []
  const [because, setBecause] = useState('')
  const [asked, setAsked] = useState(false)
  const settle = useSettle(() => {
    setBecause('')
    setAsked(false)
    onDone()
  })
  const used = group.statements.find((one) => one.id === group.inUse?.statement)
  const last = { chosen: useLastEntry(chosen?.id), used: useLastEntry(used?.id) }
  const changed = measures
    .filter((one) =>
      (one as { claims?: { measures: string[] } }).claims?.measures.includes(group.measure),
    )
    .map((one) => one.title)

  if (!may.includes('adopt'))
    return (
      <p className={`${css.settle} ${css.quiet}`}>{t('rivals.mayNot', { person: person.title })}</p>
    )
  if (!moment.isNow) return <p className={`${css.settle} ${css.quiet}`}>{t('rivals.onlyNow')}</p>

  const say = (acts: readonly Act[]) => (event?: FormEvent) => {
    event?.preventDefault()
    if (because.trim() === '') setAsked(true)
    else settle.mutate({ acts, because: because.trim() })
  }
  const onClaim = (one: RivalStatement, verb: string): Act => ({
    register: 'claim',
    id: one.id,
    verb,
    at: one.claim.asOf ?? undefined,
    expects: one.id === used?.id ? last.used : last.chosen,
  })
  const adopting = chosen && chosen.id !== used?.id ? chosen : undefined
  const adopt = adopting
    ? [onClaim(adopting, 'adopt'), ...(used ? [onClaim(used, 'restore')] : [])]
    : []
  const title = adopting
    ? used
      ? t('rivals.adoptInstead', {
          figure: text.said(adopting, group),
          used: text.said(used, group),
        })
      : t('rivals.adoptOne', { figure: text.said(adopting, group) })
    : chosen
      ? t('rivals.usedNow', { figure: text.said(chosen, group) })
      : t('rivals.chooseFirst')

  return (
    <form className={css.settle} onSubmit={say(adopt)} data-print="no">
      <div className={css.settleHead}>
        <h3>{title}</h3>
        <span className={css.quiet}>
          {group.status === 'ownRecord'
            ? t('rivals.recordStands')
            : changed.length > 0
              ? t('rivals.changes', { figures: changed.join(', ') })
              : t('rivals.changesNone')}
        </span>
      </div>
      {chosen && (
        <>
          <label htmlFor={id}>{t('rivals.reason')}</label>
          <textarea
            id={id}
            rows={1}
            value={because}
            maxLength={2000}
            aria-invalid={asked && because.trim() === ''}
            aria-describedby={asked ? `${id}-need` : undefined}
            onChange={(event) => setBecause(event.target.value)}
          />
          {asked && because.trim() === '' && (
            <p id={`${id}-need`} className={css.need}>
              {t('rivals.needReason')}
            </p>
          )}
          <div className={css.verbs}>
            {adopting && (
              <Button
                type="submit"
                look="filled"
                disabled={settle.isPending}
                icon={<IconStamp size={17} stroke={1.75} aria-hidden />}
              >
                {t('rivals.adopt')}
              </Button>
            )}
            {!isSetAside(chosen) && (
              <Button disabled={settle.isPending} onClick={say([onClaim(chosen, 'setAside')])}>
                {t('rivals.setAside')}
              </Button>
            )}
            {(chosen.claim.state !== 'stated' || (used && adopting)) && (
              <Button
                disabled={settle.isPending}
                onClick={say([
                  onClaim(
                    chosen.claim.state !== 'stated' ? chosen : (used as RivalStatement),
                    'restore',
                  ),
                ])}
              >
                {t('rivals.leaveOpen')}
              </Button>
            )}
            {used && adopting && (
              <span className={css.quiet}>
                {t('rivals.staysUntil', { figure: text.said(used, group) })}
              </span>
            )}
          </div>
        </>
      )}
      {settle.error && <ErrorPanel error={settle.error} />}
    </form>
  )
}
