/**
 * Monitor's note: a page of the workspace that the mission cannot read. Its text is sealed in the browser to the monitor's key;
 * here lies only what is sealed, when it came and how large it is.
 */
import { code, count, prose, register } from '@konbit/model'
import { z } from 'zod'

const by = ['monitor'] as const

export const monitorNote = register({
  name: 'monitorNote',
  title: 'Sealed note of the monitor',
  plural: 'Sealed notes of the monitor',
  about: 'The monitor’s own workspace: sealed on the monitor’s device, unreadable to the mission.',
  desk: 'accountability',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 120, after: ['kept', 'closed'] },
  label: 'conduct',
  caption: ['reference'],
  featured: ['reference', 'pages', 'state'],

  fields: {
    reference: code(z.string().regex(/^N-[0-9A-Z-]{4,20}$/, 'a reference such as N-7F3K'), {
      title: 'Reference',
      help: 'It says nothing of what is in the note.',
    }),
    sealedTo: code(z.string().min(8).max(200), { title: 'Sealed to the key' }),
    sealedText: prose(
      z
        .string()
        .regex(/^[A-Za-z0-9+/=]+$/, 'what the browser sealed')
        .max(200_000),
      {
        title: 'Sealed text',
      },
    ),
    pages: count(z.int().positive().max(1000).optional(), { title: 'Length', unit: 'kB' }),
  },

  states: ['kept', 'closed'],
  enters: { by },
  amends: { by },
  transitions: { close: { from: 'kept', to: 'closed', by, takes: [] } },
})
