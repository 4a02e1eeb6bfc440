/**
 * The program itself on the phone: the service worker that holds it, and the offer to take a newer one. Nothing is lost by
 * taking it where one works without a line: what was typed is in the drawer, what was sent is in the queue.
 */
import { tellLine } from './line.ts'

/** As often a page that stays open asks whether there is a newer program. */
const everyMs = 3600_000
/** The old worker may still wait for an answer that never comes; opened anew, the page no longer waits for it. */
const takesMs = 15_000

export function takeProgram(): void {
  const workers = navigator.serviceWorker
  if (!workers || !import.meta.env.PROD) return
  void workers.ready.then(() => tellLine({ isHeld: true }))
  let takes = false
  workers.addEventListener('controllerchange', () => takes && location.reload())
  const offer = (waiting: ServiceWorker | null): void => {
    // Without one before it there is nothing to change over from.
    if (!waiting || !workers.controller) return
    tellLine({
      update: () => {
        takes = true
        waiting.postMessage('take')
        setTimeout(() => location.reload(), takesMs)
      },
    })
  }
  workers
    .register('/sw.js', { updateViaCache: 'none' })
    .then((registered) => {
      offer(registered.waiting)
      registered.addEventListener('updatefound', () => {
        const next = registered.installing
        next?.addEventListener('statechange', () => {
          if (next.state === 'installed') offer(next)
        })
      })
      setInterval(() => void registered.update().catch(() => undefined), everyMs)
    })
    .catch(() => undefined)
}
