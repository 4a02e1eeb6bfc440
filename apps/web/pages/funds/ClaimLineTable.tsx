/** The lines of a claim: what was there for how many days at which rate, why, and beside it what another edition would pay. */
import { useState } from 'react'
import type { ClaimLine, ClaimLines, Sum } from '../../api/force.ts'
import { useFormat } from '../../format.ts'
import { StateChip } from '../../parts/Chip.tsx'
import { GoRecord } from '../../parts/Go.tsx'
import { IconChevronDown } from '../../parts/icons.ts'
import { useNote, useTerm, useWords } from '../../words.tsx'
import css from './claim.module.css'

const FEW = 60

export function ClaimLineTable({
  data,
  other,
}: {
  data: ClaimLines
  other: ClaimLines | undefined
}) {
  const t = useWords()
  const format = useFormat()
  const [all, setAll] = useState(false)
  const shown = all ? data.lines : data.lines.slice(0, FEW)
  const byKey = new Map(other?.lines.map((one) => [one.key, one]))
  return (
    <>
      <table className={css.lines} data-compared={other ? '' : undefined}>
        <thead>
          <tr>
            <th scope="col">{t('claim.line')}</th>
            <th scope="col">{t('claim.days')}</th>
            <th scope="col">{t('claim.rate')}</th>
            <th scope="col">{other ? shortName(data.edition?.caption) : t('claim.amount')}</th>
            {other && (
              <>
                <th scope="col">{shortName(other.edition?.caption)}</th>
                <th scope="col">{t('claim.gap')}</th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {shown.map((line) => (
            <Line
              key={line.key}
              line={line}
              other={byKey.get(line.key)}
              compared={Boolean(other)}
            />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              {t('claim.total', { count: data.lines.length })}
            </th>
            <td data-title={t('claim.amount')}>{data.total ? format.money(data.total) : '—'}</td>
            {other && (
              <>
                <td data-title={shortName(other.edition?.caption)}>
                  {other.total ? format.money(other.total) : '—'}
                </td>
                <td data-title={t('claim.gap')}>
                  <Gap from={data.total} to={other.total} />
                </td>
              </>
            )}
          </tr>
        </tfoot>
      </table>
      {data.lines.length > shown.length && (
        <button type="button" className={css.more} onClick={() => setAll(true)}>
          {t('table.more', { count: data.lines.length - shown.length })}
        </button>
      )}
    </>
  )
}

function Gap({ from, to }: { from: Sum | null | undefined; to: Sum | null | undefined }) {
  const format = useFormat()
  if (!from || !to || from.currency !== to.currency) return <>—</>
  const minor = to.minor - from.minor
  if (minor === 0) return <span className={css.dash}>0</span>
  return (
    <>
      {minor > 0 ? '+' : '−'}
      {format.money({ minor: Math.abs(minor), currency: from.currency })}
    </>
  )
}

function Line({
  line,
  other,
  compared,
}: {
  line: ClaimLine
  other: ClaimLine | undefined
  compared: boolean
}) {
  const t = useWords()
  const term = useTerm()
  const words = useNote()
  const format = useFormat()
  const [open, setOpen] = useState(false)
  // A line of an agreement is named by its category; a vehicle by its plate.
  const named = line.subject && line.subject.register !== 'agreementLine' && line.subject.caption
  const name = named || term('rateCategory', line.category)
  const changed = compared && other?.amount?.minor !== line.amount?.minor
  return (
    <>
      <tr data-changed={changed ? '' : undefined}>
        <th scope="row">
          <button
            type="button"
            className={css.open}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            <IconChevronDown size={14} stroke={2} aria-hidden />
            <span>
              {capital(name)}
              <small>
                {[
                  named ? term('rateCategory', line.category) : null,
                  line.lease && term('choice.rate.lease', line.lease),
                  line.month && format.when(line.month),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </span>
          </button>
        </th>
        <td data-title={t('claim.days')}>
          {format.number(line.days)}
          {line.unserviceableDays > 0 && (
            <small className={css.lost}>
              {t('claim.unserviceable', { count: line.unserviceableDays })}
            </small>
          )}
        </td>
        <td data-title={t('claim.rate')}>
          {line.rate ? (
            <>
              {format.money(line.rate)}
              <small>
                {line.factor === 1
                  ? t('claim.perMonth')
                  : t('claim.perMonthFactor', { factor: format.number(line.factor, 3) })}
              </small>
            </>
          ) : (
            <StateChip tone="unknown">{t('claim.noRate')}</StateChip>
          )}
        </td>
        <td data-title={t('claim.amount')}>
          <b>{line.amount ? format.money(line.amount) : '—'}</b>
        </td>
        {compared && (
          <>
            <td>{other?.amount ? format.money(other.amount) : '—'}</td>
            <td data-title={t('claim.gap')}>
              <Gap from={line.amount} to={other?.amount} />
            </td>
          </>
        )}
      </tr>
      <tr className={open ? css.because : css.becauseClosed}>
        <td colSpan={compared ? 6 : 4}>
          <p>{words(line.because)}</p>
          {compared && other && changed && <p>{words(other.because)}</p>}
          {line.rests.length > 0 && (
            <ul aria-label={t('claim.restsOn')}>
              {line.rests.slice(0, 30).map(({ register, id, caption }) => (
                <li key={`${register}${id}`}>
                  <GoRecord register={register} id={id}>
                    {caption || t('notAvailable')}
                  </GoRecord>{' '}
                  <small>{term('register', register)}</small>
                </li>
              ))}
            </ul>
          )}
        </td>
      </tr>
    </>
  )
}

/** An edition is named by its code, which its caption begins with. */
export const shortName = (caption: string | undefined): string => caption?.split(' ')[0] ?? '–'

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
