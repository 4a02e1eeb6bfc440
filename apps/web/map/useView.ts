/**
 * Moving over the map: drag, two fingers, the wheel with Ctrl (without it the page scrolls), a double press, arrow keys
 * and plus and minus. The view follows the data until somebody moves it.
 */
import {
  type KeyboardEvent,
  type PointerEvent,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react'
import { type Point, type View, zoomAbout } from './project.ts'

export function useView(home: View, width: number, height: number, least: number) {
  const [moved, setMoved] = useState<View | null>(null)
  const view = moved ?? home
  const now = useRef(view)
  now.current = view
  const fingers = useRef(new Map<number, Point>())
  const dragged = useRef(false)
  const box = useRef<SVGSVGElement>(null)

  const zoom = useCallback(
    (factor: number, about: Point = [width / 2, height / 2]) =>
      setMoved(zoomAbout(now.current, width, height, about, factor, least)),
    [width, height, least],
  )
  const pan = (dx: number, dy: number): void => {
    const { x, y, k } = now.current
    setMoved({ k, x: x - dx / k, y: y - dy / k })
  }

  useEffect(() => {
    const node = box.current
    if (!node) return
    // React listens to the wheel passively; only a listener of our own may keep the page from zooming.
    const wheel = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      const frame = node.getBoundingClientRect()
      zoom(Math.exp(-event.deltaY / 300), [event.clientX - frame.left, event.clientY - frame.top])
    }
    node.addEventListener('wheel', wheel, { passive: false })
    return () => node.removeEventListener('wheel', wheel)
  }, [zoom])

  const local = (event: { clientX: number; clientY: number }): Point => {
    const frame = box.current?.getBoundingClientRect()
    return [event.clientX - (frame?.left ?? 0), event.clientY - (frame?.top ?? 0)]
  }

  return {
    view,
    box,
    isMoved: moved !== null,
    /** True just after a drag, so that the press that ended it picks nothing. */
    wasDrag: () => dragged.current,
    zoom,
    goHome: () => setMoved(null),
    show: (next: View) => setMoved(next),
    handlers: {
      onPointerDown(event: PointerEvent<SVGSVGElement>): void {
        fingers.current.set(event.pointerId, local(event))
        dragged.current = false
      },
      onPointerMove(event: PointerEvent<SVGSVGElement>): void {
        const before = fingers.current.get(event.pointerId)
        if (!before) return
        const at = local(event)
        const [dx, dy] = [at[0] - before[0], at[1] - before[1]]
        const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1]
        if (other) {
          const was = Math.hypot(before[0] - other[0], before[1] - other[1])
          const is = Math.hypot(at[0] - other[0], at[1] - other[1])
          zoom(is / Math.max(1, was), [(at[0] + other[0]) / 2, (at[1] + other[1]) / 2])
          dragged.current = true
        } else if (event.pointerType === 'touch') {
          // One finger scrolls the page; two move the map.
        } else if (dragged.current || Math.hypot(dx, dy) > 4) {
          if (!dragged.current) event.currentTarget.setPointerCapture(event.pointerId)
          dragged.current = true
          pan(dx, dy)
        } else return
        fingers.current.set(event.pointerId, at)
      },
      onPointerUp(event: PointerEvent<SVGSVGElement>): void {
        fingers.current.delete(event.pointerId)
      },
      onPointerCancel(event: PointerEvent<SVGSVGElement>): void {
        fingers.current.delete(event.pointerId)
      },
      onDoubleClick(event: { clientX: number; clientY: number }): void {
        zoom(1.8, local(event))
      },
    },
    onKeyDown(event: KeyboardEvent): void {
      const step = {
        ArrowLeft: [60, 0],
        ArrowRight: [-60, 0],
        ArrowUp: [0, 60],
        ArrowDown: [0, -60],
      }[event.key]
      if (step) pan(step[0] as number, step[1] as number)
      else if (event.key === '+' || event.key === '=') zoom(1.5)
      else if (event.key === '-') zoom(1 / 1.5)
      else if (event.key === '0' || event.key === 'Home') setMoved(null)
      else return
      event.preventDefault()
    },
  }
}
