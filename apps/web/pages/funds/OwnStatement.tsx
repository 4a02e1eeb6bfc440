/**
 * The mission's own statement of money: pledged, committed, received, allotted, obligated, paid, by donor, use or period.
 * Stages are never added to each other. Every sum stands in its own currency and opens into the rate, its day and its
 * publisher, and into the records it rests on; what has no rate is not converted. What is given in kind stands apart.
 */
import { useState } from 'react'
import {
  type Stage,
  type Statement,
  type StatementRow,
  type StatementSum,
  stages,
  useStatement,
} from '../../api/force.ts'
import { useFormat } from '../../format.ts'
import { Card } from '../../parts/Card.tsx'
import { Go, GoRecord } from '../../parts/Go.tsx'
import { Pop } from '../../parts/Pop.tsx'
import { Empty, Skeleton, When } from '../../parts/Rest.tsx'
import { DateText } from '../../parts/Text.tsx'
import { useLanguage, useTerm, useWords } from '../../words.tsx'
import css from './ownStatement.module.css'
import { columnTotals } from './totals.ts'

const views = ['donor', 'use', 'period'] as const
/** So many stand on the page; their list has them all. */
const TRIED = 12

export function OwnStatement() {
  const t = useWords()
  const [by, setBy] = useState<(typeof views)[number]>('donor')
  const asked = useStatement(by)
  return (
    <When
      query={asked}
      skeleton={
        <Card title={t('funds.own')}>
          <Skeleton lines={9} height={26} />
        </Card>
      }
    >
      {(data) => (
        <>
          <Card
            title={t(`funds.ownBy.${by}`)}
            aside={t('funds.ownAside')}
            action={
              <fieldset className={css.views} data-print="no">
                <legend className="aside-only">{t('funds.ownView')}</legend>
                {views.map((view) => (
                  <label key={view}>
                    <input
                      type="radio"
                      name="statement-by"
                      checked={view === by}
                      onChange={() => setBy(view)}
                    />
                    <span>{t(`funds.by.${view}`)}</span>
                  </label>
                ))}
              </fieldset>
            }
          >
            <Sums data={data} by={by} />
          </Card>
          <Refused data={data} />
          <Tried data={data} />
        </>
      )}
    </When>
  )
}

function Sums({ data, by }: { data: Statement; by: Statement['by'] }) {
  const t = useWords()
  const money = data.rows.filter((row) => !row.inKind)
  const kind = data.rows.filter((row) => row.inKind)
  if (data.rows.length === 0) return <Empty title={t('funds.none')} why={t('funds.noneWhy')} />
  return (
    <>
      <Table rows={money} by={by} currency={data.currency} total />
      {kind.length > 0 && (
        <>
          <h3 className={css.kind}>{t('funds.inKind')}</h3>
          <Table rows={kind} by={by} currency={data.currency} />
        </>
      )}
      <p className={css.note}>{t('funds.ownNote', { currency: data.currency })}</p>
    </>
  )
}

