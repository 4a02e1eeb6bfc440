/**
 * Forms that were begun and not sent, by key. They are in the memory of this tab and nowhere else, until the outbox is open and
 * lends a drawer: then they lie sealed on the phone too, and outlast a restart. Nothing of them is ever kept in plain.
 */
type Keep = (key: string, text: string | undefined) => void

const most = 50
const charsMost = 200_000
const texts = new Map<string, string>()
let keep: Keep | undefined
const hearers = new Set<() => void>()

export const begunAt = (key: string): string | undefined => texts.get(key)

/** Undefined: it was sent, or given up. */
export function putBegun(key: string, text: string | undefined): void {
  const isKept = text !== undefined && text.length <= charsMost
  texts.delete(key)
  if (isKept) texts.set(key, text)
  keep?.(key, isKept ? text : undefined)
  for (const oldest of texts.keys()) if (texts.size > most) putBegun(oldest, undefined)
}

/** Called when forms that were begun before can be gone on with. */
export function onBegun(then: () => void): () => void {
  hearers.add(then)
  return () => void hearers.delete(then)
}

/** `found`: what lay in the drawer. What was typed since is newer. */
export function openDrawer(found: readonly (readonly [string, string])[], next: Keep): void {
  const typed = [...texts]
  for (const [key, text] of found) if (!texts.has(key)) texts.set(key, text)
  keep = next
  for (const [key, text] of typed) next(key, text)
  for (const then of hearers) then()
}

/** Whoever comes next finds nothing of it. */
export function shutDrawer(): void {
  keep = undefined
  texts.clear()
}

addEventListener('beforeunload', (event) => {
  if (texts.size > 0 && !keep) event.preventDefault()
})
