/**
 * Observation: one value of a published series, such as the fatalities of one month in one data set. A series has one
 * definition throughout; it is read beside other counts and never added to them.
 */
import { code, quantity, ref, register, when } from '@konbit/model'
import { z } from 'zod'

export const observation = register({
  name: 'observation',
  title: 'Observation',
  plural: 'Observations',
  about: 'Values of published series, month by month.',
  desk: 'situation',
  controller: 'mission',
  basis: 'publicSource',
  retention: { permanent: 'Published series, which name nobody.' },
  label: 'public',
  caption: ['series', 'periodLast'],
  featured: ['series', 'subject', 'periodLast', 'value', 'source'],
  sort: { by: 'periodLast', descending: true },

  fields: {
    series: code(z.string().min(1).max(80), { title: 'Series' }),
    subject: code(z.string().min(1).max(80), { title: 'Subject' }),
    periodLast: when(z.string(), { title: 'Period' }),
    value: quantity(z.number(), { title: 'Value' }),
    unit: code(z.string().max(40).optional(), { title: 'Unit' }),
    source: ref('source', { title: 'Source' }),
  },

  enters: { by: ['editor', 'watch', 'importer'] },
  amends: { by: ['editor', 'importer'] },
})