function Table({
  rows,
  by,
  currency,
  total = false,
}: {
  rows: readonly StatementRow[]
  by: Statement['by']
  currency: string
  total?: boolean
}) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const totals = columnTotals(rows, currency)
  // What no donor's money is set aside for comes last.
  const sorted = [...rows].sort((a, b) => Number(a.key === null) - Number(b.key === null))
  const name = (row: StatementRow): string =>
    row.key === null
      ? t(`funds.noKey.${by}`)
      : by === 'use'
        ? capital(term('use', row.caption || row.key))
        : by === 'period'
          ? format.when(row.caption || row.key)
          : row.caption
  return (
    <table className={css.table}>
      <caption className="aside-only">{t(`funds.ownBy.${by}`)}</caption>
      <thead>
        <tr>
          <th scope="col">{t(`funds.by.${by}`)}</th>
          {stages.map((stage) => (
            <th key={stage} scope="col">
              {t(`funds.stage.${stage}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sorted.map((row) => (
          <tr key={`${row.key}${row.inKind}`}>
            <th scope="row">
              {by === 'donor' && row.key ? (
                <GoRecord register="organisation" id={row.key}>
                  {name(row)}
                </GoRecord>
              ) : (
                name(row)
              )}
            </th>
            {stages.map((stage) => (
              <Cell key={stage} stage={stage} sums={row.cells[stage] ?? []} currency={currency} />
            ))}
          </tr>
        ))}
      </tbody>
      {total && rows.length > 1 && (
        <tfoot>
          <tr>
            <th scope="row">
              {t('funds.converted', { currency })}
              <small>{t('funds.convertedWhy')}</small>
            </th>
            {stages.map((stage) => {
              const { minor, left } = totals[stage]
              return (
                <td key={stage} data-title={t(`funds.stage.${stage}`)}>
                  {minor === null ? (
                    <span className={css.dash}>—</span>
                  ) : (
                    <b>{format.money({ minor, currency }, true)}</b>
                  )}
                  {left > 0 && <small>{t('funds.leftOut', { count: left })}</small>}
                </td>
              )
            })}
          </tr>
        </tfoot>
      )}
    </table>
  )
}

function Cell({
  stage,
  sums,
  currency,
}: {
  stage: Stage
  sums: readonly StatementSum[]
  currency: string
}) {
  const t = useWords()
  const title = t(`funds.stage.${stage}`)
  return (
    <td data-title={title} className={sums.length === 0 ? css.none : undefined}>
      {sums.length === 0 ? (
        <span className={css.dash}>
          <span aria-hidden>—</span>
          <span className="aside-only">{t('funds.noSum', { stage: title })}</span>
        </span>
      ) : (
        sums.map((one) => (
          <Amount
            key={`${one.sum.currency}${one.rate?.record}`}
            one={one}
            title={title}
            currency={currency}
          />
        ))
      )}
    </td>
  )
}

function Amount({ one, title, currency }: { one: StatementSum; title: string; currency: string }) {
  const t = useWords()
  const format = useFormat()
  const foreign = one.sum.currency !== currency
  const rate = one.rate
    ? t('funds.rate', {
        rate: format.number(one.rate.rate, 4),
        currency: one.sum.currency,
        to: currency,
        date: format.when(one.rate.statedOn),
        source: one.rate.source,
      })
    : foreign
      ? t('funds.noRate', { currency: one.sum.currency, to: currency })
      : t('funds.ownCurrency')
  return (
    <span className={css.amount}>
      <Pop
        align="end"
        label={title}
        title={rate}
        buttonClass={css.sum}
        button={<b>{format.money(one.sum, true)}</b>}
      >
        {() => (
          <div className={css.panel}>
            <p className={css.exact}>{format.money(one.sum)}</p>
            {foreign && one.converted && <p>= {format.money(one.converted)}</p>}
            <p className={css.rate}>
              {one.rate && foreign ? (
                <GoRecord register="exchangeRate" id={one.rate.record}>
                  {rate}
                </GoRecord>
              ) : (
                rate
              )}
            </p>
            <p className={css.rests}>{t('funds.restsOn', { count: one.count })}</p>
            <ul>
              {one.rests.slice(0, 12).map(({ register, id, caption }) => (
                <li key={id}>
                  <GoRecord register={register} id={id}>
                    {caption || t('notAvailable')}
                  </GoRecord>
                </li>
              ))}
            </ul>
            {one.count > 12 && (
              <p className={css.rests}>{t('funds.more', { count: one.count - 12 })}</p>
            )}
          </div>
        )}
      </Pop>
      {foreign && (
        <small>
          {one.converted ? `= ${format.money(one.converted, true)}` : t('funds.notConverted')}
        </small>
      )}
      {foreign && <small className={css.printed}>{rate}</small>}
    </span>
  )
}

function Refused({ data }: { data: Statement }) {
  const { t, has } = useLanguage()
  const format = useFormat()
  if (data.refused.length === 0) return null
  return (
    <Card
      title={t('funds.refused', { count: data.refused.length })}
      aside={t('funds.refusedAside')}
    >
      <ul className={css.refused}>
        {data.refused.map((one) => (
          <li key={one.id}>
            <DateText when={one.on ?? undefined} />
            <span>
              <GoRecord register={one.register} id={one.id}>
                {one.caption}
              </GoRecord>
              <small>{has(one.key) ? t(one.key) : one.why}</small>
            </span>
            <b>{format.money(one.sum, true)}</b>
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** What was asked and refused. A refusal is entered on purpose; whatever nobody entered is not here. */
function Tried({ data }: { data: Statement }) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  if (data.triedCount === 0) return null
  return (
    <Card
      title={t('funds.tried', { count: data.triedCount })}
      aside={t('funds.triedAside')}
      action={<Go to="/r/refusal">{t('desk.all')}</Go>}
    >
      <ul className={css.refused}>
        {data.tried.slice(0, TRIED).map((one) => (
          <li key={one.id}>
            <DateText when={one.on ?? undefined} />
            <span>
              <GoRecord register={one.register} id={one.id}>
                {one.caption}
              </GoRecord>
              <small>
                {[
                  one.use && capital(term('use', one.use)),
                  one.contribution && t('funds.triedOf', { gift: one.contribution.caption }),
                  one.state === 'answered' && t('funds.triedAnswered'),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </span>
            <b>{format.money(one.sum, true)}</b>
          </li>
        ))}
      </ul>
    </Card>
  )
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
