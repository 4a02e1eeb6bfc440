/** Transfer of a child: from the mission's hands to civilian child protection. The mission keeps the signed transfer, nothing else. */
import { register } from '@konbit/model'
import { childFields, childHanded, childTold, toldAtOnce } from './child.ts'

const by = ['custodyOfficer'] as const

export const childTransfer = register({
  name: 'childTransfer',
  title: 'Transfer of a child',
  plural: 'Transfers of children',
  about:
    'Children met by the mission and handed to civilian child protection. Only the signed transfer is kept.',
  desk: 'custody',
  controller: 'mission',
  basis: 'vitalInterests',
  retention: { months: 120, after: ['transferred'] },
  label: 'custody',
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
