/**
 * Line of an agreement: one category of equipment, of self-sustainment or of people that is paid for, how many at most, and
 * by which factors. The vehicles that stand under it name it themselves.
 */
import { choice, code, count, line, quantity, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'
import { ofOneContributor } from './spending.ts'
import { leases } from './uses.ts'

const under = ofOneContributor('agreement', 'agreement')
const keepers = ['legal', 'finance', 'importer'] as const
const factor = (title: string) =>
  quantity(z.number().min(0).max(5).optional(), { title, unit: 'percent' })

export const agreementLine = register({
  name: 'agreementLine',
  title: 'Line of an agreement',
  plural: 'Lines of agreements',
  about: 'What is paid for under an agreement: category, number, wet or dry lease, factors.',
  desk: 'logistics',
  controller: 'joint',
  basis: 'contract',
  retention: { months: 120, after: ['ended'] },
  label: 'mission',
  within: 'contributor',
  caption: ['rateCategory', 'lease'],
  featured: ['agreement', 'rateCategory', 'lease', 'items', 'persons', 'state'],

  fields: {
    agreement: ref('agreement', { title: 'Agreement' }),
    contributor: ref('organisation', { title: 'Contributor', hxl: '#org' }),
    rateCategory: code(z.string().min(1).max(60), { title: 'Category of the rates' }),
    lease: choice(z.enum(leases), { title: 'Paid as' }),
    title: line(z.string().max(300).optional(), { title: 'Title' }),
    items: count(z.int().nonnegative().max(100_000).optional(), {
      title: 'Items at most',
      unit: 'items',
    }),
    persons: count(z.int().nonnegative().max(1_000_000).optional(), {
      title: 'Persons at most',
      unit: 'persons',
    }),
    startsOn: when(z.string().optional(), { title: 'From' }),
    endsOn: when(z.string().optional(), { title: 'Until' }),
    environmentPercent: factor('Factor for the environment'),
    intensityPercent: factor('Factor for intensity of use'),
    hostilePercent: factor('Factor for hostile acts'),
    ...grounds,
  },

  states: ['standing', 'ended'],
  enters: { by: keepers, ...under },
  amends: { by: keepers, ...under },
  transitions: {
    end: {
      from: 'standing',
      to: 'ended',
      by: keepers,
      takes: ['endsOn', 'note'],
      needs: ['endsOn'],
      reason: true,
    },
  },
})
