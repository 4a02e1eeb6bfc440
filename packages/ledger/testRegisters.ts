/** For tests only: three registers, very unlike each other, that between them have every kind of field and every label. */
import {
  choice,
  code,
  count,
  flag,
  line,
  type Measure,
  money,
  place,
  prose,
  quantity,
  ref,
  refs,
  register,
  vocabulary,
  when,
} from '@konbit/model'
import { z } from 'zod'

const by = ['fleet'] as const

export const body = register({
  name: 'body',
  title: 'Body',
  plural: 'Bodies',
  about: 'Units.',
  desk: 'people',
  controller: 'mission',
  basis: 'mandate',
  retention: { permanent: 'For tests.' },
  label: 'public',
  unit: { above: 'above' },
  caption: ['code'],
  featured: ['code'],
  fields: {
    code: code(z.string(), { unique: true }),
    above: ref('body', { optional: true }),
    aside: prose(z.string().optional(), { label: 'restricted' }),
  },
  enters: { by },
  amends: { by },
})

export const truck = register({
  name: 'truck',
  title: 'Truck',
  plural: 'Trucks',
  about: 'Trucks.',
  desk: 'logistics',
  controller: 'mission',
  basis: 'mandate',
  retention: { permanent: 'For tests.' },
  label: 'partner',
  within: 'owner',
  caption: ['plate', 'owner'],
  featured: ['plate', 'kind', 'km', 'state'],
  fields: {
    plate: code(z.string(), { unique: true }),
    owner: ref('body', { optional: true }),
    kind: choice(z.enum(['big', 'small']).optional()),
    km: count(z.int().optional()),
    weight: quantity(z.number().optional()),
    isLent: flag(z.boolean().optional()),
    dueOn: when(z.string().optional()),
    heldAt: place({ optional: true }),
    cost: money({ optional: true }),
    friends: refs('truck'),
    team: line(z.string().optional(), { label: 'mission' }),
    fault: prose(z.string().optional(), { label: 'restricted' }),
    spare: count(z.int().optional(), { label: 'restricted' }),
  },
  states: ['ready', 'down', 'gone'],
  enters: { by },
  amends: { by },
  transitions: {
    ground: { from: 'ready', to: 'down', by, takes: ['fault', 'km'] },
    repair: {
      from: 'down',
      to: 'ready',
      by,
      takes: ['km'],
      unless: (now, input) =>
        Number(input.km ?? 1e9) < Number(now.km ?? 0) ? 'It runs backwards.' : undefined,
    },
    retire: { from: ['ready', 'down'], to: 'gone', by, takes: [], reason: true },
  },
})

export const sealed = register({
  name: 'sealed',
  title: 'Sealed',
  plural: 'Sealed',
  about: 'Behind a firewall.',
  desk: 'accountability',
  controller: 'mission',
  basis: 'mandate',
  retention: { permanent: 'For tests.' },
  label: 'conduct',
  caption: ['mark'],
  featured: ['mark', 'state'],
  fields: { mark: code(z.string(), { unique: true }), account: prose(z.string().optional()) },
  states: ['open', 'closed'],
  enters: { by: ['fleet', 'resident'] },
  amends: { by },
  transitions: { close: { from: 'open', to: 'closed', by, takes: [] } },
})

export const testRegisters = vocabulary([body, truck, sealed])

const base = { unit: 'things', definition: 'For tests.', label: 'partner' } as const
export const testMeasures: readonly Measure[] = [
  {
    ...base,
    name: 'test.count',
    title: 'Count',
    by: ['kind', 'owner', 'department'],
    of: {
      total: [
        {
          register: 'truck',
          state: ['ready', 'down'],
          by: { kind: 'kind', owner: 'owner', department: 'heldAt' },
        },
      ],
    },
  },
  {
    ...base,
    name: 'test.net',
    title: 'Net',
    by: ['kind'],
    of: {
      total: [
        { register: 'truck', where: { kind: 'big' }, sum: 'weight', by: { kind: 'kind' } },
        {
          register: 'truck',
          where: { kind: ['small'] },
          sum: 'km',
          sign: -1,
          by: { kind: 'kind' },
        },
      ],
    },
  },
  {
    ...base,
    name: 'test.lent',
    title: 'Lent',
    of: {
      total: [
        { register: 'truck', where: { isLent: true } },
        { register: 'body', sign: -1 },
      ],
    },
  },
  {
    ...base,
    name: 'test.cost',
    title: 'Cost',
    unit: 'USD',
    by: ['owner'],
    of: { total: [{ register: 'truck', sum: 'cost', by: { owner: 'owner' } }] },
  },
  {
    ...base,
    name: 'test.latest',
    title: 'Latest',
    by: ['owner'],
    of: {
      latest: {
        register: 'truck',
        state: ['ready', 'down'],
        value: 'km',
        asOf: 'dueOn',
        whole: { kind: 'big' },
        by: { owner: 'owner' },
      },
    },
  },
  {
    ...base,
    name: 'test.soon',
    title: 'Soon',
    by: ['kind'],
    of: {
      total: [
        {
          register: 'truck',
          sum: 'km',
          by: { kind: 'kind' },
          from: { date: 'dueOn', days: -3 },
          upTo: { date: 'dueOn', days: 2 },
        },
        { register: 'truck', where: { kind: 'small' }, sign: -1, upTo: { date: 'dueOn' } },
        { register: 'truck', without: ['owner', 'dueOn'], by: { kind: 'kind' } },
      ],
    },
  },
  {
    ...base,
    name: 'test.choice',
    title: 'Choice',
    by: ['owner'],
    of: { either: ['test.big', 'test.latest'] },
  },
  {
    ...base,
    name: 'test.big',
    title: 'Big',
    by: ['owner'],
    of: {
      total: [
        { register: 'truck', state: ['ready'], where: { kind: 'big' }, by: { owner: 'owner' } },
      ],
    },
  },
  {
    ...base,
    name: 'test.until',
    title: 'Until',
    of: { until: { register: 'truck', state: ['ready'], date: 'dueOn' } },
  },
  {
    ...base,
    name: 'test.overdue',
    title: 'Overdue',
    of: { overdue: { register: 'truck', where: { kind: 'small' }, date: 'dueOn' } },
  },
  {
    ...base,
    name: 'test.share',
    title: 'Share',
    by: ['kind'],
    of: { ratio: ['test.net', 'test.count'] },
  },
]
