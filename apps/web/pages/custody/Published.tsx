/** What everybody is told: counts that custody and the care unit published, seven days old, small ones hidden. */
import type { Table } from '@konbit/registers/released'
import { useList, useMeasures } from '../../api/hooks.ts'
import { useFormat } from '../../format.ts'
import { Card } from '../../parts/Card.tsx'
import { Go, GoRecord } from '../../parts/Go.tsx'
import { Empty, When } from '../../parts/Rest.tsx'
import { Cell, Rows } from '../../parts/Rows.tsx'
import { useWords } from '../../words.tsx'
import { usePart } from '../accountability/Release.tsx'

type Line = {
  id: string
  measure: string
  part?: string
  value: number | null
  asOn: string
  least: number
}
const cellsOf = (text: unknown): Table['cells'] => {
  try {
    return JSON.parse(String(text ?? '[]')) as Table['cells']
  } catch {
    return []
  }
}

export function Published({ of }: { of?: 'custody' | 'care' }) {
  const t = useWords()
  const part = usePart()
  const measures = useMeasures()
  const format = useFormat()
  const asked = useList('publishedFigure', { state: 'standing', sort: '-periodLast', limit: 200 })
  const titled = (measure: string): string =>
    measures.data?.items.find(({ name }) => name === measure)?.title ?? measure
  return (
    <Card
      title={t('custody.published')}
      aside={t('custody.publishedAside')}
      action={<Go to="/r/publishedFigure">{t('custody.list')}</Go>}
    >
      <When query={asked}>
        {({ items }) => {
          const mine = items.filter(({ fields }) =>
            (of ? [of] : ['custody', 'care']).some((one) =>
              String(fields.measure).startsWith(`${one}.`),
            ),
          )
          // The newest of each figure; what was told before stands in the list.
          const newest = [
            ...new Map([...mine].reverse().map((one) => [one.fields.measure, one])).values(),
          ].reverse()
          const lines = newest.flatMap(({ id, fields }): Line[] => {
            const base = {
              id,
              measure: String(fields.measure),
              asOn: String(fields.periodLast),
              least: Number(fields.leastCell),
            }
            const whole = typeof fields.value === 'number' ? fields.value : null
            const parts = cellsOf(fields.cells).map(({ key, value }) => ({
              ...{ ...base, part: key, value },
            }))
            return [{ ...base, value: whole }, ...parts]
          })
          return lines.length === 0 ? (
            <Empty title={t('custody.nonePublished')} why={t('custody.nonePublishedWhy')} />
          ) : (
            <Rows
              caption={t('custody.published')}
              rows={lines}
              keyOf={({ id, part: name }) => `${id}/${name ?? ''}`}
              columns={[
                {
                  key: 'figure',
                  title: t('custody.figure'),
                  cell: (one: Line) =>
                    one.part === undefined ? (
                      <GoRecord register="publishedFigure" id={one.id}>
                        {titled(one.measure)}
                      </GoRecord>
                    ) : (
                      `– ${part(one.measure, one.part)}`
                    ),
                },
                {
                  key: 'value',
                  title: t('custody.count'),
                  number: true,
                  cell: (one: Line) => (
                    <Cell
                      value={one.value === null ? null : format.number(one.value)}
                      why={t('custody.hidden', { least: one.least })}
                    />
                  ),
                },
                {
                  key: 'asOn',
                  title: t('custody.asOn'),
                  cell: (one: Line) => format.when(one.asOn),
                },
              ]}
            />
          )
        }}
      </When>
    </Card>
  )
}
