/**
 * Requirement: how many people a plan asks for, by edition, and unit by unit what each must bring. Planned is the
 * mission's own number; what the Council allows at most is an instrument's, and what states promise is a pledge.
 */
import { choice, count, line, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { capabilities } from './capabilities.ts'
import { grounds } from './grounds.ts'

export const requirement = register({
  name: 'requirement',
  title: 'Requirement',
  plural: 'Requirements',
  about: 'How many people a concept of operations or a statement of unit requirement asks for.',
  desk: 'people',
  controller: 'mission',
  basis: 'mandate',
  retention: { permanent: 'What was planned is part of the history of the mission.' },
  label: 'public',
  caption: ['title'],
  featured: ['title', 'kind', 'capability', 'persons', 'statedOn', 'neededBy', 'state'],

  fields: {
    title: line(z.string().min(1).max(300), { title: 'Title' }),
    kind: choice(z.enum(['planned', 'needed', 'unitRequirement']), { title: 'Kind' }),
    speaksFor: choice(z.enum(['mission', 'organisation']), {
      title: 'Speaks for',
      help: 'The whole mission, or one contributor.',
    }),
    persons: count(z.int().nonnegative().max(1_000_000), {
      title: 'Persons',
      unit: 'persons',
      hxl: '#affected+planned',
    }),
    statedOn: when(z.string(), { title: 'Stated on' }),
    contributor: ref('organisation', { title: 'Contributor', optional: true, hxl: '#org' }),
    edition: line(z.string().max(80).optional(), { title: 'Edition' }),
    partOfPlan: ref('requirement', {
      title: 'Part of',
      optional: true,
      help: 'The plan whose whole this unit is a part of.',
    }),
    capability: choice(z.enum(capabilities).optional(), {
      title: 'Capability',
      help: 'What the unit is for. Pledges are matched to it, and the gap is counted by it.',
    }),
    skills: prose(z.string().max(2000).optional(), { title: 'Skills' }),
    majorEquipment: prose(z.string().max(2000).optional(), { title: 'Major equipment' }),
    selfSustainment: choice(z.enum(['yes', 'no', 'part']).optional(), {
      title: 'Self-sustainment',
      help: 'Whether the contributor (T/PCC) feeds, houses and treats its own.',
    }),
    neededBy: when(z.string().optional(), { title: 'Needed by' }),
    phase: line(z.string().max(80).optional(), { title: 'Phase' }),
    ...grounds,
  },

  states: ['standing', 'replaced'],
  enters: { by: ['forceGeneration', 'planner', 'chief', 'importer'] },
  amends: { by: ['forceGeneration', 'planner', 'chief', 'importer'] },
  transitions: {
    replace: {
      from: 'standing',
      to: 'replaced',
      by: ['forceGeneration', 'planner', 'chief', 'importer'],
      takes: ['note'],
      reason: true,
    },
  },
})
