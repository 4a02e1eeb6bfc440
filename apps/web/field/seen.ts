/** What an incident is filled with before anybody types: what it likely touches, its title, its code, places of late. Pure. */
import type { Place, RecordView } from '../api/types.ts'

/** Whom such a thing most often concerns; the officer may tap another. */
const usual: Readonly<Record<string, 'people' | 'ground' | 'mission'>> = {
  ambush: 'mission',
  exchangeOfFire: 'mission',
  operation: 'mission',
  accident: 'mission',
  seizure: 'ground',
  recapture: 'ground',
  groundLost: 'ground',
}
export const touchesOf = (kind: string): string => usual[kind] ?? 'people'

/** A code of its own: the minute and four letters by lot, so that two phones without a line never give the same. */
export function codeOf(now: Date, lot: Uint8Array): string {
  const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
  const mark = [...lot.slice(0, 4)].map((byte) => letters[byte % letters.length]).join('')
  return `F-${now.toISOString().slice(0, 16).replaceAll(/[-:]/g, '').replace('T', '-')}-${mark}`
}

export const titleOf = (kind: string, place: string | undefined): string =>
  place ? `${kind}, ${place}` : kind

/** How an instant is written, so many minutes ago, to the minute: nobody in the field knows seconds. */
export const ago = (now: number, minutes: number): string =>
  `${new Date(now - minutes * 60_000).toISOString().slice(0, 16)}:00Z`

/** The places of late incidents, the most frequent first; coarse by what they are, never a position of the phone. */
export function placesOf(items: readonly Pick<RecordView, 'fields'>[], most: number): Place[] {
  const found = new Map<string, { place: Place; times: number }>()
  for (const { fields } of items) {
    const place = fields.where as Place | undefined
    if (!place?.name) continue
    const key = place.name
    const known = found.get(key)
    if (known) known.times += 1
    else found.set(key, { place: coarse(place), times: 1 })
  }
  return [...found.values()]
    .sort((a, b) => b.times - a.times)
    .slice(0, most)
    .map(({ place }) => place)
}

/** As sure as a name is: a point that stood for something else is not taken over. */
const coarse = ({ name, pcode, precision }: Place): Place => ({
  ...(name ? { name } : {}),
  ...(pcode ? { pcode } : {}),
  precision: precision === 'point' ? 'commune' : precision,
})
