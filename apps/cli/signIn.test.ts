import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { missionIn } from './missions.ts'
import { makeMission } from './new.ts'
import { readFront, readProvider, readUrl } from './signIn.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'konbit-own-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('where others come to sign in, the address is https and is named', () => {
  expect(readUrl({}, '127.0.0.1', true)).toBeUndefined()
  expect(readUrl({}, '0.0.0.0', false)).toBeUndefined()
  expect(() => readUrl({}, '0.0.0.0', true)).toThrow('KONBIT_URL')
  const named = (url: string) => readUrl({ KONBIT_URL: url }, '0.0.0.0', true)
  expect(named('https://konbit.example/')).toBe('https://konbit.example')
  for (const bad of [
    'http://konbit.example',
    'https://konbit.example/app',
    'konbit.example',
    'ftp://x',
  ])
    expect(() => named(bad), bad).toThrow('KONBIT_URL')
})
test('what the front is told must fit, or nothing starts', () => {
  expect(readFront({}, { words: [] }, true)).toMatchObject({ proxies: 0 })
  expect(readFront({}, { words: [] }, true).limits).toBeDefined()
  expect(readFront({ KONBIT_LIMITS: 'off' }, { words: [] }, true).limits).toBeUndefined()
  expect(() => readFront({ KONBIT_LIMITS: 'none' }, { words: [] }, true)).toThrow('KONBIT_LIMITS')
  for (const bad of ['-1', 'yes', '1.5'])
    expect(() => readFront({ KONBIT_PROXIES: bad }, { words: [] }, true)).toThrow('KONBIT_PROXIES')
})
test('konbit new writes a mission that opens, in which nobody may be chosen, and overwrites nothing', async () => {
  const path = join(folder, 'Our Mission 2')
  await makeMission({ words: [path] })
  const mission = await missionIn(path)
  expect(mission).toMatchObject({
    id: 'our-mission-2',
    name: 'Our mission 2',
    clock: 'live',
    demo: false,
    people: [],
  })
  await expect(makeMission({ words: [path] })).rejects.toThrow('not empty')
  await expect(makeMission({ words: [] })).rejects.toThrow('Name the folder')
})
test('people of a mission file are for demonstrations only', async () => {
  const text = JSON.parse(await readFile(join(folder, 'Our Mission 2', 'mission.json'), 'utf8'))
  const people = [
    { id: 'a', title: 'A', roles: ['watch'], clearances: [{ label: 'mission', unit: '*' }] },
  ]
  const demo = async (more: object): Promise<boolean> => {
    await writeFile(join(folder, 'mission.json'), JSON.stringify({ ...text, people, ...more }))
    return (await missionIn(folder)).demo
  }
  expect(await demo({})).toBe(false)
  expect(await demo({ exercise: true })).toBe(true)
  expect(await demo({ clock: 'replayed' })).toBe(true)
})
test('a provider is told by the folder or the environment, its secret by the environment alone', async () => {
  const provider = {
    discovery: 'https://id.example/.well-known/openid-configuration',
    client: 'konbit',
  }
  const write = (told: object) =>
    writeFile(join(folder, 'mission.json'), JSON.stringify({ provider: told }))
  await write(provider)
  await expect(readProvider({}, folder)).rejects.toThrow('KONBIT_OIDC_SECRET')
  const env = { KONBIT_OIDC_SECRET: 'secret' }
  expect(await readProvider(env, folder)).toMatchObject({
    claim: 'groups',
    every: 300,
    secret: 'secret',
  })
  await write({ ...provider, secret: 'in the open' })
  await expect(readProvider(env, folder)).rejects.toThrow('cannot be used')
  await write({ ...provider, groups: { a: { roles: ['king'] } } })
  await expect(readProvider(env, folder)).rejects.toThrow('groups.a.roles')
  await write({ ...provider, discovery: 'http://id.example/' })
  await expect(readProvider(env, folder)).rejects.toThrow('https only')
  const groups = '{"floor":{"roles":["watch"],"clearances":[{"label":"mission"}],"days":90}}'
  const named = {
    ...env,
    KONBIT_OIDC_DISCOVERY: provider.discovery,
    KONBIT_OIDC_CLIENT: 'c',
    KONBIT_OIDC_GROUPS: groups,
  }
  expect((await readProvider(named, folder))?.groups.floor?.roles).toEqual(['watch'])
  await write({})
  await writeFile(join(folder, 'mission.json'), '{}')
  expect(await readProvider({}, folder)).toBeUndefined()
})
