/**
 * Area: a unit of the host country's boundaries or a named place in it. It carries the code, the names and one point;
 * its outline is drawn from the mission's map files and is not kept here.
 */
import { choice, code, count, line, place, prose, quantity, register } from '@konbit/model'
import { z } from 'zod'

export const area = register({
  name: 'area',
  title: 'Area',
  plural: 'Areas',
  about: 'Departments, communes, sections and named places, with their codes.',
  desk: 'situation',
  controller: 'host',
  basis: 'publicSource',
  retention: { permanent: 'Names and bounds of places; nobody is in them.' },
  label: 'public',
  caption: ['name', 'code'],
  featured: ['code', 'name', 'level', 'inside', 'areaKm2'],
  sort: { by: 'code' },

  fields: {
    code: code(z.string().min(1).max(40), { title: 'Code', unique: true, hxl: '#adm+code' }),
    name: line(z.string().min(1).max(160), { title: 'Name', hxl: '#adm+name' }),
    level: choice(
      z.enum(['country', 'department', 'arrondissement', 'commune', 'section', 'place']),
      { title: 'Level' },
    ),
    kind: choice(
      z
        .enum([
          'capital',
          'adminSeat',
          'populatedPlace',
          'town',
          'neighbourhood',
          'commune',
          'communalSection',
          'airport',
          'port',
          'other',
        ])
        .optional(),
      { title: 'Kind of place' },
    ),
    nameEnglish: line(z.string().max(160).optional(), { title: 'Name in English' }),
    nameKreyol: line(z.string().max(160).optional(), { title: 'Name in Kreyòl' }),
    inside: code(z.string().max(16).optional(), {
      title: 'Lies in',
      help: 'The code of the unit above.',
    }),
    where: place({ title: 'Where', optional: true }),
    areaKm2: quantity(z.number().nonnegative().optional(), { title: 'Area', unit: 'km²' }),
    residents: count(z.int().nonnegative().optional(), { title: 'Residents' }),
    attribution: line(z.string().max(200).optional(), { title: 'Data from' }),
    note: prose(z.string().max(2000).optional(), { title: 'Note' }),
  },

  enters: { by: ['watch', 'importer'] },
  amends: { by: ['watch', 'importer'] },
})
