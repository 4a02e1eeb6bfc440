/**
 * What a value needs, in one plain piece of a sentence, where a schema says nothing of its own: the words of a library are not
 * for people. Each stands in the words of the interface too, so that every language can say it.
 */
import type { z } from 'zod'

type Issue = Parameters<z.core.$ZodErrorMap>[0]

const types: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'yes or no',
  array: 'a list',
  object: 'an object of fields',
}
const formats: Readonly<Record<string, string>> = {
  url: 'an address that begins with https://',
  email: 'an e-mail address',
  uuid: 'the id of a record',
}

/** For `safeParse(value, { error: needsOf })`: what the schema words itself stands. */
export function needsOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'a value' : (types[issue.expected] ?? 'another value')
    case 'too_small':
      return small(issue.origin, Number(issue.minimum), issue.inclusive !== false)
    case 'too_big':
      return big(issue.origin, Number(issue.maximum), issue.inclusive !== false)
    case 'invalid_format':
      return formats[issue.format] ?? 'another value'
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`
    default:
      return 'another value'
  }
}

function small(origin: string, least: number, inclusive: boolean): string {
  if (origin === 'string') return least === 1 ? 'a value' : `text of ${least} letters or more`
  if (origin === 'array') return `${least} of them or more`
  return inclusive ? `${least} or more` : `more than ${least}`
}

function big(origin: string, most: number, inclusive: boolean): string {
  if (origin === 'string') return `text of at most ${most} letters`
  if (origin === 'array') return `at most ${most} of them`
  return inclusive ? `${most} or less` : `less than ${most}`
}
