/**
 * Watch log: one line of the log of a watch: what happened, who called, what was decided, what was done. Written while the watch
 * lasts. After its handover it stands; a correction is an entry of its own, with its reason.
 */
import { type Act, type Beside, choice, line, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from '../grounds.ts'

const by = ['watch', 'chief', 'importer'] as const

const asks: Act['asks'] = {
  watch: { register: 'watchHandover', match: { $record: 'watch' }, take: [] },
}
const standing = (beside: Beside | undefined, why: string): string | undefined => {
  const watch = beside?.rows.watch?.[0]
  return watch && watch.state !== 'onWatch' ? why : undefined
}

export const watchLog = register({
  name: 'watchLog',
  title: 'Watch log entry',
  plural: 'Watch log',
  about: 'What was heard, decided and done on a watch, minute by minute.',
  desk: 'situation',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 84, after: ['recorded'] },
  label: 'mission',
  caption: ['title'],
  featured: ['occurredOn', 'kind', 'title', 'watch'],
  sort: { by: 'occurredOn', descending: true },

  fields: {
    watch: ref('watchHandover', { title: 'Watch' }),
    occurredOn: when(z.string(), { title: 'Time' }),
    kind: choice(z.enum(['event', 'message', 'decision', 'action', 'check']), { title: 'Kind' }),
    title: line(z.string().min(1).max(300), { title: 'What', namesNobody: true }),
    body: prose(z.string().max(4000).optional(), { title: 'More', namesNobody: true }),
    incident: ref('incident', { title: 'Incident', optional: true }),
    report: ref('report', { title: 'Report', optional: true }),
    ...grounds,
  },

  enters: {
    by,
    asks,
    unless: (_, __, beside) =>
      standing(beside, 'That watch is handed over: write in the one that followed it.'),
  },
  amends: {
    by,
    takes: ['title', 'body', 'kind', 'incident', 'report', 'note'],
    asks,
    unless: (_, __, beside) =>
      standing(beside, 'That watch is handed over: its entries change by correction only.'),
  },
})
