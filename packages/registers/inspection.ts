/**
 * Inspection: what an inspector of the mission and an officer of the contributor found together: on arrival, at intervals, of
 * operational readiness, before repatriation, of wastewater. It counts once both have signed; nobody signs for both, and
 * what is disputed is inspected again.
 */
import { choice, code, prose, ref, refs, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'

const sides = ['inspector', 'contributorOfficer', 'importer'] as const
/** What may still be said of an inspection that somebody has signed. */
const afterwards: readonly string[] = ['claims', 'events', 'note']

export const inspection = register({
  name: 'inspection',
  title: 'Inspection',
  plural: 'Inspections',
  about: 'What was found on arrival, at intervals or before repatriation, signed by both sides.',
  desk: 'logistics',
  controller: 'joint',
  basis: 'contract',
  retention: { months: 120, after: ['signedByBoth', 'disputed'] },
  label: 'mission',
  within: 'contributor',
  caption: ['kind', 'inspectedOn'],
  featured: ['kind', 'contributor', 'contingent', 'inspectedOn', 'outcome', 'state'],
  sort: { by: 'inspectedOn', descending: true },

  fields: {
    contributor: ref('organisation', { title: 'Contributor', hxl: '#org' }),
    kind: choice(
      z.enum(['arrival', 'periodic', 'operationalReadiness', 'repatriation', 'wastewater']),
      { title: 'Kind' },
    ),
    inspectedOn: when(z.string(), { title: 'Inspected on' }),
    contingent: ref('contingent', { title: 'Contingent', optional: true, hxl: '#org+contingent' }),
    agreement: ref('agreement', { title: 'Agreement', optional: true }),
    agreementLine: ref('agreementLine', {
      title: 'Line of the agreement',
      help: 'For self-sustainment: the category that was looked at.',
      optional: true,
    }),
    base: ref('site', { title: 'Base', optional: true, hxl: '#loc+base' }),
    vehicles: refs('vehicle', { title: 'Vehicles inspected' }),
    outcome: choice(z.enum(['meets', 'meetsInPart', 'fails']).optional(), { title: 'Outcome' }),
    finding: prose(z.string().max(8000).optional(), { title: 'Finding' }),
    follows: ref('inspection', { title: 'Looks again at', optional: true }),
    signedOn: when(z.string().optional(), { title: 'Signed on' }),
    missionSigner: code(z.string().max(64).optional(), { title: 'Signed for the mission by' }),
    contributorSigner: code(z.string().max(64).optional(), {
      title: 'Signed for the contributor by',
    }),
    ...grounds,
  },

  states: ['drafted', 'signedByMission', 'signedByBoth', 'disputed'],
  enters: { by: sides },
  amends: {
    by: sides,
    unless: (now, input) =>
      now.missionSigner && Object.keys(input).some((name) => !afterwards.includes(name))
        ? 'It is signed: dispute it, and inspect again.'
        : undefined,
  },
  // A correction reaches behind the signatures, so neither side makes one alone.
  corrects: { by: ['legal', 'importer'] },
  transitions: {
    signForMission: {
      from: 'drafted',
      to: 'signedByMission',
      by: ['inspector', 'importer'],
      takes: ['outcome', 'finding', 'note'],
      needs: ['outcome'],
      signs: 'missionSigner',
      title: 'Sign for the mission',
    },
    signForContributor: {
      from: 'signedByMission',
      to: 'signedByBoth',
      by: ['contributorOfficer', 'importer'],
      takes: ['signedOn', 'note'],
      needs: ['signedOn'],
      signs: 'contributorSigner',
      apartFrom: ['missionSigner'],
      title: 'Sign for the contributor',
    },
    dispute: {
      from: ['signedByMission', 'signedByBoth'],
      to: 'disputed',
      by: ['inspector', 'contributorOfficer', 'importer'],
      takes: ['finding', 'note'],
      reason: true,
    },
  },
})
