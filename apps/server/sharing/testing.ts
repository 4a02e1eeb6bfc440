/** For tests only: a record with something to share, vetted counterparts, and who does what. */
import { randomUUID } from 'node:crypto'
import { isRefusal, type Role } from '@konbit/model'
import { expect } from 'vitest'
import type { Standing } from '../house.ts'
import { openTestServer, type TestServer } from '../testing.ts'

const person = (
  id: string,
  roles: Role[],
  label: 'mission' | 'restricted' | 'partner',
): Standing => ({
  ...{ id, title: id, roles },
  clearances: [{ label, unit: '*' }],
})
export const cast = [
  person('police', ['policeLiaison'], 'mission'),
  person('legal', ['legal'], 'restricted'),
  person('outside', ['partnerLiaison'], 'partner'),
]

export type Sharing = TestServer & {
  told: (
    who: string,
    roles: Role[],
    register: string,
    verb: string,
    input: object,
    more?: { record?: string; because?: string },
  ) => Promise<string>
}

export async function openSharing(): Promise<Sharing> {
  const server = await openTestServer({
    change: (house) => ({
      ...house,
      missions: new Map(
        [...house.missions].map(([id, one]) => [id, { ...one, people: [...one.people, ...cast] }]),
      ),
    }),
  })
  for (const who of cast) await server.test.ledger.grant(server.mission, who.id, who)
  const told: Sharing['told'] = async (who, roles, register, verb, input, more = {}) => {
    const record = more.record ?? randomUUID()
    const done = await server.test.ledger.perform(
      { mission: server.mission, member: who, roles },
      {
        ...{ id: randomUUID(), register, record, verb, input: { ...input } },
        ...(more.because ? { because: more.because } : {}),
      },
    )
    expect(isRefusal(done) ? done : undefined, `${verb} ${register}`).toBeUndefined()
    return record
  }
  return { ...server, told }
}

const towns = ['Grand-Ravine du Nord', 'Carrefour des Fleurs', "L'Arcahaie", 'Croix-des-Missions']
export const title = (nth: number): string =>
  `Attack on the market of ${towns[nth % towns.length]}, night ${nth}`

export async function fillGround(server: Sharing, count: number): Promise<string[]> {
  const groups: string[] = []
  for (const name of ['Bann Lari Anba', 'Bann Pon Wouj'])
    groups.push(
      await server.told('importer', ['importer'], 'group', 'enter', {
        ...{ code: name, name, kind: 'group' },
      }),
    )
  const made: string[] = []
  for (let nth = 0; nth < count; nth += 1)
    made.push(
      await server.told('watch', ['watch'], 'incident', 'enter', {
        ...{ code: `I-${nth}`, title: title(nth), kind: 'attack', touches: 'people' },
        occurredOn: `2024-05-${String((nth % 28) + 1).padStart(2, '0')}`,
        where: { name: towns[nth % towns.length], pcode: 'HT0111', precision: 'commune' },
        saidToBeBy: nth % 2 ? groups : [groups[0]],
        note: "Told by the mayor's office on the day after",
      }),
    )
  return made
}

export async function vettedOffice(
  server: Sharing,
  title: string,
  more: { validUntil?: string; level?: string } = {},
): Promise<string> {
  const organisation = await server.told('importer', ['importer'], 'organisation', 'enter', {
    ...{ code: `O ${title}`.slice(0, 40), name: title, kind: 'authority' },
  })
  const record = await server.told('police', ['policeLiaison'], 'counterpart', 'enter', {
    ...{ title, organisation },
  })
  const input = { validUntil: '2098-12-31', level: 'partner', ...more }
  return server.told('legal', ['legal'], 'counterpart', 'vet', input, { record })
}
