/**
 * Event: one dated row of the mission's timeline, as a source tells it. What the mission itself records of it (a
 * landing, a vote, a facility retaken) is a record of its own that points here.
 */
import { choice, code, line, place, prose, ref, refs, register, when } from '@konbit/model'
import { z } from 'zod'

export const event = register({
  name: 'event',
  title: 'Event',
  plural: 'Events',
  about: 'Dated events of the timeline, each with its source.',
  desk: 'situation',
  controller: 'mission',
  basis: 'publicSource',
  retention: {
    permanent: 'Public facts, without which the past of the mission could not be told.',
  },
  label: 'public',
  caption: ['code', 'title'],
  featured: ['code', 'occurredOn', 'title', 'category', 'where', 'source'],
  sort: { by: 'occurredOn', descending: true },

  fields: {
    code: code(z.string().min(1).max(40), { title: 'Code', unique: true }),
    title: line(z.string().min(1).max(300), { title: 'Title' }),
    category: choice(
      z.enum([
        'agreement',
        'airportIncident',
        'airportRestriction',
        'baseHandover',
        'baseOpened',
        'briefing',
        'command',
        'contingentArrived',
        'deploymentDelayed',
        'diplomacy',
        'displacementReport',
        'equipmentDelivered',
        'facilityRetaken',
        'facilitySeized',
        'funding',
        'fundingFrozen',
        'gangAction',
        'legal',
        'logistics',
        'mandate',
        'massacre',
        'officerInjured',
        'officerKilled',
        'officerMissing',
        'operation',
        'pay',
        'personnel',
        'pledge',
        'repatriation',
        'resolution',
        'resolutionDraft',
        'stateMeasure',
        'status',
        'unDecision',
        'unMeeting',
        'withdrawal',
        'other',
      ]),
      { title: 'Category' },
    ),
    occurredOn: when(z.string(), { title: 'When it happened' }),
    where: place({ title: 'Where', optional: true }),
    parties: refs('organisation', { title: 'Who' }),
    source: ref('source', { title: 'Source', optional: true }),
    note: prose(z.string().max(2000).optional(), { title: 'Note' }),
  },

  states: ['listed', 'struck'],
  enters: { by: ['watch', 'editor', 'legal', 'importer'] },
  amends: { by: ['watch', 'editor', 'legal', 'importer'] },
  transitions: {
    strike: {
      from: 'listed',
      to: 'struck',
      by: ['editor', 'importer'],
      takes: ['note'],
      reason: true,
    },
  },
})
