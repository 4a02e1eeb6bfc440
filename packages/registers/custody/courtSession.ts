/**
 * Court session: a judge who comes to where people are held, with how many cases a day can hear and who is on its docket.
 * What the judge decides is on each custody; nothing here tells of guilt.
 */
import { code, count, place, prose, refs, register, type Unless, when } from '@konbit/model'
import { z } from 'zod'

const by = ['custodyOfficer', 'legal'] as const

const fits: Unless = (now, input) => {
  const all = { ...now, ...input }
  const listed = Array.isArray(all.docket) ? all.docket.length : 0
  return typeof all.casesMost === 'number' && listed > all.casesMost
    ? `The session hears ${all.casesMost} cases and ${listed} are on its docket: list the others for another day.`
    : undefined
}

export const courtSession = register({
  name: 'courtSession',
  title: 'Court session',
  plural: 'Court sessions',
  about: 'Sessions of a mobile court: when, where, how many cases it can hear, and who is listed.',
  desk: 'custody',
  controller: 'host',
  basis: 'legalObligation',
  retention: { months: 60, after: ['held', 'cancelled'] },
  label: 'custody',
  caption: ['reference', 'heldOn'],
  featured: ['reference', 'heldOn', 'casesMost', 'casesHeard', 'state'],
  sort: { by: 'heldOn', descending: true },

  fields: {
    reference: code(z.string().min(1).max(40), { title: 'Session', unique: true }),
    heldOn: when(z.string(), { title: 'Held on' }),
    casesMost: count(z.int().positive().max(200), { title: 'Can hear', unit: 'cases' }),
    where: place({ title: 'Where', optional: true }),
    docket: refs('custody', { title: 'Docket' }),
    casesHeard: count(z.int().nonnegative().max(200).optional(), { title: 'Heard', unit: 'cases' }),
    casesPutOff: count(z.int().nonnegative().max(200).optional(), {
      title: 'Put off',
      unit: 'cases',
    }),
    note: prose(z.string().max(2000).optional(), { title: 'Note' }),
  },

  states: ['planned', 'held', 'cancelled'],
  enters: {
    by,
    takes: ['reference', 'heldOn', 'casesMost', 'where', 'docket', 'note'],
    unless: fits,
  },
  amends: { by, takes: ['heldOn', 'casesMost', 'where', 'docket', 'note'], unless: fits },
  transitions: {
    hold: {
      from: 'planned',
      to: 'held',
      by,
      takes: ['casesHeard', 'casesPutOff', 'note'],
      needs: ['casesHeard'],
      title: 'Hold',
    },
    cancel: { from: 'planned', to: 'cancelled', by, takes: ['note'], reason: true },
  },
})
