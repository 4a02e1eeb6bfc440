/**
 * Reading a chart mark by mark, with the pointer or the arrow keys: the nearest mark under the pointer, or the next
 * in order of the keys. One hook, so that every chart is read in the same way.
 */
import { type KeyboardEvent, type MouseEvent, type PointerEvent, useMemo, useState } from 'react'

/** A mark that can be read: where it lies in the picture, and the lines said of it. */
export type Readable = { id: string; x: number; y: number; title: string; lines: readonly string[] }

const REACH = 36

/** `acrossTime`: the pointer reads the nearest in time, wherever it is above or below. */
export function useReading(
  items: readonly Readable[],
  open?: (id: string) => void,
  acrossTime = false,
) {
  const [id, read] = useState<string | null>(null)
  const [byKey, setByKey] = useState(false)
  const ordered = useMemo(() => [...items].sort((a, b) => a.x - b.x || b.y - a.y), [items])
  const index = ordered.findIndex((item) => item.id === id)
  const active = ordered[index]

  const near = (event: MouseEvent<SVGSVGElement>): Readable | undefined => {
    const box = event.currentTarget.getBoundingClientRect()
    const [x, y] = [event.clientX - box.left, event.clientY - box.top]
    let best: Readable | undefined
    let least = REACH ** 2
    for (const item of items) {
      const far = (item.x - x) ** 2 + (acrossTime ? 0 : (item.y - y) ** 2)
      if (far < least) [best, least] = [item, far]
    }
    return best
  }

  return {
    active,
    /** Only what the keys chose is spoken; the pointer's wandering is not. */
    spoken: byKey && active ? [active.title, ...active.lines].join('. ') : '',
    onPointerMove(event: PointerEvent<SVGSVGElement>): void {
      setByKey(false)
      read(near(event)?.id ?? null)
    },
    onPointerLeave(): void {
      if (!byKey) read(null)
    },
    onClick(event: MouseEvent<SVGSVGElement>): void {
      const found = near(event)
      // A finger cannot hover: its first touch reads, its second opens.
      const first =
        (event.nativeEvent as globalThis.PointerEvent).pointerType === 'touch' && found?.id !== id
      if (first) read(found?.id ?? null)
      else if (found) open?.(found.id)
    },
    onKeyDown(event: KeyboardEvent): void {
      const to = {
        ArrowRight: index + 1,
        ArrowLeft: index < 0 ? ordered.length - 1 : index - 1,
        Home: 0,
        End: ordered.length - 1,
      }[event.key]
      if (to !== undefined) {
        event.preventDefault()
        setByKey(true)
        read(ordered[Math.max(0, Math.min(ordered.length - 1, to))]?.id ?? null)
      } else if (event.key === 'Escape') read(null)
      else if ((event.key === 'Enter' || event.key === ' ') && active && open) {
        event.preventDefault()
        open(active.id)
      }
    },
    onBlur(): void {
      setByKey(false)
      read(null)
    },
  }
}
