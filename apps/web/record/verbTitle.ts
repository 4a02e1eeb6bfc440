/** The title of a verb: a standing one has its word, any other is titled by its register. */
import type { VerbView } from '../api/types.ts'

export const handling = ['erase', 'raise', 'lower'] as const
export const isHandling = (name: string): boolean => (handling as readonly string[]).includes(name)

export const standing = new Set<string>(['enter', 'amend', 'correct', 'void', ...handling])

export const verbTitle = (
  t: (key: string) => string,
  name: string,
  verb: VerbView | undefined,
): string => (standing.has(name) ? t(`verb.${name}`) : (verb?.title ?? name))

/** What was done, as a history says it. */
export function verbDone(
  t: (key: string) => string,
  name: string,
  verb: VerbView | undefined,
): string {
  const done = t(`verb.${name}.done`)
  return done === `verb.${name}.done` ? verbTitle(t, name, verb) : done
}
