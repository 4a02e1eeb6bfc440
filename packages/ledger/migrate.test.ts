/** A generated table of many versions is made anew beside the one that is read, and tells how far it is. */
import { choice, code, register, vocabulary } from '@konbit/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type Ledger, openLedger } from './ledger.ts'
import type { LedgerFailure } from './pool.ts'
import type { ListPage } from './read/list.ts'
import type { Moment } from './read/moment.ts'
import { commandOf, openTestLedger, type TestLedger } from './testing.ts'

const VERSIONS = 45_000

const boats = (featured: string[]) =>
  vocabulary([
    register({
      name: 'boat',
      title: 'Boat',
      plural: 'Boats',
      about: 'Boats.',
      desk: 'logistics',
      controller: 'mission',
      basis: 'mandate',
      retention: { permanent: 'For tests.' },
      label: 'mission',
      caption: ['name'],
      featured,
      fields: {
        name: code(z.string()),
        hull: choice(z.enum(['steel', 'wood']).optional()),
      },
      enters: { by: ['fleet'] },
      amends: { by: ['fleet'] },
    }),
  ])

let t: TestLedger
const reader = { mission: 'm', member: 'ana' }
beforeAll(async () => {
  t = await openTestLedger(boats(['name']))
  await t.ledger.createMission({ id: 'm', name: 'M', clock: 'live', zone: 'UTC' })
  await t.ledger.grant('m', 'ana', {
    clearances: [{ label: 'mission', unit: '*' }],
    roles: ['fleet'],
  })
  await t.ledger.perform(
    { ...reader, roles: ['fleet'] },
    commandOf({ register: 'boat', verb: 'enter', input: { name: 'A', hull: 'wood' } }),
  )
  await t.look(
    `with one as (select * from version where register = 'boat'),
     more as (select gen_random_uuid() as record, n from generate_series(2, ${VERSIONS}) n),
     rows as (insert into version (record, label, known_from, at_from, mission, at_to, known_to, register, scope, state, body)
       select more.record, label, known_from, at_from, mission, at_to, known_to, register, scope, state,
         jsonb_build_object('name', 'N' || n, 'hull', 'steel') from one, more returning *)
     insert into r_boat_mission (record, known_from, at_from, mission, at_to, known_to, scope, state, f_name, f_hull)
     select record, known_from, at_from, mission, at_to, known_to, scope, state, body->>'name', body->>'hull' from rows`,
  )
})
afterAll(async () => t?.close())

const total = async (ledger: Ledger): Promise<number | null> => {
  const moment = (await ledger.moment('m')) as Moment
  const page = await ledger.list(reader, { register: 'boat', moment, limit: 1, total: true })
  return (page as ListPage).total
}

test('says how far it is, and the old table answers until the new one is in its place', async () => {
  const said: string[] = []
  let isMade = false
  let answered = 0
  const asking = (async () => {
    while (!isMade) {
      // Whoever is caught by the very exchange of the tables is told to ask again, and never that there is nothing.
      const found = await total(t.ledger).catch((error: LedgerFailure) => error.problem)
      expect([VERSIONS, 'unavailable']).toContain(found)
      if (found === VERSIONS && said.length > 0 && !isMade) answered++
    }
  })()
  const after = await openLedger({
    connection: t.connection,
    registers: boats(['name', 'hull']),
    measures: [],
    say: (line) => said.push(line),
  }).finally(() => {
    isMade = true
  })
  await asking
  expect(said).toEqual([
    'Making r_boat_mission anew: its register was redefined',
    `Making r_boat_mission anew: 20000 of ${VERSIONS} versions`,
    `Making r_boat_mission anew: 40000 of ${VERSIONS} versions`,
  ])
  expect(answered).toBeGreaterThan(0)
  expect(await total(after)).toBe(VERSIONS)
  await after.close()
})
