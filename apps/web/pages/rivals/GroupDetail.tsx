/** One group of rivals: how they disagree in a sentence, each statement drawn and listed by its kind, and what is decided. */
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useMission } from '../../api/hooks.ts'
import { SaidPlot } from '../../charts/SaidPlot.tsx'
import { CopyButton } from '../../figure/Cite.tsx'
import { useFormat } from '../../format.ts'
import { Card } from '../../parts/Card.tsx'
import { OutlineChip } from '../../parts/Chip.tsx'
import { GoRecord } from '../../parts/Go.tsx'
import { useWords } from '../../words.tsx'
import { usedMark } from './GroupList.tsx'
import {
  colorOf,
  type Group,
  inOrder,
  isDates,
  isPlotted,
  plotRow,
  type RivalStatement,
} from './group.ts'
import { Rulings } from './Rulings.tsx'
import css from './rivals.module.css'
import { Settle } from './Settle.tsx'
import { useRivalText } from './useRivalText.ts'

export function GroupDetail({ group, groups }: { group: Group; groups: readonly Group[] }) {
  const t = useWords()
  const format = useFormat()
  const text = useRivalText()
  const mission = useMission()
  const navigate = useNavigate()
  const [chosen, choose] = useState<string>()
  const dates = isDates(group)
  const sources = new Set(group.statements.map((one) => one.claim.source?.code)).size
  const title = t('rivals.titleOf', {
    measure: text.measure(group.measure),
    subject: text.subject(group.subject),
    when: text.span(group),
  })
  const statements = inOrder(group)
  const rows = statements.map((one) =>
    plotRow(one, dates, `${text.said(one, group)} · ${text.kind(one.kind).toLowerCase()}`, [
      [one.claim.source?.code, one.claim.source?.publisher ?? one.claim.source?.title]
        .filter(Boolean)
        .join(' · '),
      one.claim.asOf ? format.when(one.claim.asOf) : t('claim.undated'),
      text.phrase(one.why, group),
    ]),
  )
  return (
    <Card
      flush
      title={title}
      action={
        <CopyButton text={`${title}. ${text.phrase(group.headline, group)} ${location.href}`} />
      }
    >
      <p className={css.path}>
        {[
          group.measure,
          group.unit,
          text.span(group),
          t('rivals.counts', { statements: group.statements.length, sources }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p className={css.finding}>
        <b>{text.phrase(group.headline, group)}</b>{' '}
        {group.inUse?.reason
          ? t('rivals.because', { reason: group.inUse.reason })
          : lead(group.statements)}
      </p>
      {isPlotted(group) && (
        <div className={css.plot}>
          <SaidPlot
            label={title}
            rows={rows}
            used={usedMark(group)}
            dates={dates}
            selected={chosen}
            onPick={(id) => void navigate({ to: `/${mission.id}/r/claim/${id}` as never })}
          />
        </div>
      )}
      <table className={css.said}>
        <thead>
          <tr>
            <th scope="col">
              <span className="aside-only">{t('rivals.choose')}</span>
            </th>
            <th scope="col">{t('rivals.statement')}</th>
            <th scope="col">{t('rivals.source')}</th>
            <th scope="col">{t('rivals.kindOf')}</th>
          </tr>
        </thead>
        <tbody>
          {statements.map((one) => (
            <tr key={one.id} className={isSetAside(one) ? css.faint : undefined}>
              <td>
                {canUse(one) ? (
                  <input
                    type="radio"
                    name={`use-${group.id}`}
                    checked={chosen === one.id}
                    aria-label={t('rivals.chooseOne', {
                      figure: text.said(one, group),
                      code: one.code,
                    })}
                    onChange={() => choose(one.id)}
                  />
                ) : (
                  <span aria-hidden="true">–</span>
                )}
              </td>
              <td>
                <GoRecord register="claim" id={one.id}>
                  <b>{text.said(one, group)}</b>
                </GoRecord>{' '}
                {group.inUse?.statement === one.id && <OutlineChip>{t('rivals.used')}</OutlineChip>}
                {isSetAside(one) && <OutlineChip>{text.status('setAside')}</OutlineChip>}
                <span className={css.when}>
                  {one.claim.asOf ? format.when(one.claim.asOf) : t('claim.undated')}
                </span>
              </td>
              <td>
                {one.claim.source?.publisher ?? one.claim.source?.title}{' '}
                <span className={css.aside}>{one.claim.source?.code}</span>
              </td>
              <td>
                <i
                  className={css.dot}
                  style={{ background: colorOf(one.kind) }}
                  aria-hidden="true"
                />
                {text.kind(one.kind)}
                <span className={css.why}>{text.phrase(one.why, group)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Settle
        group={group}
        chosen={group.statements.find((one) => one.id === chosen)}
        onDone={() => choose(undefined)}
      />
      <Rulings group={group} groups={groups} />
    </Card>
  )

  /** The strongest disagreement, said of the statement that makes it. */
  function lead(statements: readonly RivalStatement[]): string {
    const first = statements.find((one) => one.kind === group.kinds[0])
    return first ? text.phrase(first.why, group) : ''
  }
}

export const isSetAside = (one: RivalStatement): boolean =>
  one.setAside !== undefined || one.claim.state === 'setAside'
/** A statement without any figure cannot be used as one. */
const canUse = ({ claim }: RivalStatement): boolean =>
  claim.precision !== 'garbled' &&
  (claim.value !== null || Boolean(claim.valueDate) || Boolean(claim.valueText))
