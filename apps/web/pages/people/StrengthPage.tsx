/**
 * The personnel strength report of any date: every stage by contributor and unit, and the movements that explain the
 * change since the last. Made to be printed: who asked, at which moment, what is left out and where it rests stand on it.
 */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMission } from '../../api/hooks.ts'
import { useMoment } from '../../api/moment.ts'
import { type Strength, strengthStages, useStrength } from '../../api/people.ts'
import { saveCsv } from '../../charts/picture.ts'
import { useFormat } from '../../format.ts'
import { addDays, daysBetween, isDay } from '../../frame/days.ts'
import { Button } from '../../parts/Button.tsx'
import { Card, PageHead } from '../../parts/Card.tsx'
import { StateChip } from '../../parts/Chip.tsx'
import { Go, GoRecord } from '../../parts/Go.tsx'
import { IconDownload, IconPrinter } from '../../parts/icons.ts'
import { List, ListRow } from '../../parts/ListRow.tsx'
import { Empty, ErrorPanel, Skeleton } from '../../parts/Rest.tsx'
import { Cell, Rows } from '../../parts/Rows.tsx'
import { Segments } from '../../parts/Segments.tsx'
import { useTerm, useWords } from '../../words.tsx'
import { DeskTabs } from '../desk/DeskTabs.tsx'
import { usePageDay } from '../desk/usePageDay.ts'
import css from './people.module.css'
import { flowOf, type ReportRow, reportRows, signedOf } from './report.ts'

const spans = [7, 30, 90] as const
/** So many movements stand on the page; the others are in their list. */
const SHOWN = 40

export default function StrengthPage() {
  const t = useWords()
  const format = useFormat()
  const navigate = useNavigate()
  const mission = useMission()
  const day = usePageDay()
  const { since: asked } = useSearch({ strict: false }) as { since?: string }
  const since = asked && isDay(asked) && asked < day ? asked : addDays(day, -30)
  const report = useStrength(since)
  const set = (next: string): void =>
    void navigate({
      to: '.',
      search: ((before: object) => ({ ...before, since: next })) as never,
      replace: true,
      resetScroll: false,
    })
  const rows = report.data ? reportRows(report.data.rows) : []
  const save = (): void =>
    saveCsv(
      {
        columns: [
          { key: 'name', title: t('tours.contributor') },
          { key: 'unit', title: t('tours.unit') },
          ...strengthStages.map((key) => ({
            key,
            title: t(`people.stage.${key}`),
            number: true,
          })),
        ],
        rows: rows
          .filter(({ level }) => level !== 'whole')
          .map((row) => ({
            name:
              row.level === 'unit'
                ? (rows.find((one) => one.key === (row.contributor ?? 'none'))?.name ?? '')
                : (row.name ?? t('report.noContributor')),
            unit: row.level === 'unit' ? (row.name ?? '') : '',
            ...row.values,
          })),
      },
      `strength-${mission.id}-${day}`,
    )
  return (
    <>
      <PageHead
        title={t('report.title')}
        question={t('report.question', { date: format.when(day, 'long') })}
        actions={
          <>
            <Button
              icon={<IconDownload size={17} stroke={1.75} aria-hidden />}
              disabled={rows.length === 0}
              onClick={save}
            >
              CSV
            </Button>
            <Button
              look="filled"
              icon={<IconPrinter size={17} stroke={1.75} aria-hidden />}
              onClick={() => print()}
            >
              {t('print')}
            </Button>
          </>
        }
      />
      <DeskTabs desk="people" />
      <div className={css.page}>
        <div className={css.tools} data-print="no">
          <span>{t('report.since')}</span>
          <Segments
            label={t('report.since')}
            value={String(daysBetween(since, day))}
            choices={spans.map((days) => ({ value: String(days), title: format.days(days) }))}
            onChoose={(days) => set(addDays(day, -Number(days)))}
          />
          <label className={css.date}>
            <span>{t('report.sinceDay')}</span>
            <input
              type="date"
              value={since}
              max={addDays(day, -1)}
              min="1990-01-01"
              onChange={({ target }) =>
                isDay(target.value) && target.value < day && set(target.value)
              }
            />
          </label>
        </div>
        {report.error ? (
          <ErrorPanel error={report.error} again={() => void report.refetch()} />
        ) : !report.data ? (
          <Card>
            <Skeleton lines={12} height={22} />
          </Card>
        ) : rows.length === 0 ? (
          <Card title={t('report.title')}>
            <Empty
              title={t('report.none')}
              why={t('report.noneWhy')}
              action={<Go to="/r/person">{t('people.still.noPersonsDo')}</Go>}
            />
          </Card>
        ) : (
          <>
            <Table rows={rows} day={day} />
            <Change report={report.data} since={since} day={day} />
          </>
        )}
      </div>
    </>
  )
}

