/** What of a form goes onto the sealed sheet, and what kind of message it is outside. The same on the phone and on arrival. */
import { type ParcelKind, parcelKinds } from '@konbit/seal'

/** What is asked for: the routes that somebody may take from the first page. */
export const routes = ['complain', 'sea', 'child', 'warn', 'feedback', 'staff'] as const
export type RouteName = (typeof routes)[number]
export const isRoute = (text: unknown): text is RouteName => routes.includes(text as RouteName)

/** Outside, a message about sexual harm or a child looks like any other complaint. */
export const kindOf = (route: string | undefined): ParcelKind =>
  parcelKinds.find((one) => one === route) ?? 'complain'

/** `token`: shows the reader that a later message comes from whoever wrote the first. */
export function sheetOf(
  words: Iterable<readonly [string, string]>,
  token: string,
): Record<string, string> {
  const sheet: Record<string, string> = {}
  for (const [name, text] of words) {
    if (name === 'kind' || name === 'language') sheet[name] = text
    else if (name.startsWith('say.') && text.trim() !== '') sheet[name.slice(4)] = text
  }
  return { ...sheet, token }
}

/**
 * Whether anything was said. How to be answered is chosen beforehand, so it says nothing. Of sexual harm and children nothing has
 * to be told: that it was sent says that somebody is needed.
 */
export const isSaid = (words: Iterable<readonly [string, string]>): boolean =>
  [...words].some(
    ([name, text]) =>
      (name.startsWith('say.') && name !== 'say.reach' && text.trim() !== '') ||
      (name === 'kind' && (text === 'sea' || text === 'child')),
  )
