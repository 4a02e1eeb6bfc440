/** The tutorial of CONTRIBUTING.md, followed to the letter on a copy of the registers. */
import { randomUUID } from 'node:crypto'
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isRefusal, type Registers } from '@konbit/model'
import { afterAll, expect, test } from 'vitest'
import { commandOf, openTestLedger } from '../packages/ledger/testing.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const copy = join(root, '.konbit', `tutorial-${randomUUID()}`)

afterAll(() => rm(copy, { recursive: true, force: true }))

/** The text of the fenced block whose opening line ends in `mark`. */
function block(page: string, mark: string): string {
  const found = new RegExp(`\`\`\`\\w+ ${mark}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1]
  if (!found) throw new Error(`CONTRIBUTING.md has no block marked ${mark}`)
  return found
}

test('a newcomer adds a register by the tutorial, and enters a record of it', async () => {
  const page = await readFile(join(root, 'CONTRIBUTING.md'), 'utf8')
  await mkdir(copy, { recursive: true })
  await cp(join(root, 'packages/registers'), copy, {
    recursive: true,
    filter: (path) => !path.includes('.test.') && !path.endsWith('node_modules'),
  })
  await writeFile(join(copy, 'fuelIssue.ts'), block(page, 'file=packages/registers/fuelIssue.ts'))
  const [imported = '', listed = ''] = block(page, 'edit=packages/registers/index.ts').split('\n')
  const index = await readFile(join(copy, 'index.ts'), 'utf8')
  const edited = `${imported}\n${index.replace('vocabulary([', `vocabulary([\n${listed}`)}`
  await writeFile(join(copy, 'index.ts'), edited)

  const { registers } = (await import(join(copy, 'index.ts'))) as { registers: Registers }
  const { ledger, mission, close } = await openTestLedger(registers)
  try {
    const { id, person } = await mission()
    const ana = await person('ana', ['fleet'], [{ label: 'mission', unit: '*' }])
    const vehicle = commandOf({
      register: 'vehicle',
      verb: 'enter',
      input: { plate: 'TR-1', type: 'truck' },
    })
    const told = JSON.parse(block(page, 'command')) as { verb: string; input: object }
    const fuel = commandOf({
      register: 'fuelIssue',
      verb: told.verb,
      input: { ...told.input, filled: vehicle.record },
    })
    for (const command of [vehicle, fuel]) {
      expect(isRefusal(await ledger.perform(ana, command))).toBe(false)
    }
    const moment = await ledger.moment(id, {})
    if (isRefusal(moment)) throw new Error(moment.why)
    const read = await ledger.get(ana, { register: 'fuelIssue', id: fuel.record, moment })
    expect(read).toMatchObject({
      state: 'recorded',
      fields: { litres: 60, filled: vehicle.record },
    })
  } finally {
    await close()
  }
})
