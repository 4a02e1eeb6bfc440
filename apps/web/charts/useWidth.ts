/** The width a chart may use, in CSS pixels, followed as the page changes. Guesses once so that nothing jumps. */
import { type RefCallback, useCallback, useState } from 'react'

export function useWidth<T extends HTMLElement>(guess = 720): readonly [RefCallback<T>, number] {
  const [width, setWidth] = useState(guess)
  // A box may come later than the chart that draws in it.
  const ref = useCallback((node: T | null) => {
    if (!node) return
    const read = () => setWidth(Math.max(240, Math.floor(node.clientWidth)))
    read()
    const watch = new ResizeObserver(read)
    watch.observe(node)
    return () => watch.disconnect()
  }, [])
  return [ref, width]
}
