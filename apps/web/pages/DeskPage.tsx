/** A desk that no page is drawn for yet: its registers, the latest of each, and the way to all of them. */
import { useParams } from '@tanstack/react-router'
import { useList, useRegisters } from '../api/hooks.ts'
import type { RegisterView } from '../api/types.ts'
import { Card, PageHead } from '../parts/Card.tsx'
import { RecordState } from '../parts/Chip.tsx'
import { useCaption } from '../parts/caption.ts'
import { Go, recordPath } from '../parts/Go.tsx'
import { List, ListRow } from '../parts/ListRow.tsx'
import { Empty, ErrorPanel, Skeleton } from '../parts/Rest.tsx'
import { useLanguage } from '../words.tsx'
import css from './DeskPage.module.css'
import { NotFound } from './NotFound.tsx'

export default function DeskPage() {
  const { t, has } = useLanguage()
  const { desk } = useParams({ strict: false }) as { desk: string }
  const registers = useRegisters()
  if (registers.isPending) return <Skeleton lines={9} height={24} />
  if (registers.error) return <ErrorPanel error={registers.error} />
  const own = registers.data.items.filter((one) => one.desk === desk)
  if (own.length === 0) return <NotFound />
  return (
    <>
      <PageHead
        title={t(`desk.${desk}`)}
        question={has(`desk.${desk}.question`) ? t(`desk.${desk}.question`) : undefined}
      />
      <div className={css.page}>
        {own.map((one) => (
          <Latest key={one.name} register={one} />
        ))}
      </div>
    </>
  )
}

function Latest({ register }: { register: RegisterView }) {
  const { t } = useLanguage()
  const caption = useCaption()
  const list = useList(register.name, { limit: 6 })
  const total = list.data?.total
  return (
    <Card
      title={register.plural}
      aside={total === null || total === undefined ? undefined : t('table.count', { count: total })}
      action={<Go to={`/r/${register.name}`}>{t('desk.all')}</Go>}
    >
      {list.isPending ? (
        <Skeleton lines={6} height={28} />
      ) : list.error ? (
        <ErrorPanel error={list.error} />
      ) : list.data.items.length === 0 ? (
        <Empty
          title={t('table.none', { what: register.plural.toLowerCase() })}
          why={register.about}
          action={
            register.may.includes('enter') && (
              <Go to={`/r/${register.name}/new`}>
                {t('enter.title', { what: register.title.toLowerCase() })}
              </Go>
            )
          }
        />
      ) : (
        <List>
          {list.data.items.map((record) => (
            <ListRow
              key={record.id}
              title={caption(register.name, record.caption)}
              end={<RecordState state={record.state} register={register.name} />}
              to={recordPath(register.name, record.id)}
            />
          ))}
        </List>
      )}
    </Card>
  )
}
