/** Who read what is restricted or behind a firewall: one's own readings, and all of them for an auditor. */
import { useMutation } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { get, type Params } from '../api/client.ts'
import { useGet, useHere, useList, useRegisters } from '../api/hooks.ts'
import { type Reading, type ReadingsCheck, useReadings } from '../api/trust.ts'
import type { Label } from '../api/types.ts'
import { type Row as Line, saveCsv } from '../charts/picture.ts'
import { useFormat } from '../format.ts'
import { Button } from '../parts/Button.tsx'
import { Card, PageHead } from '../parts/Card.tsx'
import { LabelChip, OutlineChip, StateChip } from '../parts/Chip.tsx'
import { GoRecord } from '../parts/Go.tsx'
import { IconDownload } from '../parts/icons.ts'
import { Empty, ErrorPanel, Skeleton } from '../parts/Rest.tsx'
import { usePersonTitle } from '../parts/usePersonTitle.ts'
import { useWords } from '../words.tsx'
import { AccessPath } from './access/AccessPath.tsx'
import css from './access/access.module.css'

const audited: Label[] = ['restricted', 'conduct', 'care', 'custody']
const names = ['member', 'register', 'label', 'from', 'to', 'record'] as const
type Asked = Partial<Record<(typeof names)[number], string>>
const columns = ['n', 'at', 'member', 'register', 'labels', 'records', 'ids', 'door']
const FEW = 3
const PAGE = 50
const WHOLE = 200

export default function ReadingsPage() {
  const t = useWords()
  const search = useSearch({ strict: false }) as Asked
  const asked: Params = Object.fromEntries(names.map((name) => [name, search[name]]))
  const readings = useReadings({ ...asked, limit: PAGE })
  return (
    <>
      <PageHead
        path={<AccessPath />}
        title={t('access.page.readings')}
        question={t('readings.question')}
        actions={<Export asked={asked} />}
      />
      <Filters asked={search} />
      <Card
        flush
        title={t('readings.list')}
        aside={
          readings.head &&
          t('readings.head', { n: readings.head.n, hash: readings.head.hash.slice(0, 12) })
        }
      >
        {readings.asked.error ? (
          <div className={css.pad}>
            <ErrorPanel error={readings.asked.error} again={() => void readings.asked.refetch()} />
          </div>
        ) : !readings.items ? (
          <div className={css.pad}>
            <Skeleton lines={10} height={24} />
          </div>
        ) : readings.items.length === 0 ? (
          <div className={css.pad}>
            <Empty title={t('readings.none')} why={t('readings.noneWhy')} />
          </div>
        ) : (
          <Table items={readings.items} />
        )}
        <div className={css.below}>
          {readings.asked.hasNextPage && (
            <Button
              disabled={readings.asked.isFetchingNextPage}
              onClick={() => void readings.asked.fetchNextPage()}
            >
              {t('readings.more')}
            </Button>
          )}
          <Check />
        </div>
      </Card>
    </>
  )
}

