/** What was delivered and which sites there are: the latest of each, as far as the mission keeps them. */
import { useList } from '../../api/hooks.ts'
import { useFormat } from '../../format.ts'
import { Card } from '../../parts/Card.tsx'
import { RecordState } from '../../parts/Chip.tsx'
import { Go, recordPath } from '../../parts/Go.tsx'
import { List, ListRow } from '../../parts/ListRow.tsx'
import { Empty, Skeleton, When } from '../../parts/Rest.tsx'
import { useWords } from '../../words.tsx'
import css from './logistics.module.css'

const dates = ['deliveredOn', 'arrivedOn', 'openedOn', 'statedOn']

export function Received() {
  return (
    <div className={css.two}>
      <Latest register="delivery" />
      <Latest register="site" />
    </div>
  )
}

function Latest({ register }: { register: 'delivery' | 'site' }) {
  const t = useWords()
  const format = useFormat()
  const list = useList(register, { limit: 6 })
  return (
    <Card
      title={t(`logistics.latest.${register}`)}
      action={<Go to={`/r/${register}`}>{t('desk.all')}</Go>}
    >
      <When query={list} skeleton={<Skeleton lines={4} height={28} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t(`logistics.latest.${register}.none`)} />
          ) : (
            <List>
              {items.map((one) => {
                const when = dates
                  .map((name) => one.fields[name])
                  .find((v) => typeof v === 'string')
                return (
                  <ListRow
                    key={one.id}
                    title={one.caption}
                    caption={typeof when === 'string' ? format.when(when) : undefined}
                    end={<RecordState state={one.state} register={register} />}
                    to={recordPath(register, one.id)}
                  />
                )
              })}
            </List>
          )
        }
      </When>
    </Card>
  )
}
