/**
 * Refusals in the reader's language: a rule returns one English sentence, and that sentence stands in words/en.json under a
 * key, with gaps for its figures and days. From the sentence the key and the values are read back, and every language can say
 * it. A sentence that stands there not is told as it came.
 */
import { type Values, words } from './words.ts'

export type Told = { key: string; values: Values }

const prefix = 'refusal.'
const lacks = 'refusal.lack.'
const digits = new Set(['count', 'seats', 'supply', 'demand'])
const days = new Set(['day', 'first'])

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

const templates = Object.entries(words.en)
  .filter(([key]) => key.startsWith(prefix) && !key.startsWith(lacks))
  .map(([key, text]) => {
    const names = [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string)
    const parts = text.split(/\{\w+\}/).map(literal)
    const form = (name: string): string =>
      digits.has(name) ? '(\\d+)' : days.has(name) ? '(\\d{4}-\\d{2}-\\d{2})' : '(.+?)'
    const whole = parts.map((part, at) => part + (names[at] ? form(names[at]) : '')).join('')
    return {
      key: key.replace(/\.(one|other)$/, ''),
      names,
      pattern: new RegExp(`^${whole}(?: |$)`),
    }
  })
  // Of two that fit, the one that says more.
  .sort((a, b) => b.pattern.source.length - a.pattern.source.length)

const lackKeys = new Map(
  Object.entries(words.en).flatMap(([key, text]) => (key.startsWith(lacks) ? [[text, key]] : [])),
)

/** The sentences of a refusal, in order; nothing where one of them is not known. */
export function refusalTold(sentence: string): Told[] | undefined {
  const told: Told[] = []
  let rest = sentence
  while (rest !== '') {
    const found = templates.find(({ pattern }) => pattern.test(rest))
    const [all = '', ...given] = found?.pattern.exec(rest) ?? []
    if (!found || all === '') return undefined
    const values = given.map((text, at) => [found.names[at], givenAs(found.names[at], text)])
    told.push({ key: found.key, values: Object.fromEntries(values) })
    rest = rest.slice(all.length)
  }
  return told
}

/** Numbers as numbers; what a patrol lacks as keys of words, with spaces between. */
const givenAs = (name: string | undefined, text: string): string | number =>
  name !== undefined && digits.has(name)
    ? Number(text)
    : name === 'lacks'
      ? text
          .split(', ')
          .map((one) => lackKeys.get(one) ?? one)
          .join(' ')
      : text
