/** Notices: what concerns the one who looks, newest first, and how they are told of it elsewhere. */
import { useHere, useMeasures, useRegisters } from '../api/hooks.ts'
import { useFormat } from '../format.ts'
import { useDoing } from '../pages/account/fields.tsx'
import { Button } from '../parts/Button.tsx'
import { Card, PageHead } from '../parts/Card.tsx'
import { OutlineChip, StateChip } from '../parts/Chip.tsx'
import { Go } from '../parts/Go.tsx'
import { Empty, ErrorPanel, Skeleton } from '../parts/Rest.tsx'
import { readSearch } from '../search.ts'
import { useWords } from '../words.tsx'
import { type Notice, useInbox, useSee } from './ask.ts'
import css from './notices.module.css'
import { NoticeSettings } from './Settings.tsx'

export default function NoticesPage() {
  const t = useWords()
  const inbox = useInbox()
  const see = useSee()
  const { busy, error, run } = useDoing()
  const titles = useRegisters().data
  // Sentences name registers, whose titles come beside them.
  const items = titles && inbox.data?.pages.flatMap((page) => page.items)
  const unseen = inbox.data?.pages[0]?.unseen ?? 0
  return (
    <>
      <PageHead
        title={t('frame.notices')}
        question={t('notices.question')}
        actions={
          unseen > 0 && (
            <Button disabled={busy} onClick={() => void run(() => see({}))}>
              {t('notices.seeAll')}
            </Button>
          )
        }
      />
      {error !== undefined && <ErrorPanel error={error} />}
      <div className={css.page}>
        <Card
          flush
          title={t('notices.list')}
          aside={unseen > 0 ? t('frame.unseen', { count: unseen }) : undefined}
          className={css.list}
        >
          {inbox.error ? (
            <div className={css.pad}>
              <ErrorPanel error={inbox.error} again={() => void inbox.refetch()} />
            </div>
          ) : !items ? (
            <div className={css.pad}>
              <Skeleton lines={8} height={44} />
            </div>
          ) : items.length === 0 ? (
            <div className={css.pad}>
              <Empty title={t('notices.none')} why={t('notices.noneWhy')} />
            </div>
          ) : (
            <ul className={css.rows}>
              {items.map((one) => (
                <Row key={one.id} notice={one} />
              ))}
            </ul>
          )}
          {inbox.hasNextPage && (
            <div className={css.more}>
              <Button
                disabled={inbox.isFetchingNextPage}
                onClick={() => void inbox.fetchNextPage()}
              >
                {t('notices.more')}
              </Button>
            </div>
          )}
        </Card>
        <NoticeSettings />
      </div>
    </>
  )
}

function useSentence(): (notice: Notice) => string {
  const t = useWords()
  const format = useFormat()
  const registers = useRegisters().data?.items ?? []
  const measures = useMeasures().data?.items ?? []
  return ({ key, said }) =>
    t(
      key,
      Object.fromEntries(
        Object.entries(said).map(([name, value]) => {
          if (name === 'day') return [name, format.when(String(value))]
          if (name === 'register')
            return [name, registers.find((one) => one.name === value)?.plural ?? value]
          if (name === 'measure')
            return [name, measures.find((one) => one.name === value)?.title ?? value]
          return [name, value]
        }),
      ),
    )
}

function Row({ notice }: { notice: Notice }) {
  const t = useWords()
  const format = useFormat()
  const { zone } = useHere().mission
  const sentence = useSentence()
  const see = useSee()
  const { busy, error, run } = useDoing()
  const { id, alert, caption, isUrgent, link, seen } = notice
  const [path = '/', query = ''] = link.split('?')
  return (
    <li className={css.row} data-unseen={!seen || undefined}>
      <div className={css.words}>
        <p>
          <Go
            to={path}
            {...(query ? { search: readSearch(query) } : {})}
            className={css.says}
            onClick={() => {
              if (!seen) void see({ ids: [id] }).catch(() => undefined)
            }}
          >
            {sentence(notice)}
          </Go>{' '}
          {!seen && <OutlineChip>{t('notices.new')}</OutlineChip>}{' '}
          {isUrgent && <StateChip tone="late">{t('notices.urgent')}</StateChip>}
        </p>
        {(caption || alert?.caption) && (
          <p className={css.caption}>{[alert?.caption, caption].filter(Boolean).join(' · ')}</p>
        )}
        <p className={css.small}>
          {format.instant(notice.at, zone)}
          {alert?.acknowledged &&
            ` · ${t('notices.acknowledged', { at: format.instant(alert.acknowledged, zone) })}`}
        </p>
        {error !== undefined && <ErrorPanel error={error} />}
      </div>
      {alert && !alert.acknowledged && (
        <Button
          size="small"
          disabled={busy}
          onClick={() => void run(() => see({ ids: [id], acknowledges: true }))}
        >
          {t('notices.acknowledge')}
        </Button>
      )}
    </li>
  )
}
