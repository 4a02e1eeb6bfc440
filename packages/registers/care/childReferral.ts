/** Referral of a child who came to the care unit: to civilian child protection at once. The unit keeps the signed transfer, nothing else. */
import { register } from '@konbit/model'
import { childFields, childHanded, childTold, toldAtOnce } from '../custody/child.ts'

const by = ['careOfficer'] as const

export const childReferral = register({
  name: 'childReferral',
  title: 'Referral of a child',
  plural: 'Referrals of children',
  about:
    'Children who came to the care unit and were handed to civilian child protection. Only the signed transfer is kept.',
  desk: 'custody',
  controller: 'host',
  basis: 'vitalInterests',
  retention: { months: 120, after: ['transferred'] },
  label: 'care',
  caption: ['reference'],
  featured: ['reference', 'metOn', 'informedOn', 'handedOn', 'state'],
  sort: { by: 'metOn', descending: true },
  fields: childFields,
  states: ['informed', 'transferred'],
  enters: { by, takes: childTold, unless: toldAtOnce },
  amends: { by, takes: ['heldApart'] },
  transitions: {
    handOn: {
      from: 'informed',
      to: 'transferred',
      by,
      takes: childHanded,
      needs: childHanded,
      title: 'Hand on',
    },
  },
})
