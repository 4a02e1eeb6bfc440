/**
 * The folder of the exercise's mission: who may be chosen in it, and its map. A demonstration person for every role, and for
 * two contributors their personnel and their finance.
 */
import { type Label, typical, typicalAt } from '@konbit/model'
import { recordId } from '../ids.ts'
import type { MissionFile } from '../mission.ts'
import { layers } from './geography.ts'
import { plan } from './plan.ts'
import { missionId, nightWatch, type Setting } from './world.ts'

/** Alert rules are the mission's, what they tell of custody is not: who is told sees both. */
const beyond: Readonly<Record<string, readonly { label: Label; unit: string }[]>> = {
  custodyOfficer: [{ label: 'mission', unit: '*' }],
  custodyLegal: [{ label: 'custody', unit: '*' }],
}

const own = (
  [
    ['watch', 'Watch officer', ['watch']],
    ['watchSecond', 'Watch officer, second', ['watch']],
    // A member on record, as whom one can open emergency access: that is for oneself only.
    [recordId(missionId, 'member', nightWatch), 'Night watch officer, with an account', ['watch']],
    ['chief', 'Chief of staff', ['chief']],
    ['forceGeneration', 'Force-generation officer', ['forceGeneration']],
    ['planner', 'Planner', ['planner']],
    ['fleet', 'Fleet officer', ['fleet']],
    ['workshop', 'Workshop', ['workshop']],
    ['board', 'Write-off board', ['board']],
    ['base', 'Base officer', ['base']],
    ['stores', 'Stores officer', ['stores']],
    ['storesSecond', 'Stores officer, second counter', ['stores']],
    ['inspector', 'Inspector of equipment', ['inspector']],
    ['finance', 'Mission finance officer', ['finance']],
    ['donor', "Donor's programme officer, Alderland", ['donor']],
    ['conduct', 'Conduct officer', ['conduct']],
    ['monitor', 'Independent monitor', ['monitor']],
    ['hostLiaison', 'Host-government liaison', ['hostLiaison']],
    ['policeLiaison', 'Police liaison', ['policeLiaison']],
    ['legal', 'Legal and mandate officer', ['legal']],
    ['custodyLegal', 'Legal officer for custody', ['legal']],
    ['editor', 'Editor of sources', ['editor']],
    ['registrar', 'Access officer', ['registrar']],
    ['protection', 'Data-protection officer', ['protection']],
    ['auditor', 'Auditor', ['auditor']],
    ['rota', 'Rota officer', ['rota']],
    ['custodyOfficer', 'Custody officer', ['custodyOfficer']],
    ['careOfficer', 'Reintegration officer of the national authority', ['careOfficer']],
    ['partnerLiaison', "Partner's liaison, food aid", ['partnerLiaison']],
    ['resident', 'Resident', ['resident']],
  ] as const
).map(([id, title, roles]) => ({
  id,
  title,
  roles,
  clearances: [...typical[roles[0]], ...(beyond[id] ?? [])],
}))

const lent = (
  [
    ['kavaria', 'Kavaria', 'XKA'],
    ['norrhaven', 'Norrhaven', 'XNO'],
  ] as const
).flatMap(([id, name, code]) => {
  const clearances = typicalAt(`organisation/${code}`)
  return [
    {
      id: `${id}Personnel`,
      title: `Contributor's personnel officer, ${name}`,
      roles: ['contributorOfficer'],
      clearances,
    },
    {
      id: `${id}Finance`,
      title: `Contributor's finance officer, ${name}`,
      roles: ['contributorFinance'],
      clearances,
    },
    {
      id: `${id}Officer`,
      title: `Officer of a contingent, ${name}`,
      roles: ['officer'],
      // Their own, as a member's own account would show it.
      clearances: [...typical.officer, { label: 'restricted', unit: `member/${code}-officer` }],
    },
  ] as const
})

/** The files of the folder by their paths in it. */
export function folderFiles({ scale, seed, ends }: Setting): ReadonlyMap<string, string> {
  const geo = Object.entries(layers())
  const mission = {
    id: missionId,
    name: 'Exercise Twin Rivers',
    about: `A synthetic mission, made by commands alone: scale ${scale}, seed ${seed}, told until ${ends}. Nothing in it happened.`,
    clock: 'replayed',
    zone: 'UTC',
    exercise: true,
    languages: ['en', 'fr', 'ht', 'es'],
    defaultPerson: 'watch',
    people: [...own, ...lent],
    geo: Object.fromEntries(geo.map(([layer]) => [layer, `geography/${layer}.geojson`])),
    attribution: 'attribution.json',
    plan: 'plan.json',
    pcodes: 'XA',
    files: [],
  } as unknown as MissionFile
  const attribution = [
    {
      title: 'Exercise Twin Rivers: every state, person, place and sum',
      holder: 'Invented',
      licence: 'Apache-2.0',
      note: 'Synthetic data for training, demonstration and load. Rates of reimbursement are illustrative; no official rate is among them.',
      files: geo.map(([layer]) => `geography/${layer}.geojson`),
    },
  ]
  return new Map([
    ...geo.map(([layer, text]) => [`geography/${layer}.geojson`, text] as const),
    ['attribution.json', `${JSON.stringify(attribution, null, 2)}\n`],
    ['plan.json', `${JSON.stringify(plan, null, 2)}\n`],
    ['mission.json', `${JSON.stringify(mission, null, 2)}\n`],
  ])
}