function Table({ rows, day }: { rows: readonly ReportRow[]; day: string }) {
  const t = useWords()
  const format = useFormat()
  const moment = useMoment()
  return (
    <Card title={t('report.table', { date: format.when(day) })} aside={t('unit.word.persons')}>
      <Rows
        caption={t('report.table', { date: format.when(day) })}
        keyOf={({ key }) => key}
        tone={({ level }) => (level === 'whole' ? 'whole' : level === 'unit' ? 'under' : undefined)}
        rows={rows}
        columns={[
          {
            key: 'name',
            title: t('report.who'),
            cell: (row) =>
              row.level === 'whole' ? (
                t('people.whole')
              ) : row.unit ? (
                <GoRecord register="contingent" id={row.unit}>
                  {row.name}
                </GoRecord>
              ) : row.contributor ? (
                <Go to={`/contributor/${row.contributor}`}>{row.name}</Go>
              ) : (
                t('report.noContributor')
              ),
          },
          ...strengthStages.map((stage) => ({
            key: stage,
            title: t(`people.stage.${stage}`),
            number: true,
            cell: ({ values }: ReportRow) => (
              <Cell
                value={values[stage] === null ? null : format.number(values[stage])}
                why={t('report.notCounted')}
              />
            ),
          })),
        ]}
      />
      <p className={css.source}>
        {t('report.source')}{' '}
        {moment.isNow ? '' : t('figure.knownOn', { date: format.when(moment.known ?? day) })}
      </p>
    </Card>
  )
}

function Change({ report, since, day }: { report: Strength; since: string; day: string }) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const { came, left } = flowOf(report.movements)
  const moves = report.movements.slice(0, SHOWN)
  const said = (value: number | null): string => (value === null ? '–' : format.number(value))
  return (
    <Card
      title={
        report.change === null
          ? t('report.changeUnknown', { date: format.when(since) })
          : t('report.change', {
              change: format.signed(report.change),
              date: format.when(since),
            })
      }
      aside={
        report.more
          ? undefined
          : [
              t('report.inOut', { came, left }),
              report.died > 0 ? t('report.died', { count: report.died }) : '',
            ]
              .filter(Boolean)
              .join(', ')
      }
      action={
        report.explained ? (
          <StateChip tone="fit">{t('report.explained')}</StateChip>
        ) : (
          <StateChip tone="limited">{t('report.unexplained')}</StateChip>
        )
      }
    >
      {moves.length === 0 ? (
        <Empty title={t('report.noMoves')} why={t('report.noMovesWhy')} />
      ) : (
        <List label={t('report.movements')}>
          {moves.map((move) => (
            <ListRow
              key={`${move.record} ${move.kind}`}
              lead={format.when(move.on)}
              title={move.caption}
              caption={[term('report.kind', move.kind), move.contributor?.caption]
                .filter(Boolean)
                .join(' · ')}
              end={<b className={css.signed}>{format.signed(signedOf(move))}</b>}
              to={`/r/${move.register ?? 'movement'}/${move.record}`}
            />
          ))}
        </List>
      )}
      {(report.more || report.movements.length > moves.length) && (
        <p className={css.more}>
          <Go to="/r/movement" search={{ 'movedOn.from': since, 'movedOn.to': day }}>
            {t('report.allMoves')}
          </Go>
        </p>
      )}
      {(report.differences?.length ?? 0) > 0 && (
        <p className={css.source}>
          {t('report.differs')}{' '}
          {(report.differences ?? [])
            .map(
              ({ contributor, deployed, counted }) =>
                `${contributor?.caption ?? t('report.noContributor')}: ${said(deployed)} / ${said(counted)}`,
            )
            .join(' · ')}
        </p>
      )}
      <p className={css.source}>
        {t('report.changeSource', { from: format.when(since), to: format.when(day) })}
      </p>
    </Card>
  )
}
