/** The last entries, as far as the reader may see them: each with its number, its record and its receipt. */
import { useMission, useRegisters } from '../../api/hooks.ts'
import { useLatest } from '../../api/trust.ts'
import { useFormat } from '../../format.ts'
import { Card } from '../../parts/Card.tsx'
import { Go, GoRecord } from '../../parts/Go.tsx'
import { List, ListRow } from '../../parts/ListRow.tsx'
import { Empty, Skeleton, When } from '../../parts/Rest.tsx'
import { verbDone } from '../../record/verbTitle.ts'
import { useWords } from '../../words.tsx'

export function Latest() {
  const t = useWords()
  const format = useFormat()
  const { zone } = useMission()
  const registers = useRegisters().data?.items ?? []
  return (
    <Card title={t('log.latest')} aside={t('log.latestAside')}>
      <When query={useLatest()} skeleton={<Skeleton lines={5} height={28} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('log.latestNone')} why={t('log.latestNoneWhy')} />
          ) : (
            <List label={t('log.latest')}>
              {items.map(({ seq, known, register: name, record, verb, caption }) => {
                const register = registers.find((one) => one.name === name)
                return (
                  <ListRow
                    key={seq}
                    lead={format.number(seq)}
                    title={
                      <GoRecord register={name} id={record}>
                        {caption || record.slice(0, 8)}
                      </GoRecord>
                    }
                    caption={[
                      register?.title ?? name,
                      verbDone(t, verb, register?.verbs[verb]),
                      format.instant(known, zone),
                    ].join(' · ')}
                    end={
                      <Go to="/log" search={{ receipt: String(seq) }}>
                        {t('log.toReceipt')}
                      </Go>
                    }
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
