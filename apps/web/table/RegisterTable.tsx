/** A register as a list with all that belongs to it: words, filters, columns, density, the table, and more of it. */
import { useCallback, useMemo, useState } from 'react'
import { get } from '../api/client.ts'
import { useMission } from '../api/hooks.ts'
import { useMoment } from '../api/moment.ts'
import type { Page, RecordView, Refs, RegisterView } from '../api/types.ts'
import { useFormat } from '../format.ts'
import { Button } from '../parts/Button.tsx'
import { IconColumns, IconDensity, IconPrinter } from '../parts/icons.ts'
import { Pop } from '../parts/Pop.tsx'
import { Empty, ErrorPanel, Skeleton } from '../parts/Rest.tsx'
import { useWords } from '../words.tsx'
import { BulkBar } from './BulkBar.tsx'
import { bulkVerbs } from './bulk.ts'
import { CopyLink } from './CopyLink.tsx'
import { everyColumn, leadOf } from './columns.ts'
import { DataTable } from './DataTable.tsx'
import { FilterBar } from './Filters.tsx'
import { type Filters, lookOf } from './looks.ts'
import { PrintList, printMax } from './PrintList.tsx'
import css from './RegisterTable.module.css'
import { usePages } from './usePages.ts'
import { ViewsMenu } from './ViewsMenu.tsx'
import { useView, type View } from './view.ts'

export function RegisterTable({
  register,
  filters,
  onFilter,
  fixed = {},
}: {
  register: RegisterView
  filters: Filters
  onFilter: (change: Filters) => void
  /** Held whatever is filtered, such as the source whose statements are listed. */
  fixed?: Filters
}) {
  const t = useWords()
  const format = useFormat()
  const [view, setView] = useView(register)
  const { query, rows, refs, total } = usePages(register.name, { ...filters, ...fixed })
  const moment = useMoment()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  // What is shown of another moment, or with other eyes, is looked at and not worked on.
  const works = moment.isNow && bulkVerbs(register).length > 0
  const chosenRows = useMemo(() => rows.filter(({ id }) => chosen.has(id)), [rows, chosen])
  const { printing, print, printed } = usePrinting(register.name, { ...filters, ...fixed })
  const isFiltered = Object.entries(filters).some(
    ([name, value]) => name !== 'sort' && value !== undefined,
  )
  const look = lookOf(filters, view)
  return (
    <div className={css.box}>
      <div className={css.tools}>
        <FilterBar register={register} filters={filters} onChange={onFilter} />
        <div className={css.end} data-print="no">
          <ViewsMenu register={register} look={look} />
          <CopyLink look={look} />
          <Pop
            label={t('table.columns')}
            title={t('table.columns')}
            align="end"
            buttonClass={css.tool}
            button={<IconColumns size={18} stroke={1.6} aria-hidden />}
          >
            {() => (
              <Columns
                register={register}
                view={view}
                onChange={(columns) => setView({ columns })}
              />
            )}
          </Pop>
          <button
            type="button"
            className={css.tool}
            disabled={printing === 'asked'}
            aria-label={t('print.list')}
            title={t('print.list')}
            onClick={() => void print()}
          >
            <IconPrinter size={18} stroke={1.6} aria-hidden />
          </button>
          <button
            type="button"
            className={css.tool}
            aria-pressed={view.dense}
            aria-label={t('table.dense')}
            title={t('table.dense')}
            onClick={() => setView({ dense: !view.dense })}
          >
            <IconDensity size={18} stroke={1.6} aria-hidden />
          </button>
        </div>
      </div>
      <p className={css.count} role="status">
        {query.isPending
          ? ''
          : total === null || total === undefined
            ? t('table.many', { count: rows.length })
            : t('table.count', { count: total })}
        {total !== null &&
          total !== undefined &&
          rows.length < total &&
          ` · ${t('table.shown', { count: rows.length })}`}
      </p>
      {works && (
        <BulkBar register={register} rows={chosenRows} onClear={() => setChosen(new Set())} />
      )}
      {printing instanceof Error && (
        <div className={css.pad}>
          <ErrorPanel error={printing} again={() => void print()} />
        </div>
      )}
      {typeof printing === 'object' && !(printing instanceof Error) && (
        <PrintList
          register={register}
          {...printing}
          view={view}
          filters={{ ...filters, ...fixed }}
          onDone={printed}
        />
      )}
      {query.error ? (
        <div className={css.pad}>
          <ErrorPanel error={query.error} again={() => void query.refetch()} />
        </div>
      ) : query.isPending ? (
        <div className={css.pad}>
          <Skeleton lines={10} height={24} />
        </div>
      ) : rows.length === 0 ? (
        <div className={css.pad}>
          <Empty
            title={t(isFiltered ? 'table.noneFiltered' : 'table.none', {
              what: register.plural.toLowerCase(),
            })}
            why={isFiltered ? t('table.noneFilteredWhy') : register.about}
            action={
              isFiltered && (
                <Button
                  onClick={() =>
                    onFilter(
                      Object.fromEntries(Object.keys(filters).map((name) => [name, undefined])),
                    )
                  }
                >
                  {t('table.clear')}
                </Button>
              )
            }
          />
        </div>
      ) : (
        <DataTable
          register={register}
          rows={rows}
          refs={refs}
          view={view}
          sort={[filters.sort].flat()[0]}
          onSort={(sort) => onFilter({ sort })}
          edits={works}
          {...(works ? { chosen, onChoose: setChosen } : {})}
        />
      )}
      {query.hasNextPage && (
        <div className={css.more} data-print="no">
          <Button onClick={() => void query.fetchNextPage()} disabled={query.isFetchingNextPage}>
            {query.isFetchingNextPage
              ? t('rest.loading')
              : t('table.more', { count: total ? Math.min(50, total - rows.length) : 50 })}
          </Button>
          <span>
            {total
              ? t('table.shownOf', {
                  shown: format.number(rows.length),
                  total: format.number(total),
                })
              : ''}
          </span>
        </div>
      )}
    </div>
  )
}

