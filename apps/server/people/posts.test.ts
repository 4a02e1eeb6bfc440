/**
 * Posts against persons and manifests against movements: who fills what, who speaks what is needed, who was to fly and did;
 * and that another state's officer finds nothing of it.
 */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Loose } from '../testing.ts'
import {
  alphaOfficer,
  at,
  betaOfficer,
  day,
  done,
  get,
  ids,
  openStage,
  ready,
  reason,
  server,
} from './testing.ts'

const clerk = 'forceGeneration'

beforeAll(async () => {
  await openStage()
  for (const name of ['ALP-1', 'ALP-2']) {
    await ready(name, 'alpha')
    await done(clerk, 'person', 'clear', name, { clearedUntil: day(-300) })
  }
  await done(clerk, 'person', 'amend', 'ALP-1', { languages: ['fr', 'ht'] })
  await done(clerk, 'person', 'amend', 'ALP-2', { sex: 'male', workingLanguage: 'en' })
  const unit = { contributor: ids.alpha, contingent: ids.alphaUnit }
  const posts: [string, object][] = [
    ['liaison', { needsLanguage: 'ht' }],
    ['press', { needsLanguage: 'fr' }],
    ['guard', { vacantSince: day(120) }],
    ['clerk', { vacantSince: day(10), needsLanguage: 'fr' }],
    ['driver', {}],
  ]
  for (const [title, more] of posts)
    await done(clerk, 'post', 'enter', title, { title, ...unit, ...more }, at(130))
}, 600_000)
afterAll(async () => {
  await server?.close()
})

test('a post is covered by a holder who is there and speaks what it needs', async () => {
  for (const name of ['ALP-1', 'ALP-2'])
    await done(clerk, 'person', 'deploy', name, { contingent: ids.alphaUnit })
  await done(clerk, 'post', 'fill', 'liaison', { holder: ids['ALP-1'] })
  await done(clerk, 'post', 'fill', 'press', { holder: ids['ALP-2'] })
  const { rows, vacant } = await get('posts')
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({
    contributor: { caption: 'alpha' },
    contingent: { caption: 'alpha police unit' },
    base: null,
    ...{ filled: 2, absent: 0, open: 3, days30: 1, days90: 0, older: 1, unsaid: 1 },
    oldestOn: day(120),
    ...{ persons: 2, women: 1, men: 1, sexUnsaid: 0, languageUnsaid: 0 },
    languages: {
      fr: { posts: 2, covered: 0, speakers: 1 },
      ht: { posts: 1, covered: 1, speakers: 1 },
    },
  })
  expect(vacant[0]).toMatchObject({ caption: 'guard', days: 120 })
})

test('a holder who went home leaves the post filled in name only', async () => {
  await done(clerk, 'person', 'relieve', 'ALP-1')
  const [row] = (await get('posts')).rows
  expect(row).toMatchObject({ filled: 2, absent: 1, persons: 1, women: 0 })
  expect(row.languages.ht).toEqual({ posts: 1, covered: 0, speakers: 0 })
})

test('a manifest tells who was to come, who came and who did not', async () => {
  const flight = {
    title: 'Flight 7',
    kind: 'arrival',
    contributor: ids.alpha,
    contingent: ids.alphaUnit,
    personsPlanned: 3,
    seats: 4,
    plannedOn: day(1),
  }
  await done(clerk, 'movement', 'enter', 'flight', flight, at(2))
  const bare = await get(`manifests?movement=${ids.flight}`)
  expect(bare.items[0]).toMatchObject({ state: 'planned', manifest: null })
  for (const name of ['ALP-1', 'ALP-2']) {
    const seat = { movement: ids.flight, officer: ids[name], contributor: ids.alpha }
    await done(clerk, 'seat', 'enter', `seat ${name}`, seat)
  }
  await done(clerk, 'seat', 'board', 'seat ALP-1')
  await done(clerk, 'seat', 'miss', 'seat ALP-2')
  await done(clerk, 'movement', 'confirm', 'flight', { persons: 1, movedOn: day(0) })
  const { items } = await get('manifests?state=done')
  expect(items[0]).toMatchObject({
    movement: { id: ids.flight, caption: 'Flight 7' },
    ...{ personsPlanned: 3, persons: 1, seats: 4 },
    manifest: { booked: 0, boarded: 1, noShow: 1, removed: 0 },
  })
})

test('each state finds its own and nothing of another', async () => {
  const own = (await get('posts', alphaOfficer)).rows
  expect(own.map(({ persons }: Loose) => persons)).toEqual([1])
  expect((await get('posts', betaOfficer)).rows).toEqual([])
  expect((await get('manifests', betaOfficer)).items).toEqual([])
  const asked = await server.as(betaOfficer).get(`manifests?movement=${ids.flight}`)
  expect(asked.status).toBe(404)
  const none = await server.as(clerk).get(`manifests?movement=${randomUUID()}`)
  expect(none.status).toBe(404)
})

test('a patrol into an area that a caveat names is a clash, one elsewhere is none', async () => {
  await done(clerk, 'caveat', 'enter', 'north', {
    title: 'Not in the north',
    contributor: ids.alpha,
    kind: 'area',
    where: { pcode: 'HT03', precision: 'department' },
    startsOn: day(60),
  })
  await done('fleet', 'configuration', 'enter', 'light', {
    name: 'Light',
    types: ['patrol'],
  })
  const go = async (title: string, where: object | undefined): Promise<void> => {
    await done('watch', 'patrol', 'enter', title, {
      title,
      configuration: ids.light,
      plannedOn: day(3),
      contributor: ids.alpha,
      vehicles: [],
      ...(where ? { where } : {}),
    })
    await done('watch', 'patrol', 'sendUnfit', title, { leftAt: `${day(3)}T12:00Z` }, reason)
  }
  await go('into it', { pcode: 'HT0311', precision: 'commune' })
  await go('beside it', { pcode: 'HT0111', precision: 'commune' })
  await go('who knows', undefined)
  const [item] = (await get('exposure', 'watch')).items
  expect(item.clashes).toMatchObject([{ why: 'area', record: { caption: 'into it' } }])
  expect(item.unplaced).toBe(1)
})
