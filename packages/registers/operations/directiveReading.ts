/**
 * Reading of the directive: one officer acknowledged one edition, in a language they read. It lies with People, since it
 * names own staff. What the edition says is the directive's; that an officer understood is for the training.
 */
import { type Ask, choice, code, type Fields, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from '../grounds.ts'
import { readLanguages } from './directive.ts'

const keepers = [
  'officer',
  'contributorOfficer',
  'forceGeneration',
  'rota',
  'watch',
  'importer',
] as const

const asks: Readonly<Record<string, Ask>> = {
  directive: {
    register: 'directive',
    match: { $record: 'directive' },
    take: ['languages'],
  },
  officer: {
    register: 'person',
    match: { $record: 'officer' },
    take: ['workingLanguage', 'languages', 'contributor'],
  },
  same: {
    register: 'directiveReading',
    match: { officer: 'officer', directive: 'directive' },
    state: ['acknowledged'],
    take: [],
    sum: '$record',
  },
}

const readsIt = ({ workingLanguage, languages }: Fields, language: unknown): boolean =>
  workingLanguage === language || ((languages ?? []) as unknown[]).includes(language)

export const directiveReading = register({
  name: 'directiveReading',
  title: 'Reading of the directive',
  plural: 'Readings of the directive',
  about:
    'Which officer acknowledged which edition of the directive on the use of force, in which language.',
  desk: 'people',
  controller: 'joint',
  basis: 'mandate',
  retention: { months: 120, after: ['acknowledged', 'struck'] },
  label: 'mission',
  within: 'contributor',
  caption: ['directive', 'officer'],
  featured: ['officer', 'directive', 'language', 'readOn', 'state'],
  sort: { by: 'readOn', descending: true },

  fields: {
    officer: ref('person', { title: 'Officer' }),
    directive: ref('directive', { title: 'Directive' }),
    contributor: ref('organisation', { title: 'Contributor', hxl: '#org' }),
    language: choice(z.enum(readLanguages), {
      title: 'Read in',
      help: 'A language that the officer reads and that the edition exists in.',
    }),
    readOn: when(z.string(), { title: 'Acknowledged on' }),
    acknowledgedBy: code(z.string().max(80).optional(), { title: 'Acknowledged by' }),
    ...grounds,
  },

  states: ['acknowledged', 'struck'],
  enters: {
    by: keepers,
    signs: 'acknowledgedBy',
    asks,
    unless: (_now, input, beside) => {
      if (!beside) return undefined
      const [directive] = beside.rows.directive ?? []
      const [officer] = beside.rows.officer ?? []
      if (directive && directive.state !== 'inForce')
        return 'Only the edition in force is acknowledged.'
      if (directive && !((directive.languages ?? []) as unknown[]).includes(input.language))
        return 'The edition does not exist in this language.'
      if (officer && officer.contributor !== input.contributor)
        return 'The officer was lent by another contributor.'
      if (officer && !readsIt(officer, input.language))
        return 'The officer does not read this language: give it in one they read.'
      if (Number(beside.rows.same?.[0]?.records ?? 0) > 0)
        return 'The officer has acknowledged this edition already.'
      return undefined
    },
  },
  amends: { by: ['importer'], takes: ['note', 'claims', 'events'] },
  transitions: {
    strike: {
      from: 'acknowledged',
      to: 'struck',
      by: ['forceGeneration', 'contributorOfficer', 'legal', 'importer'],
      takes: ['note'],
      reason: true,
    },
  },
})
