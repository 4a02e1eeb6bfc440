/** The list of groups: what is measured of whom and when, the spread in one glance, how many say so, what is used, how it stands. */
import { useEffect, useRef } from 'react'
import { SpreadGlyph } from '../../charts/SpreadGlyph.tsx'
import { dayNumber } from '../../charts/scale.ts'
import { Card } from '../../parts/Card.tsx'
import { OutlineChip, StateChip } from '../../parts/Chip.tsx'
import { IconStamp } from '../../parts/icons.ts'
import { useWords } from '../../words.tsx'
import { type Group, isDates, kindOf, type Status, spreadValues } from './group.ts'
import css from './rivals.module.css'
import { type RivalText, useRivalText } from './useRivalText.ts'

export function StatusChip({ status, text }: { status: Status; text: RivalText }) {
  const words = text.status(status)
  if (status === 'adopted')
    return <OutlineChip icon={<IconStamp size={13} stroke={2} aria-hidden />}>{words}</OutlineChip>
  return <StateChip tone={status === 'ownRecord' ? 'fit' : 'unknown'}>{words}</StateChip>
}

/** The figure in use as a place on the spread: a number, or the day of a date. */
export function usedMark(group: Group): number | null {
  const value = group.inUse?.value ?? null
  if (typeof value === 'number') return value
  return value !== null && isDates(group) && /^\d{4}-\d{2}-\d{2}$/.test(value)
    ? dayNumber(value) + 0.5
    : null
}

type Props = { groups: readonly Group[]; picked: string; onPick: (id: string) => void }

export function GroupList({ groups, picked, onPick }: Props) {
  const t = useWords()
  const text = useRivalText()
  const row = useRef<HTMLTableRowElement>(null)
  const shown = useRef(picked)
  useEffect(() => {
    // Not on arrival: an address that names a group shows it beside the list, from the top of the page.
    if (shown.current === picked) return
    shown.current = picked
    // A promise in newer browsers: an effect must not return it.
    void row.current?.scrollIntoView({ block: 'nearest' })
  }, [picked])
  const statements = new Set(groups.flatMap((group) => group.statements.map((one) => one.id))).size
  return (
    <Card
      flush
      title={t('rivals.groups', { count: groups.length })}
      aside={t('rivals.ofStatements', { count: statements })}
    >
      <table className={css.groups}>
        <thead>
          <tr>
            <th scope="col">{t('rivals.measure')}</th>
            <th scope="col">{t('rivals.statements')}</th>
            <th scope="col" className={css.number}>
              {t('rivals.n')}
            </th>
            <th scope="col" className={css.number}>
              {t('rivals.inUse')}
            </th>
            <th scope="col">{t('rivals.statusKind')}</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr
              key={group.id}
              ref={group.id === picked ? row : undefined}
              className={group.id === picked ? css.picked : undefined}
              aria-current={group.id === picked ? 'true' : undefined}
              onClick={() => onPick(group.id)}
            >
              <td>
                <button type="button" className={css.name} onClick={() => onPick(group.id)}>
                  {text.measure(group.measure)}
                </button>
                <span className={css.caption}>
                  {text.subject(group.subject)} · {text.span(group)}
                </span>
              </td>
              <td>
                <SpreadGlyph values={spreadValues(group)} used={usedMark(group)} width={92} />
                <span className={css.caption}>{range(group)}</span>
              </td>
              <td className={css.number}>{group.statements.length}</td>
              <td className={`${css.number} ${css.used}`}>
                {group.inUse ? text.value(group.inUse.value, group) : '–'}
              </td>
              <td>
                <StatusChip status={group.status} text={text} />
                <span className={css.caption}>{text.kind(kindOf(group))}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  )

  function range(group: Group): string {
    const { lowest, highest } = group.spread
    const [low, high] = [text.value(lowest, group), text.value(highest, group)]
    if (low === '–' && high === '–')
      return group.statements
        .map((one) => text.said(one, group))
        .filter((v, i, all) => all.indexOf(v) === i)
        .slice(0, 2)
        .join(' / ')
    return low === high ? low : `${low} – ${high}`
  }
}
