/** For tests only: which of many planted secrets stand in a text that somebody was told. */
import type { Secret } from './planting.ts'

export type Heard = { door: string; text: string }
type Form = { form: string; secret: Secret }
/** So many letters every form has at least. */
const HEAD = 6
const finders = new WeakMap<readonly Secret[], ReadonlyMap<string, readonly Form[]>>()

/** The forms that stand in the text: it is walked through once, however many secrets there are. */
function formsIn(hidden: readonly Secret[], text: string): Form[] {
  const byHead =
    finders.get(hidden) ??
    Map.groupBy(
      hidden.flatMap((secret) => secret.forms.map((form): Form => ({ form, secret }))),
      ({ form }) => {
        if (form.length < HEAD) throw new Error(`${form} is too short to be looked for`)
        return form.slice(0, HEAD)
      },
    )
  finders.set(hidden, byHead)
  const found = new Set<Form>()
  for (let at = 0; at + HEAD <= text.length; at++)
    for (const one of byHead.get(text.slice(at, at + HEAD)) ?? [])
      if (text.startsWith(one.form, at)) found.add(one)
  return [...found]
}

/** What of `hidden` is found in an answer that did not send it. */
export function leaks(hidden: readonly Secret[], { door, text }: Heard): string[] {
  const asked = decodeURIComponent(
    door.replaceAll('+', ' ').replaceAll(/%(?![0-9a-fA-F]{2})/g, '%25'),
  )
  return formsIn(hidden, text)
    .filter(({ form }) => !asked.includes(form))
    .map(
      ({ form, secret }) =>
        `${secret.register}.${secret.field} (${secret.label}) ${form} by ${door}`,
    )
}
