/** Roles: who may act. A closed list, so that the permission matrix can be printed and tested whole. */

export const roles = {
  chief: 'Chief of staff',
  watch: 'Watch officer',
  forceGeneration: 'Force-generation officer',
  fleet: 'Fleet officer',
  workshop: 'Workshop',
  board: 'Write-off board',
  base: 'Base officer',
  stores: 'Stores officer',
  inspector: 'Inspector of equipment',
  finance: 'Mission finance officer',
  contributorOfficer: "Contributor's personnel officer",
  contributorFinance: "Contributor's finance officer",
  donor: "Donor's programme officer",
  planner: 'Planner',
  conduct: 'Conduct officer',
  monitor: 'Independent monitor',
  hostLiaison: 'Host-government liaison',
  policeLiaison: 'Police liaison',
  legal: 'Legal and mandate officer',
  editor: 'Editor of sources',
  officer: 'Officer of a contingent',
  rota: 'Rota officer',
  custodyOfficer: 'Custody officer',
  careOfficer: 'Reintegration officer',
  partnerLiaison: "Partner's liaison",
  resident: 'Resident',
  registrar: 'Access officer',
  protection: 'Data-protection officer',
  auditor: 'Auditor',
  importer: 'Importer',
} as const

export type Role = keyof typeof roles
export const roleNames = Object.keys(roles) as Role[]
