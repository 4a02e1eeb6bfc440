/** For tests only: a mission, and where asked for a care unit, with those who are cleared for what lies behind each wall. */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addDays, operations, type Role } from '@konbit/model'
import { expect } from 'vitest'
import type { Standing } from '../house.ts'
import { dayFrom, type Got, openTestServer, type TestServer } from '../testing.ts'

export const person = (id: string, roles: Role[], ...labels: string[]): Standing => ({
  id,
  title: id,
  roles,
  clearances: labels.map((label) => ({ label: label as 'public', unit: '*' })),
})
export const asked: Standing[] = [
  person('custodyOfficer', ['custodyOfficer'], 'partner', 'custody'),
  person('careOfficer', ['careOfficer'], 'public', 'care'),
  person('lawyer', ['legal'], 'restricted'),
  // Every role that runs the mission, with the highest clearance that they can hold.
  person('operations', [...operations], 'restricted'),
]
const today = dayFrom()
export const day = (ago: number): string => addDays(today, -ago)

export type Walled = TestServer & {
  enter: (who: string, register: string, input: object) => Promise<{ record: string; got: Got }>
  made: (who: string, register: string, input: object) => Promise<string>
  act: (who: string, path: string, input: object) => Promise<Got>
}

export async function openWalled(
  clock: 'live' | 'replayed',
  more: readonly Standing[],
): Promise<Walled> {
  const keys = await mkdtemp(join(tmpdir(), 'konbit-custody-'))
  const server = await openTestServer({
    clock,
    keys,
    change: (house) => ({
      ...house,
      missions: new Map(
        [...house.missions].map(([id, one]) => [id, { ...one, people: [...one.people, ...more] }]),
      ),
    }),
  })
  for (const who of more) await server.test.ledger.grant(server.mission, who.id, who)
  const enter: Walled['enter'] = async (who, register, input) => {
    const record = randomUUID()
    const got = await server.as(who).post(register, { id: randomUUID(), record, input })
    return { record, got }
  }
  return {
    ...server,
    enter,
    made: async (who, register, input) => {
      const { record, got } = await enter(who, register, input)
      expect(got.status, got.text).toBe(201)
      return record
    },
    act: (who, path, input) =>
      server.as(who).post(path, { id: randomUUID(), because: 'It is so.', input }),
    close: async () => {
      await server.close()
      await rm(keys, { recursive: true, force: true })
    },
  }
}