function Filters({ asked }: { asked: Asked }) {
  const t = useWords()
  const navigate = useNavigate()
  const person = usePersonTitle()
  const { mission } = useHere()
  const registers = useRegisters().data?.items ?? []
  const members = useList('member', { limit: WHOLE }).data?.items ?? []
  const change = (name: string, value: string): void =>
    void navigate({
      to: '.',
      search: ((before: object) => ({ ...before, [name]: value || undefined })) as never,
      replace: true,
      resetScroll: false,
    })
  const choose = (name: keyof Asked, options: readonly { value: string; title: string }[]) => (
    <div>
      <label htmlFor={`readings-${name}`}>{t(`readings.${name}`)}</label>
      <select
        id={`readings-${name}`}
        value={asked[name] ?? ''}
        onChange={(event) => change(name, event.target.value)}
      >
        <option value="">{t('readings.every')}</option>
        {options.map(({ value, title }) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </select>
    </div>
  )
  const people = [
    ...members.map(({ id, caption }) => ({ value: id, title: caption })),
    ...(mission.mayChoose ? mission.people : []).map(({ id, title }) => ({
      value: id,
      title: person(id, title),
    })),
  ]
  return (
    <div className={css.tools} data-print="no">
      {choose('member', people)}
      {choose(
        'register',
        registers.map(({ name, plural }) => ({ value: name, title: plural })),
      )}
      {choose(
        'label',
        audited.map((label) => ({ value: label, title: t(`label.${label}`) })),
      )}
      {(['from', 'to'] as const).map((name) => (
        <label key={name}>
          {t(`readings.${name}`)}
          <input
            type="date"
            value={asked[name] ?? ''}
            onChange={(event) => change(name, event.target.value)}
          />
        </label>
      ))}
      {asked.record && (
        <Button size="small" onClick={() => change('record', '')}>
          {t('readings.everyRecord')}
        </Button>
      )}
    </div>
  )
}

function Table({ items }: { items: readonly Reading[] }) {
  const t = useWords()
  return (
    <div className={css.scroll}>
      <table className={css.table}>
        <thead>
          <tr>
            {['when', 'who', 'what', 'marked', 'door'].map((one) => (
              <th key={one} scope="col">
                {t(`readings.${one}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <Row key={one.n} reading={one} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ reading: one }: { reading: Reading }) {
  const t = useWords()
  const format = useFormat()
  const person = usePersonTitle()
  const { zone } = useHere().mission
  const register = useRegisters().data?.items.find(({ name }) => name === one.register)
  return (
    <tr>
      <th scope="row">
        {format.instant(one.at, zone)}
        <span className={css.small}>{t('readings.number', { n: one.n })}</span>
      </th>
      <td data-title={t('readings.who')}>
        {person(one.member, one.memberTitle)}
        {one.view && (
          <span className={css.small}>
            <OutlineChip>{t('readings.view')}</OutlineChip>
          </span>
        )}
      </td>
      <td data-title={t('readings.what')}>
        {one.register === 'reading'
          ? t('readings.list')
          : `${register?.plural ?? one.register}, ${
              one.records === 0 ? t('readings.figure') : t('records', { count: one.records })
            }`}
        {one.ids.slice(0, FEW).map((id) => (
          <GoRecord key={id} register={one.register} id={id} className={css.small}>
            {id.slice(0, 8)}
          </GoRecord>
        ))}
      </td>
      <td data-title={t('readings.marked')}>
        {one.labels.map((label) => (
          <LabelChip key={label} label={label} />
        ))}
      </td>
      <td data-title={t('readings.door')}>{one.door}</td>
    </tr>
  )
}

/** Every page of what is filtered, as one file. */
function Export({ asked }: { asked: Params }) {
  const t = useWords()
  const { mission } = useHere()
  const file = useMutation({
    mutationFn: async () => {
      const rows: Line[] = []
      let cursor: string | undefined
      do {
        const page: { items: Reading[]; next: string | null } = await get(
          `/${mission.id}/readings`,
          { ...asked, limit: WHOLE, cursor },
        )
        for (const one of page.items)
          rows.push({
            n: one.n,
            at: one.at,
            member: one.memberTitle ?? one.member,
            register: one.register,
            labels: one.labels.join(' '),
            records: one.records,
            ids: one.ids.join(' '),
            door: one.door,
          })
        cursor = page.next ?? undefined
      } while (cursor)
      saveCsv(
        { columns: columns.map((key) => ({ key, title: key })), rows },
        `readings-${mission.id}`,
      )
    },
  })
  return (
    <>
      <Button
        icon={<IconDownload size={17} stroke={1.75} aria-hidden />}
        disabled={file.isPending}
        onClick={() => file.mutate()}
      >
        {t('readings.export')}
      </Button>
      {file.error && <ErrorPanel error={file.error} />}
    </>
  )
}

/** Whether no reading was taken out or changed. */
function Check() {
  const t = useWords()
  const check = useGet<ReadingsCheck>('/readings/check', {}, { moment: false, enabled: false })
  return (
    <>
      <Button disabled={check.isFetching} onClick={() => void check.refetch()}>
        {t('readings.check')}
      </Button>
      <span role="status">
        {check.data &&
          !check.isFetching &&
          (check.data.holds ? (
            <StateChip tone="fit">{t('readings.holds', { n: check.data.n })}</StateChip>
          ) : (
            <StateChip tone="out">{t('readings.broken', { n: check.data.wrong ?? 0 })}</StateChip>
          ))}
      </span>
      {check.error && <ErrorPanel error={check.error} />}
    </>
  )
}
