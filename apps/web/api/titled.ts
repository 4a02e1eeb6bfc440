/** A register with its titles in the language of the page; where a word is missing, the server's English stands. */
import type { FieldView, RegisterView, VerbView } from './types.ts'

type Said = (key: string, fallback: string) => string

const mapped = <Value>(all: Record<string, Value>, change: (name: string, value: Value) => Value) =>
  Object.fromEntries(Object.entries(all).map(([name, value]) => [name, change(name, value)]))

export function titled(register: RegisterView, said: Said): RegisterView {
  const { name } = register
  const field = (one: string, view: FieldView): FieldView => ({
    ...view,
    title: said(`field.${name}.${one}`, said(`field.${one}`, view.title)),
    ...(view.help
      ? { help: said(`field.${name}.${one}.help`, said(`field.${one}.help`, view.help)) }
      : {}),
  })
  const verb = (one: string, view: VerbView): VerbView => ({
    ...view,
    title: said(`verb.${name}.${one}`, said(`verb.${one}`, view.title ?? one)),
  })
  return {
    ...register,
    title: said(`register.${name}`, register.title),
    plural: said(`register.${name}.plural`, register.plural),
    about: said(`register.${name}.about`, register.about),
    fields: mapped(register.fields, field),
    verbs: mapped(register.verbs, verb),
  }
}
