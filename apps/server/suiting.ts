/**
 * For tests only: what a made-up value cannot hit upon, so that a record of every register can be entered: codes of a certain
 * shape, fields that a rule holds against each other or against another record, and the state that others ask for.
 */
import { hash } from 'node:crypto'
import type { Fields } from '@konbit/model'

/** A key that must verify, and what one opens only for oneself, nobody makes up. */
export const unplantable: ReadonlySet<string> = new Set(['emergency', 'witness'])

/** What others ask of a record that it has come to. */
export const moves: Readonly<Record<string, { verb: string; input?: Fields }>> = {
  order: { verb: 'issue' },
  directive: { verb: 'putInForce', input: { inForceOn: '2024-05-14' } },
}

/** For codes of a shape that no word has: of a note, of a claimant, of a figure, of a key that is sealed to. */
export const shapedBy = (word: string): string[] => [
  `N-${word.slice(0, 14).toUpperCase()}`,
  `K-${word.slice(2, 14).toUpperCase()}`,
  `zq.${word}`,
  `age1${hash('sha256', word).replaceAll('1', 'z').replaceAll('b', 'y').slice(0, 58)}`,
]

export type Entered = Map<string, { register: string; input: Fields }>

const suits: Readonly<Record<string, (input: Fields, entered: Entered) => Fields>> = {
  /** On a register or on a figure, never on both. */
  alertRule: ({ measure: _, ...input }) => input,
  /** Its area is never a point. */
  operation: (input) =>
    input.where ? { ...input, where: { ...(input.where as Fields), precision: 'commune' } } : input,
  /** When it is in force is said by putting it there. */
  directive: ({ inForceOn: _, ...input }) => ({
    ...input,
    languages: ['en', 'fr', 'ht', 'es', 'other'],
  }),
  /** The edition in force, by an officer of that contributor, in a language they read. */
  directiveReading: (input, entered) => {
    const [directive] = [...entered].find(([, { register }]) => register === 'directive') ?? []
    const officer = entered.get(String(input.officer))?.input
    return {
      ...input,
      directive,
      contributor: officer?.contributor,
      language: officer?.workingLanguage ?? input.language,
    }
  },
  dueDiligence: (input) =>
    input.assessedOn === input.validUntil ? { ...input, validUntil: '2024-08-14' } : input,
  /** A quarter that is over, in cells that add up and are not small. */
  publishedFigure: (input) => ({
    ...input,
    periodFirst: '2019-04-01',
    periodLast: '2019-06-30',
    value: 40,
    cells: '[{"key":"north","value":25},{"key":"south","value":15}]',
  }),
  succession: (input, entered) => {
    const [other] =
      [...entered].find(
        ([record, { register }]) => register === 'organisation' && record !== input.predecessor,
      ) ?? []
    return { ...input, successor: other ?? input.successor }
  },
}

export const suited = (register: string, input: Fields, entered: Entered): Fields =>
  suits[register]?.(input, entered) ?? input
