/** The width a chart may use, in CSS pixels, followed as the page changes. Guesses once so that nothing jumps. */
import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

export function useWidth<T extends HTMLElement>(
  guess = 720,
): readonly [RefObject<T | null>, number] {
  const ref = useRef<T>(null)
  const [width, setWidth] = useState(guess)
  useLayoutEffect(() => {
    const node = ref.current
    if (!node) return
    const read = () => setWidth(Math.max(240, Math.floor(node.clientWidth)))
    read()
    const watch = new ResizeObserver(read)
    watch.observe(node)
    return () => watch.disconnect()
  }, [])
  return [ref, width]
}
