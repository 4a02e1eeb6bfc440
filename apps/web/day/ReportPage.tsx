/**
 * The situation report of a day, on one printed page or two: nothing in it was typed for it. Each figure opens into what it
 * counts; the change is against the day before.
 */
import { Link } from '@tanstack/react-router'
import { useGet, useHere, useMeasures, useRegisters } from '../api/hooks.ts'
import { figureAddress, useMoment } from '../api/moment.ts'
import { CopyButton } from '../figure/Cite.tsx'
import { useFormat } from '../format.ts'
import { Button } from '../parts/Button.tsx'
import { Card, PageHead } from '../parts/Card.tsx'
import { Go, recordPath } from '../parts/Go.tsx'
import { IconPrinter } from '../parts/icons.ts'
import { List, ListRow } from '../parts/ListRow.tsx'
import { Empty, Skeleton, When } from '../parts/Rest.tsx'
import { Cell } from '../parts/Rows.tsx'
import { Files } from '../reports/Files.tsx'
import { product } from '../settings.ts'
import { useLanguage, useTerm, useWords } from '../words.tsx'
import css from './day.module.css'
import { splitLink } from './link.ts'
import type { ReportLine, ReportView } from './types.ts'

export default function ReportPage() {
  const t = useWords()
  const format = useFormat()
  const { mission } = useHere()
  const { language } = useLanguage()
  const { params } = useMoment()
  const report = useGet<ReportView>('/day/report')
  const day = report.data?.day
  return (
    <>
      <PageHead
        title={t('dayReport.title')}
        question={
          report.data
            ? t('dayReport.question', {
                day: format.when(report.data.day, 'long'),
                since: format.when(report.data.since),
                seq: report.data.seq,
              })
            : undefined
        }
        actions={
          <>
            <CopyButton
              words={t('cite.page')}
              text={`${t('cite.pageText', {
                product,
                mission: mission.name,
                page: t('dayReport.title'),
                at: day ? format.when(day) : '',
                known: report.data ? format.when(report.data.known.slice(0, 10)) : '',
              })} ${location.href}`}
            />
            <Files path="/reports/day" params={{ ...params, language }} />
            <Button
              icon={<IconPrinter size={17} stroke={1.75} aria-hidden />}
              onClick={() => print()}
            >
              {t('print')}
            </Button>
          </>
        }
      />
      <When query={report} skeleton={<Skeleton lines={10} height={28} />}>
        {({ sections }) =>
          sections.length === 0 ? (
            <Card>
              <Empty title={t('dayReport.none')} why={t('dayReport.noneWhy')} />
            </Card>
          ) : (
            <div className={css.report}>
              {sections.map(({ name, lines, items }) => (
                <Card key={name} title={t(`dayReport.${name}`)}>
                  {lines.length > 0 && <Lines lines={lines} name={name} />}
                  {items.length > 0 && <Items items={items} name={name} />}
                </Card>
              ))}
            </div>
          )
        }
      </When>
    </>
  )
}

function Lines({ lines, name }: { lines: readonly ReportLine[]; name: string }) {
  const t = useWords()
  return (
    <table className={css.lines}>
      <caption className="aside-only">{t(`dayReport.${name}`)}</caption>
      <thead>
        <tr>
          <th scope="col">{t('dayReport.what')}</th>
          <th scope="col">{t('dayReport.value')}</th>
          <th scope="col">{t('dayReport.change')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((one) => (
          <Line key={`${one.key} ${one.caption ?? one.term ?? ''}`} one={one} name={name} />
        ))}
      </tbody>
    </table>
  )
}

function Line({ one, name }: { one: ReportLine; name: string }) {
  const t = useWords()
  const format = useFormat()
  const term = useTerm()
  useRegisters() // brings the words of states
  const measures = useMeasures().data?.items
  const { value, before, unit, figure, figureKey, link, caption } = one
  const title =
    caption ??
    (one.term
      ? term('term', one.term)
      : figure
        ? (measures?.find(({ name: measured }) => measured === figure)?.title ?? figure)
        : t(one.key))
  const shown = value === null ? null : worded(value)
  const change = value === null || before === null || before === undefined ? null : value - before
  return (
    <tr data-under={caption ? '' : undefined}>
      <th scope="row">{title}</th>
      <td>
        {figure ? (
          <Link
            to="."
            search={
              ((now: object) => ({ ...now, figure: figureAddress(figure, figureKey) })) as never
            }
            resetScroll={false}
            className={css.open ?? ''}
          >
            <Cell value={shown} why={t('notKnown')} />
          </Link>
        ) : link ? (
          <Go {...splitLink(link)} className={css.open}>
            <Cell value={shown} why={t('notKnown')} />
          </Go>
        ) : (
          <Cell value={shown} why={t('notKnown')} />
        )}
      </td>
      <td>{change === null ? '' : change === 0 ? t('dayReport.same') : delta(change)}</td>
    </tr>
  )

  function worded(amount: number): string {
    if (unit && /^[A-Z]{3}$/.test(unit))
      return format.money({ minor: Math.round(amount * 100), currency: unit }, true)
    const digits = name === 'vehicles' && unit === '%' ? 0 : undefined
    return unit === '%' ? `${format.number(amount, digits)} %` : format.number(amount)
  }
  function delta(amount: number): string {
    if (unit && /^[A-Z]{3}$/.test(unit)) {
      const text = format.money({ minor: Math.round(Math.abs(amount) * 100), currency: unit }, true)
      return `${amount > 0 ? '+' : '−'}${text}`
    }
    return format.signed(amount)
  }
}

function Items({ items, name }: { items: ReportView['sections'][number]['items']; name: string }) {
  const t = useWords()
  const format = useFormat()
  const term = useTerm()
  return (
    <List label={t(`dayReport.${name}`)}>
      {items.map(({ register, id, caption, words, list, date, note, value }) => (
        <ListRow
          key={id ?? note}
          {...(date ? { lead: format.when(date, 'day') } : {})}
          title={words ? t(words.key, words.values) : caption}
          {...(note
            ? { caption: name === 'binding' ? t(`binding.${note}`) : term('term', note) }
            : {})}
          {...(value === undefined ? {} : { end: format.number(value) })}
          {...(list
            ? { to: list.path, search: list.search }
            : register && id
              ? { to: recordPath(register, id) }
              : {})}
        />
      ))}
    </List>
  )
}
