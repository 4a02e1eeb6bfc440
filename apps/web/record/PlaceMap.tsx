/** Where a record lies, small, as surely as it is placed. */
import { useGeo } from '../api/hooks.ts'
import type { Place } from '../api/types.ts'
import { AreaMap } from '../map/AreaMap.tsx'
import type { Precision } from '../map/cluster.ts'
import { useLayers } from '../map/layers.ts'
import type { Features } from '../map/project.ts'
import { Card } from '../parts/Card.tsx'
import { useWords } from '../words.tsx'
import { PlaceText } from './Value.tsx'

export default function PlaceMap({ place }: { place: Place }) {
  const t = useWords()
  const layers = useLayers(
    useGeo<Features>('departments').data,
    undefined,
    useGeo<Features>('basemap').data,
  )
  if (!layers || place.lon === undefined || place.lat === undefined) return null
  const at = layers.project(place.lon, place.lat)
  const { left, right, top, bottom } = layers.bounds
  if (at[0] < left || at[0] > right || at[1] < top || at[1] > bottom) return null
  return (
    <Card flush title={t('record.where')} aside={<PlaceText place={place} />}>
      <AreaMap
        layers={layers}
        label={place.name ?? t('record.where')}
        height={200}
        items={[
          {
            id: 'here',
            at,
            precision: place.precision as Precision,
            kind: 'here',
            place: place.name,
            pcode: place.pcode,
          },
        ]}
        kinds={{ here: { color: 'var(--series-3)', title: place.name ?? '' } }}
        still
      />
    </Card>
  )
}
