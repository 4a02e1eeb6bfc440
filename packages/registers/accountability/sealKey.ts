/**
 * Seal key: the open half of a key that complaints are sealed to, and who holds the other half. Public, so that anybody sees to
 * whom they are talking and when that changed. The secret half never comes here; two of its three holders can bring it back.
 */
import { choice, code, type Fields, line, prose, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from '../grounds.ts'

const isBackwards = (now: Fields, input: Fields): string | undefined => {
  const { usedFrom, usedUntil } = { ...now, ...input }
  return typeof usedFrom === 'string' && typeof usedUntil === 'string' && usedUntil < usedFrom
    ? 'A key is not in use until before it was.'
    : undefined
}

export const sealKey = register({
  name: 'sealKey',
  title: 'Key that complaints are sealed to',
  plural: 'Keys that complaints are sealed to',
  about:
    'To whom complaints are sealed, since when, and which offices hold the shares by which a lost key comes back.',
  desk: 'accountability',
  controller: 'mission',
  basis: 'legalObligation',
  retention: { permanent: 'It names offices and no person, and says who could read what, when.' },
  label: 'public',
  caption: ['title'],
  featured: ['title', 'keyOf', 'state', 'usedFrom', 'usedUntil'],
  sort: { by: 'usedFrom', descending: true },

  fields: {
    title: line(z.string().min(1).max(80), {
      title: 'Known as',
      help: 'The office and its turn, such as Conduct unit, third tour. No person.',
    }),
    keyOf: choice(z.enum(['conduct', 'monitor']), { title: 'Key of' }),
    openKey: code(z.string().regex(/^age1[02-9ac-hj-np-z]{58}$/, 'a key that begins with age1'), {
      title: 'Open key',
      unique: true,
      help: 'The half that may be shown to anybody. Never paste the secret half here.',
    }),
    usedFrom: when(z.string(), { title: 'In use from' }),
    usedUntil: when(z.string().optional(), { title: 'In use until' }),
    shareHolders: prose(z.string().max(400).optional(), {
      title: 'Shares are held by',
      help: 'Three offices that do not answer to one another, such as the monitor, the legal office and the authorising body. Any two of them bring the key back.',
    }),
    ...grounds,
  },

  states: ['current', 'retired'],
  enters: {
    by: ['conduct', 'monitor', 'importer'],
    takes: ['title', 'keyOf', 'openKey', 'usedFrom', 'shareHolders', 'claims', 'events', 'note'],
  },
  amends: { by: ['conduct', 'monitor', 'importer'], takes: ['title', 'shareHolders'] },
  transitions: {
    retire: {
      from: 'current',
      to: 'retired',
      by: ['conduct', 'monitor', 'importer'],
      takes: ['usedUntil'],
      needs: ['usedUntil'],
      reason: true,
      unless: isBackwards,
    },
  },
})
