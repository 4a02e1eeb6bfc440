/**
 * Refusals in the reader's language: a rule returns one English sentence, and that sentence stands in words/en.json under a
 * key, with gaps for its figures and days. From the sentence the key and the values are read back, and every language can say
 * it. What a field needs is read back the same way, from the piece of a sentence that names it. What stands there not is told
 * as it came.
 */
import { type Values, words } from './words.ts'

export type Told = { key: string; values: Values }

const lacks = 'refusal.lack.'
const needs = 'refusal.needs.'
const numbers = new Set(['count', 'demand', 'least', 'most', 'over', 'row', 'seats', 'supply'])
const days = new Set(['day', 'first'])

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const form = (name: string): string =>
  numbers.has(name)
    ? '(-?\\d[\\d,]*(?:\\.\\d+)?)'
    : days.has(name)
      ? '(\\d{4}-\\d{2}-\\d{2})'
      : '(.+?)'

/** The keys that `isOne` chooses, each as what its sentence looks like when it is filled. */
const templatesOf = (isOne: (key: string) => boolean, end: string) =>
  Object.entries(words.en)
    .filter(([key]) => isOne(key))
    .map(([key, text]) => {
      const names = [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string)
      const parts = text.split(/\{\w+\}/).map(literal)
      const whole = parts.map((part, at) => part + (names[at] ? form(names[at]) : '')).join('')
      return {
        key: key.replace(/\.(one|other)$/, ''),
        names,
        pattern: new RegExp(`^${whole}${end}`),
      }
    })
    // Of two that fit, the one that says more.
    .sort((a, b) => b.pattern.source.length - a.pattern.source.length)

const sentences = templatesOf(
  (key) => key.startsWith('refusal.') && !key.startsWith(lacks) && !key.startsWith(needs),
  '(?: |$)',
)
/** The planner says in sentences what a value of a model needs. */
const pieces = templatesOf((key) => key.startsWith(needs) || key.startsWith('plan.refused.'), '$')

const lackKeys = new Map(
  Object.entries(words.en).flatMap(([key, text]) => (key.startsWith(lacks) ? [[text, key]] : [])),
)

/** The sentences of a refusal, in order; nothing where one of them is not known. */
export function refusalTold(sentence: string): Told[] | undefined {
  const told: Told[] = []
  let rest = sentence
  while (rest !== '') {
    const found = readIn(sentences, rest)
    if (!found) return undefined
    told.push(found.told)
    rest = rest.slice(found.length)
  }
  return told
}

/** What a field needs; nothing where the piece is not known. */
export const needsTold = (piece: string): Told | undefined => readIn(pieces, piece)?.told

function readIn(
  templates: typeof sentences,
  text: string,
): { told: Told; length: number } | undefined {
  const found = templates.find(({ pattern }) => pattern.test(text))
  const [all = '', ...given] = found?.pattern.exec(text) ?? []
  if (!found || all === '') return undefined
  const values = given.map((one, at) => [found.names[at], givenAs(found.names[at], one)])
  return { told: { key: found.key, values: Object.fromEntries(values) }, length: all.length }
}

/** Numbers as numbers; what a patrol lacks as keys of words, with spaces between. */
const givenAs = (name: string | undefined, text: string): string | number =>
  name !== undefined && numbers.has(name)
    ? Number(text.replaceAll(',', ''))
    : name === 'lacks'
      ? text
          .split(', ')
          .map((one) => lackKeys.get(one) ?? one)
          .join(' ')
      : text
