import { problems } from '@konbit/model'
import { measures, registers } from '@konbit/registers'
import { expect, test } from 'vitest'
import type { House } from './house.ts'
import { Kept } from './kept.ts'
import { describe } from './openapi.ts'
import { problemsOf } from './route.ts'
import { makeRoutes } from './routes.ts'
import type { Loose } from './testing.ts'

const house: House = {
  ledger: undefined as never,
  registers,
  measures: new Map(measures.map((one) => [one.name, one])),
  kept: new Kept(),
  missions: new Map(),
  mayChoose: true,
  hosts: [],
  version: '0',
  note: () => {},
}
const routes = makeRoutes(house)
// What is sent is JSON, so that is what is looked at.
const description = JSON.parse(JSON.stringify(describe(house, routes)))
type Json = Record<string, Loose>
const operations = Object.entries<Json>(description.paths).flatMap(([path, methods]) =>
  Object.entries<Json>(methods).map(([method, operation]) => ({ path, method, operation })),
)

test('it is OpenAPI 3.1 and names every route, each once', () => {
  expect(description.openapi).toMatch(/^3\.1\./)
  const listed = operations.map(({ path, method }) => `${method} ${path}`)
  expect(listed).toEqual(
    expect.arrayContaining(routes.map(({ path, method }) => `${method} ${path}`)),
  )
  expect(listed).toHaveLength(routes.length + 1)
  const names = operations.map(({ operation }) => operation.operationId)
  expect(new Set(names).size).toBe(names.length)
})
test('every register has its list, form, page, history, links and verbs', () => {
  for (const register of registers.values()) {
    const base = `/api/{mission}/${register.name}`
    for (const path of [
      base,
      `${base}/{id}`,
      `${base}/{id}/history`,
      `${base}/{id}/links`,
      ...['amend', 'correct', 'void', 'erase', ...Object.keys(register.transitions)].map(
        (verb) => `${base}/{id}/${verb}`,
      ),
    ]) {
      expect(description.paths[path], path).toBeDefined()
    }
  }
})
test('every status of every route is declared, and every error is a problem', () => {
  for (const route of routes) {
    const { responses } = description.paths[route.path][route.method]
    for (const status of Object.keys(route.answers))
      expect(responses[status].content['application/json'].schema.$ref).toBeTruthy()
    for (const name of problemsOf(route)) {
      const [status] = problems[name]
      expect(responses[status].description).toMatch(name)
      expect(responses[status].content['application/problem+json'].schema.$ref).toBe(
        '#/components/schemas/Problem',
      )
    }
  }
})
test('every reference leads somewhere, every path parameter is declared, and nothing is empty', () => {
  const text = JSON.stringify(description)
  for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g))
    expect(description.components.schemas[name as string], name).toBeDefined()
  for (const { path, operation } of operations) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const declared = (operation.parameters ?? [])
      .filter((one: Json) => one.in === 'path')
      .map((one: Json) => one.name)
    expect(declared).toEqual(named)
    expect(operation.summary).toBeTruthy()
  }
})
test('every read within a mission that has a history takes at and known', () => {
  const timeless = new Set([
    ...['registers', 'head', 'geo', 'attribution', 'measures'],
    ...['me', 'invitations', 'keys', 'retention'],
    // Today's clearances decide, whatever the dates; readings and notices are rows with a time of their own.
    ...['readings', 'readings.check', 'notices', 'notices.key'],
    ...['inbox', 'inbox.settings', 'calendar'],
    // So is a study: what it was asked of the past stands in its model.
    ...['studies', 'study'],
    // And what a member keeps of the pages, and on which phones.
    ...['views', 'firstHour', 'columnMap', 'device.list'],
    // And the key of today, for files that are carried here.
    'carriedKey',
    // Templates are the program's; what a report pinned is asked again as of today, or as it is to be released.
    ...['reports.templates', 'periodicReport.again', 'periodicReport.release'],
    // Sealed parcels and the keys of today: nobody here can say what was in them when.
    ...['intake.keys', 'intake.thread', 'intake.parcels', 'intake.parcel'],
    // What a preview pinned stays as it was, and a copy is made of that.
    ...['sharing.key', 'sharing.look', 'sharing.previewFile', 'sharing.copyFile'],
    // What may be published is counted today, of a day or a quarter that is named.
    'figures.proposal',
    ...[...registers.keys()].map((name) => `${name}.sight`),
  ])
  const undated = routes.filter(
    ({ method, path, name, query }) =>
      !(query?.at && query.known) &&
      method === 'get' &&
      path.includes('{mission}') &&
      // The log only grows: an entry's number is its date.
      !path.startsWith('/api/{mission}/log') &&
      !timeless.has(name),
  )
  expect(undated.map(({ name }) => name)).toEqual([])
})
test('a body says which fields a verb takes and which it needs', () => {
  const { schema } =
    description.paths['/api/{mission}/vehicle/{id}/ground'].post.requestBody.content[
      'application/json'
    ]
  expect(Object.keys(schema.properties.input.properties)).toEqual(['fault', 'backOn'])
  expect(schema.properties.input.required).toEqual(['fault'])
})
test('no register and no field bears a name that addresses keep for themselves', () => {
  const words = new Set([
    'registers',
    'measures',
    'rivals',
    'search',
    'overview',
    'timeline',
    'head',
    'geo',
    'attribution',
    'readings',
    'notices',
  ])
  const kept = new Set([
    'id',
    'state',
    'at',
    'known',
    'limit',
    'cursor',
    'sort',
    'total',
    'q',
    'format',
    'refs',
    'seq',
    'caption',
    'register',
    'as',
  ])
  for (const register of registers.values()) {
    expect(words.has(register.name), register.name).toBe(false)
    for (const name of Object.keys(register.fields))
      expect(kept.has(name), `${register.name}.${name}`).toBe(false)
    for (const verb of Object.keys(register.transitions))
      expect(['history', 'links', 'sight'], verb).not.toContain(verb)
  }
})
