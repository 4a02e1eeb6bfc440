/** What is followed to its end: referrals, investigations, recommendations and assessments, each with what is left of its clock. */
import { clocks } from '@konbit/registers/clocks'
import { useRegister } from '../../api/hooks.ts'
import { Card } from '../../parts/Card.tsx'
import { Go, recordPath } from '../../parts/Go.tsx'
import { List, ListRow } from '../../parts/ListRow.tsx'
import { Empty, When } from '../../parts/Rest.tsx'
import { useTerm, useWords } from '../../words.tsx'
import { running, useOpen } from './clocks.ts'
import { DaysLeft } from './DaysLeft.tsx'

const shownMax = 12

/** One card: the records of a register on which a clock runs. */
export function Follow({ register, day }: { register: string; day: string }) {
  const t = useWords()
  const term = useTerm()
  const own = clocks.filter((one) => one.register === register)
  const states = [...new Set(own.flatMap(({ state }) => state))]
  const asked = useOpen(register, states)
  const plural = useRegister(register)?.plural ?? ''
  return (
    <Card title={plural} action={<Go to={`/r/${register}`}>{t('accountability.all')}</Go>}>
      <When query={asked}>
        {({ items }) => {
          const rows = running(
            items,
            own.map(({ name }) => name),
            day,
          )
          return rows.length === 0 ? (
            <Empty title={t('accountability.noClock')} why={t('accountability.noClockWhy')} />
          ) : (
            <List>
              {rows.slice(0, shownMax).map(({ record, left, clock }) => (
                <ListRow
                  key={`${record.id}/${clock.name}`}
                  title={record.caption}
                  caption={term(`state.${register}`, record.state)}
                  end={<DaysLeft left={left} />}
                  to={recordPath(register, record.id)}
                />
              ))}
            </List>
          )
        }}
      </When>
    </Card>
  )
}