type Printing = { rows: RecordView[]; refs: Refs; total: number | null | undefined }

/** Every row of the list as it is filtered, up to a bound, fetched when it is to be printed. */
function usePrinting(register: string, filters: Filters) {
  const mission = useMission()
  const moment = useMoment()
  const [printing, setPrinting] = useState<'asked' | Error | Printing>()
  const printed = useCallback(() => setPrinting(undefined), [])
  const print = async (): Promise<void> => {
    setPrinting('asked')
    const found: Printing = { rows: [], refs: {}, total: undefined }
    let cursor: string | undefined
    try {
      do {
        const page: Page<RecordView> = await get(`/${mission.id}/${register}`, {
          ...moment.params,
          ...filters,
          limit: 200,
          cursor,
        })
        found.total ??= page.total
        found.rows.push(...page.items)
        Object.assign(found.refs, page.refs)
        cursor = page.next ?? undefined
      } while (cursor && found.rows.length < printMax)
      setPrinting(found)
    } catch (cause) {
      setPrinting(cause as Error)
    }
  }
  return { printing, print, printed }
}

function Columns({
  register,
  view,
  onChange,
}: {
  register: RegisterView
  view: View
  onChange: (columns: string[]) => void
}) {
  const t = useWords()
  const lead = leadOf(register)
  return (
    <fieldset className={css.columns}>
      <legend>{t('table.columns')}</legend>
      {everyColumn(register).map((name) => (
        <label key={name}>
          <input
            type="checkbox"
            disabled={name === lead}
            checked={name === lead || view.columns.includes(name)}
            onChange={(event) =>
              onChange(
                event.target.checked
                  ? [...view.columns, name]
                  : view.columns.filter((one) => one !== name),
              )
            }
          />
          {register.fields[name]?.title ?? t('field.state')}
        </label>
      ))}
    </fieldset>
  )
}
