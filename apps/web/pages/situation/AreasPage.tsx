/**
 * What everybody is told of incidents: how many in each commune in a quarter, weeks after it ended, small counts hidden. Drawn
 * from released counts alone, so that it looks the same to whoever sees more. The commander releases the next quarter here.
 */
import type { Table } from '@konbit/registers/released'
import { useState } from 'react'
import { useGeo, useHere, useList } from '../../api/hooks.ts'
import { useFormat } from '../../format.ts'
import { AreaMap } from '../../map/AreaMap.tsx'
import type { Item } from '../../map/cluster.ts'
import { type Layers, useLayers } from '../../map/layers.ts'
import type { Features } from '../../map/project.ts'
import { Card, PageHead } from '../../parts/Card.tsx'
import { Empty, Skeleton, When } from '../../parts/Rest.tsx'
import { Rows } from '../../parts/Rows.tsx'
import { Segments } from '../../parts/Segments.tsx'
import { usePhone } from '../../parts/usePhone.ts'
import { useWords } from '../../words.tsx'
import { Release } from '../accountability/Release.tsx'
import { DeskTabs } from '../desk/DeskTabs.tsx'
import css from './mapPage.module.css'

const MEASURE = 'situation.incidents'
const QUARTERS = 4
type Told = { key: string; name: string; value: number | null }

const cellsOf = (text: unknown): Table['cells'] => {
  try {
    return JSON.parse(String(text ?? '[]')) as Table['cells']
  } catch {
    return []
  }
}

export default function AreasPage() {
  const t = useWords()
  const format = useFormat()
  const { person } = useHere()
  const phone = usePhone()
  const asked = useList('publishedFigure', {
    ...{ measure: MEASURE, state: 'standing', sort: '-periodFirst', limit: QUARTERS },
  })
  const layers = useLayers(
    useGeo<Features>('departments').data,
    useGeo<Features>('communes').data,
    useGeo<Features>('basemap').data,
  )
  const [chosen, setChosen] = useState<string>()
  return (
    <>
      <PageHead title={t('areas.title')} question={t('areas.question')} />
      <DeskTabs desk="situation" />
      <When query={asked} skeleton={<Skeleton lines={8} height={60} />}>
        {({ items }) => {
          const one = items.find(({ id }) => id === chosen) ?? items[0]
          if (!one || !layers)
            return one ? (
              <Skeleton lines={8} height={60} />
            ) : (
              <Card>
                <Empty title={t('areas.none')} why={t('areas.noneWhy')} />
              </Card>
            )
          const { fields } = one
          const told = toldOf(cellsOf(fields.cells), layers, t('areas.elsewhere'))
          const rows = told.filter(({ value }) => value !== 0)
          const hidden = rows.filter(({ value }) => value === null).length
          return (
            <div className={css.beside}>
              <Card
                flush
                title={t('areas.finding', {
                  count: rows.length - hidden,
                  from: format.when(String(fields.periodFirst)),
                  to: format.when(String(fields.periodLast)),
                })}
                aside={t('areas.hidden', { count: hidden, least: Number(fields.leastCell) })}
              >
                <AreaMap
                  layers={layers}
                  label={t('areas.title')}
                  height={phone ? 340 : 560}
                  items={marksOf(told, layers)}
                  kinds={{ incident: { color: 'var(--accent)', title: t('overview.incidents') } }}
                  around={layers.bounds}
                />
                <p className={css.note}>{t('areas.note')}</p>
              </Card>
              <Card title={t('areas.list')}>
                <div className={css.pad}>
                  <Segments
                    label={t('areas.quarter')}
                    value={one.id}
                    onChoose={setChosen}
                    choices={items.map(({ id, fields: { periodFirst } }) => ({
                      value: id,
                      title: t('areas.quarterOf', {
                        quarter: Math.ceil(Number(String(periodFirst).slice(5, 7)) / 3),
                        year: String(periodFirst).slice(0, 4),
                      }),
                    }))}
                  />
                </div>
                <Rows
                  caption={t('areas.list')}
                  rows={rows}
                  keyOf={({ key }) => key}
                  columns={[
                    { key: 'name', title: t('areas.commune'), cell: ({ name }: Told) => name },
                    {
                      key: 'value',
                      title: t('overview.incidents'),
                      number: true,
                      cell: ({ value }: Told) =>
                        value === null ? `1–${Number(fields.leastCell) - 1}` : format.number(value),
                    },
                  ]}
                />
              </Card>
            </div>
          )
        }}
      </When>
      {person.roles.includes('chief') && <Release measures={[MEASURE]} />}
    </>
  )
}

/** The most first, then those hidden. */
const toldOf = (cells: Table['cells'], { communes }: Layers, elsewhere: string): Told[] =>
  cells
    .map(({ key, value }) => ({
      key,
      value,
      name: key === 'none' ? elsewhere : (communes.find(({ pcode }) => pcode === key)?.name ?? key),
    }))
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0) || (a.name < b.name ? -1 : 1))

const marksOf = (told: readonly Told[], { communes }: Layers): Item[] =>
  told.flatMap(({ key, name, value }): Item[] => {
    const at = communes.find(({ pcode }) => pcode === key)?.middle
    return value && at
      ? [
          {
            ...{ id: key, at, precision: 'commune', kind: 'incident', place: name, pcode: key },
            count: value,
          },
        ]
      : []
  })
