/** The five forms, in the order in which a day needs them; each with the register it enters and the word under which it goes. */
import type { RegisterView } from '../api/types.ts'

export const forms = ['strength', 'vehicle', 'inspection', 'gate', 'incident'] as const
export type FormName = (typeof forms)[number]

const acts: Record<FormName, { register: string; verbs: readonly string[] }> = {
  strength: { register: 'strengthReturn', verbs: ['enter'] },
  vehicle: { register: 'vehicle', verbs: ['ground', 'release', 'accept'] },
  inspection: { register: 'inspection', verbs: ['enter'] },
  gate: { register: 'patrol', verbs: ['sendOut', 'refuse'] },
  incident: { register: 'incident', verbs: ['enter'] },
}

/** Whether whoever looks may send what the form makes. */
export function mayUse(form: FormName, registers: readonly RegisterView[]): boolean {
  const { register, verbs } = acts[form]
  const may = registers.find(({ name }) => name === register)?.may ?? []
  return verbs.some((verb) => may.includes(verb))
}
export const registerOf = (form: FormName): string => acts[form].register
export const isForm = (text: string): text is FormName =>
  (forms as readonly string[]).includes(text)
