/**
 * A refused command on its way back into its form: what was typed and what was said against it. In memory alone, since what is
 * kept on the phone is kept sealed. Under the id that the form sends with, its place in the queue is found again.
 */
import type { Problem } from '../api/client.ts'
import type { Kept } from '../form/draft.ts'

/** `first` is what stands in the form when it is opened; without it the form's own. */
export type Mending = { kept: Omit<Kept, 'first'>; problem: Problem | undefined }
const forms = new Map<string, Mending>()
const places = new Map<string, number>()

/** `key`: that of the form's draft. `n`: its place in the queue. */
export function placeMending(key: string, mending: Mending, n: number): void {
  forms.set(key, mending)
  places.set(mending.kept.command, n)
}
/** What a form begins with, where it is opened to mend something. */
export const mendingFor = (key: string): Mending | undefined => forms.get(key)
export const endMending = (key: string): void => void forms.delete(key)
/** Which command of the queue this one takes the place of. */
export const mends = (command: string): number | undefined => places.get(command)
