/**
 * Places direct labels beside marks so that none covers another, or a mark: each label tries a few spots in its own
 * order and is left out where none is free, since what it says stands in the table twin as well.
 */
export type Box = { x: number; y: number; width: number; height: number }
export type Spot = 'right' | 'left' | 'above' | 'below'
export type Wanted = {
  id: string
  x: number
  y: number
  text: string
  tries?: readonly Spot[]
  must?: boolean
  gap?: number
}
export type Placed = {
  id: string
  text: string
  x: number
  y: number
  anchor: 'start' | 'middle' | 'end'
}

export const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** Width of a text in the charts' face, near enough to keep labels apart without measuring the page. */
export const textWidth = (text: string, size: number): number =>
  [...text].reduce(
    (sum, c) => sum + (/[ .,:;·|il!’']/.test(c) ? 0.28 : /[mwMW%≈≥≤]/.test(c) ? 0.86 : 0.575),
    0,
  ) * size

/** Two labels on one line are two words. */
const APART = 4
const around: readonly Spot[] = ['right', 'above', 'left', 'below']

function boxAt(wanted: Wanted, spot: Spot, size: number): Box {
  const width = textWidth(wanted.text, size)
  const gap = wanted.gap ?? 7
  const height = size * 1.1
  const { x, y } = wanted
  if (spot === 'right') return { x: x + gap, y: y - height / 2, width, height }
  if (spot === 'left') return { x: x - gap - width, y: y - height / 2, width, height }
  return { x: x - width / 2, y: spot === 'above' ? y - gap - height : y + gap, width, height }
}

/** `taken` are boxes that labels keep clear of; labels must stay inside `frame`. */
export function placeLabels(
  wanted: readonly Wanted[],
  taken: readonly Box[],
  frame: Box,
  size = 11,
): Placed[] {
  const boxes = [...taken]
  const placed: Placed[] = []
  for (const one of wanted) {
    const spots = (one.tries ?? around).map((spot) => ({ spot, box: boxAt(one, spot, size) }))
    const inside = ({ box }: { box: Box }) =>
      box.x >= frame.x &&
      box.y >= frame.y &&
      box.x + box.width <= frame.x + frame.width &&
      box.y + box.height <= frame.y + frame.height
    const free =
      spots.find((s) => inside(s) && !boxes.some((other) => overlap(other, s.box))) ??
      (one.must ? spots[0] : undefined)
    if (!free) continue
    boxes.push({ ...free.box, x: free.box.x - APART, width: free.box.width + 2 * APART })
    const { spot, box } = free
    const anchor = spot === 'right' ? 'start' : spot === 'left' ? 'end' : 'middle'
    placed.push({
      id: one.id,
      text: one.text,
      x: anchor === 'start' ? box.x : anchor === 'end' ? box.x + box.width : box.x + box.width / 2,
      y: box.y + size * 0.92,
      anchor,
    })
  }
  return placed
}
