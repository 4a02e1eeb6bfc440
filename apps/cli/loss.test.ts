/** A disk, a site and a database are lost: what was backed up comes back, and what is left behind tells nobody anything. */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

const enter = async (address: string, plates: readonly string[]): Promise<void> => {
  for (const plate of plates) {
    const response = await fetch(`${address}/api/own/vehicle`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'konbit-person': 'fleet' },
      body: JSON.stringify({
        id: randomUUID(),
        record: randomUUID(),
        input: { plate, type: 'mrap' },
      }),
    })
    expect(response.status, await response.clone().text()).toBe(201)
  }
}
const headOf = async (address: string): Promise<{ size: number; root: string }> =>
  (await (await fetch(`${address}/api/own/head`)).json()) as { size: number; root: string }

test('a site is backed up while it runs, restored elsewhere, proved complete, and erased', async () => {
  const at = (name: string): string => join(stage.folder, name)
  const made = await stage.run(['backup-key', 'new', at('backup.key')])
  expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^konbit-backup-1:\S+\n$/) })
  const sealed = ['--for', made.out.trim()]

  const first = await stage.serve(stage.here())
  await enter(first.address, ['KB-1', 'KB-2', 'KB-3'])
  const taken = await stage.run([
    'backup',
    at('first.konbit'),
    ...sealed,
    ...stage.here().slice(0, 2),
  ])
  expect(taken).toMatchObject({ code: 0, out: expect.stringMatching(/own: 3 entries/) })
  await enter(first.address, ['KB-4'])
  const kept = await stage.run(['backup', at('last.konbit'), ...sealed, ...stage.here()])
  expect(kept).toMatchObject({ code: 0, out: expect.stringMatching(/own: 4 entries/) })
  // The first was taken without its mission's folder, and said so.
  expect(taken.err).toMatch(/The folder of the mission is not at hand/)
  expect(kept.err).not.toMatch(/The folder of the mission/)
  const head = await headOf(first.address)
  first.child.kill('SIGKILL')
  await once(first.child, 'exit')

  const opening = ['--key-file', at('backup.key')]
  const into = ['--into', at('there')]
  const listless = await stage.run(['restore', at('last.konbit'), ...into, ...opening])
  expect(listless).toMatchObject({
    code: 1,
    err: expect.stringMatching(/Give the list of what was/),
  })
  const restored = await stage.run([
    'restore',
    at('last.konbit'),
    ...into,
    ...opening,
    '--no-erasures',
  ])
  expect(restored, restored.err).toMatchObject({ code: 0 })
  expect(restored.out).toMatch(`own: 4 entries, root ${head.root}`)
  const again = await stage.run([
    'restore',
    at('last.konbit'),
    ...into,
    ...opening,
    '--no-erasures',
  ])
  expect(again.err).toMatch(/is there already: name a new folder/)
  // Its mission's folder came along, and nobody has to name it.
  const second = await stage.serve(stage.here('there').slice(0, 2))
  expect(await headOf(second.address)).toMatchObject({ size: head.size, root: head.root })
  await enter(second.address, ['KB-5'])
  second.child.kill('SIGINT')
  await once(second.child, 'exit')

  const data = stage.here().slice(0, 2)
  const old = await stage.run(['evacuate', '--copy', at('first.konbit'), ...opening, ...data])
  expect(old).toMatchObject({
    code: 1,
    err: expect.stringMatching(/lacks the last 1 entries of own/),
  })
  const copy = ['evacuate', '--copy', at('last.konbit'), ...opening, ...data]
  const mission = at('mission/mission.json')
  const text = await readFile(mission, 'utf8')
  await writeFile(mission, text.replace('A mission of our own', 'Renamed since'))
  const renamed = await stage.run([...copy, ...stage.here().slice(2), '--dry-run'])
  expect(renamed).toMatchObject({ code: 1, err: expect.stringMatching(/hold the folder of the/) })
  await writeFile(mission, text)
  const tried = await stage.run([...copy, ...stage.here().slice(2), '--dry-run'])
  expect(tried).toMatchObject({ code: 0, out: expect.stringMatching(/holds all 4 entries/) })
  const unsure = await stage.run([...copy, '--confirm', 'yes'])
  expect(unsure.err).toMatch(/Nothing was changed: .* confirm with "erase own"/)
  expect(existsSync(at('data'))).toBe(true)
  const gone = await stage.run([...copy, '--confirm', 'erase own'])
  expect(gone, gone.err).toMatchObject({ code: 0 })
  expect(existsSync(at('data'))).toBe(false)
}, 600_000)

test('a place that is cut off while it is restored never looks like one', async () => {
  const at = (name: string): string => join(stage.folder, name)
  const { out } = await stage.run(['backup-key', 'new', at('backup.key')])
  const first = await stage.serve(stage.here())
  await enter(first.address, ['KB-1'])
  await stage.run(['backup', at('a.konbit'), '--for', out.trim(), ...stage.here().slice(0, 2)])
  const sealed = await readFile(at('a.konbit'))
  expect(sealed.includes('KB-1')).toBe(false)

  const restoring = stage.start([
    'restore',
    at('a.konbit'),
    '--into',
    at('there'),
    '--key-file',
    at('backup.key'),
    '--no-erasures',
  ])
  await new Promise((resolve) => restoring.stderr?.once('data', resolve))
  restoring.kill('SIGKILL')
  await once(restoring, 'exit')
  expect((await readdir(stage.folder)).includes('there')).toBe(false)
  const whole = await stage.run([
    'restore',
    at('a.konbit'),
    '--into',
    at('there'),
    '--key-file',
    at('backup.key'),
    '--no-erasures',
  ])
  expect(whole, whole.err).toMatchObject({ code: 0 })
  expect(whole.out).toMatch(/--mission <folder of the mission>/)
  const folderless = await stage.run(['serve', '--port', '0', ...stage.here('there').slice(0, 2)])
  expect(folderless).toMatchObject({
    code: 1,
    err: expect.stringMatching(/This record is of own, and .* is a demonstration/),
  })
}, 600_000)
