/** What everybody is told: counts that custody and the care unit published, seven days old, small ones hidden. */
import { useList, useMeasures } from '../../api/hooks.ts'
import type { RecordView } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { Card } from '../../parts/Card.tsx'
import { Go } from '../../parts/Go.tsx'
import { Empty, When } from '../../parts/Rest.tsx'
import { Cell, Rows } from '../../parts/Rows.tsx'
import { spaced, useTerm, useWords } from '../../words.tsx'

export function Published({ of }: { of?: 'custody' | 'care' }) {
  const t = useWords()
  const term = useTerm()
  const measures = useMeasures()
  const format = useFormat()
  const asked = useList('publishedCount', { state: 'published', sort: '-asOn', limit: 100 })
  const named = (figure: string): string => {
    const [desk, name, part] = figure.split('.')
    const whole =
      measures.data?.items.find((one) => one.name === `${desk}.${name}`)?.title ?? figure
    return part ? `${whole}: ${term('term', part) || spaced(part)}` : whole
  }
  return (
    <Card
      title={t('custody.published')}
      aside={t('custody.publishedAside')}
      action={<Go to="/r/publishedCount">{t('custody.list')}</Go>}
    >
      <When query={asked}>
        {({ items }) => {
          const mine = items.filter(
            ({ fields }) => !of || String(fields.figure).startsWith(`${of}.`),
          )
          // The newest of each figure; what was told before stands in the list.
          const newest = [
            ...new Map([...mine].reverse().map((one) => [String(one.fields.figure), one])).values(),
          ]
          return newest.length === 0 ? (
            <Empty title={t('custody.nonePublished')} why={t('custody.nonePublishedWhy')} />
          ) : (
            <Rows
              caption={t('custody.published')}
              rows={newest}
              keyOf={({ id }) => id}
              columns={[
                {
                  key: 'figure',
                  title: t('custody.figure'),
                  cell: (one: RecordView) => named(String(one.fields.figure)),
                },
                {
                  key: 'value',
                  title: t('custody.count'),
                  number: true,
                  cell: (one: RecordView) => (
                    <Cell
                      value={
                        typeof one.fields.countValue === 'number'
                          ? format.number(one.fields.countValue)
                          : null
                      }
                      why={t('custody.hidden', { least: Number(one.fields.smallestCell) })}
                    />
                  ),
                },
                {
                  key: 'asOn',
                  title: t('custody.asOn'),
                  cell: (one: RecordView) => format.when(String(one.fields.asOn)),
                },
              ]}
            />
          )
        }}
      </When>
    </Card>
  )
}
