/**
 * What contributors are paid for: two editions of rates, both made up; agreements with their lines; inspections signed by both
 * sides. No official rate is among them.
 */
import { types } from './models.ts'
import { dollars } from './money.ts'
import { as, type Thing } from './told.ts'
import type { Contingent, Contributor, World } from './world.ts'

/** Dollars a month: for a vehicle under wet lease, or for a person. */
export const rates: Readonly<Record<string, number>> = {
  apc: 6900,
  mrap: 7800,
  patrol: 1300,
  truck: 2300,
  ambulance: 1900,
  helicopter: 88_000,
}
export const personRates: Readonly<Record<string, number>> = {
  catering: 31,
  communications: 18,
  medicalCare: 24,
  accommodation: 37,
  personnel: 1360,
}
const dryShare = 0.55
const signers: Readonly<Record<string, string>> = {
  XKA: 'kavariaPersonnel',
  XNO: 'norrhavenPersonnel',
}

export const vehiclesOf = (group: Contingent): string[] =>
  (types[group.lends.capability] ?? [['patrol', 1] as const]).map(([type]) => type)

export function agreements(
  world: World,
  plates: (group: Contingent) => Thing[],
): { daily: () => void } {
  const dice = world.dice('agreements')
  const { told } = world
  const editions: Thing[] = []
  const seen = new Set<Contingent>()

  function edition(code: string, factor: number, startsOn: string): void {
    const thing = told.enter('rateEdition', code, {
      code,
      title: `Illustrative rates ${code}, invented for the exercise`,
      startsOn,
      isIllustrative: true,
      publisher: 'Exercise Twin Rivers',
    })
    editions.push(thing)
    const rate = (rateCategory: string, lease: string, usd: number): unknown =>
      told.enter('rate', `${code}/${rateCategory}/${lease}`, {
        rateEdition: thing,
        rateCategory,
        lease,
        amount: dollars(Math.round(usd * factor * 100) / 100),
      })
    for (const [category, usd] of Object.entries(rates)) {
      rate(category, 'wet', usd)
      rate(category, 'dry', usd * dryShare)
    }
    for (const [category, usd] of Object.entries(personRates))
      rate(category, category === 'personnel' ? 'personnel' : 'selfSustainment', usd)
  }

  function agree(contributor: Contributor): void {
    const { state, groups, thing } = contributor
    const reference = `MOU-${state.code}`
    const startsOn = world.date(
      Math.max(world.day, Math.min(...groups.map((one) => one.opensOn)) - 40),
    )
    const agreement = told.enter('agreement', reference, {
      reference,
      contributor: thing,
      kind: state.code === 'XNO' ? 'letterOfAssist' : 'memorandum',
      startsOn,
      currency: 'USD',
      rateEdition: editions[0],
    })
    contributor.agreement = agreement
    const factors = { environmentPercent: 3, intensityPercent: 2, hostilePercent: 2.5 }
    const line = (rateCategory: string, lease: string, more: object): void => {
      const added = told.enter('agreementLine', `${reference}/${rateCategory}`, {
        agreement,
        contributor: thing,
        rateCategory,
        lease,
        ...more,
      })
      contributor.lines.set(rateCategory, added)
    }
    const persons = groups.reduce((sum, { size }) => sum + size, 0)
    for (const type of new Set(groups.flatMap(vehiclesOf)))
      line(type, state.newShare > 0.35 ? 'wet' : 'dry', {
        items: Math.max(2, Math.ceil(persons * 0.1)),
        ...factors,
      })
    for (const category of Object.keys(personRates))
      line(category, category === 'personnel' ? 'personnel' : 'selfSustainment', { persons })
    world.later(dice.whole(5, 60), () =>
      told.tell(
        agreement,
        'sign',
        { signedOn: world.today },
        { because: 'Both sides have signed the text.' },
      ),
    )
  }

  /** On arrival, then every three months; what failed is looked at again. */
  function inspect(group: Contingent, kind: string, follows?: Thing): void {
    const { state } = group
    const outcome = dice.weigh([
      ['meets', 80],
      ['meetsInPart', 13],
      ['fails', follows ? 2 : 7],
    ] as const)
    const failed =
      outcome === 'fails' ? dice.pick(['catering', 'communications', 'medicalCare']) : undefined
    const key = `${group.thing.key}/${kind}/${world.today}`
    const thing = told.enter(
      'inspection',
      key,
      {
        contributor: state.thing,
        contingent: group.thing,
        agreement: state.agreement,
        agreementLine: failed && state.lines.get(failed),
        kind,
        inspectedOn: world.today,
        base: group.base.thing,
        vehicles: failed ? undefined : plates(group).slice(0, 50),
        follows,
      },
      { by: as('inspector', 'inspector') },
    )
    told.tell(
      thing,
      'signForMission',
      { outcome, finding: outcome === 'meets' ? 'As agreed.' : 'Less than was agreed (invented).' },
      { by: as('inspector', 'inspector') },
    )
    world.later(dice.whole(1, 16), () => {
      if (outcome !== 'meets' && dice.chance(0.18)) {
        told.tell(
          thing,
          'dispute',
          {},
          { because: 'The contingent says that the sample was too small.' },
        )
        return
      }
      const signer = signers[state.state.code]
      told.tell(
        thing,
        'signForContributor',
        { signedOn: world.today },
        signer ? { by: as(signer, 'contributorOfficer') } : {},
      )
    })
    if (outcome === 'fails') world.later(dice.whole(20, 35), () => inspect(group, kind, thing))
  }

  function wastewater(): void {
    for (const base of world.bases) {
      const group = world.groups.find((one) => one.base === base && one.here.length > 0)
      if (!base.isOpen || !group) continue
      const isOver = base.taken > base.beds * 0.97
      const outcome = dice.chance(isOver ? 0.2 : 0.04) ? 'fails' : 'meets'
      const thing = told.enter(
        'inspection',
        `${base.plan.code}/wastewater/${world.today}`,
        {
          contributor: group.state.thing,
          kind: 'wastewater',
          inspectedOn: world.today,
          base: base.thing,
        },
        { by: as('inspector', 'inspector') },
      )
      const finding =
        outcome === 'meets' ? 'Clear at the outlet.' : 'More ran in than the plant can treat.'
      told.tell(thing, 'signForMission', { outcome, finding }, { by: as('inspector', 'inspector') })
      world.later(3, () => told.tell(thing, 'signForContributor', { signedOn: world.today }))
    }
  }

  return {
    daily: () => {
      if (world.day === 2) {
        edition('TR-1', 1, world.first)
        for (const contributor of world.contributors) agree(contributor)
      }
      if (world.day === 400) edition('TR-2', 1.06, world.today)
      if (world.day % 30 === 14) wastewater()
      for (const group of world.groups) {
        if (!group.isHere || seen.has(group)) continue
        seen.add(group)
        world.later(45, () => inspect(group, 'arrival'))
        for (let day = 130; world.day + day < 730; day += 91)
          world.later(day, () =>
            inspect(group, day % 2 === 0 ? 'operationalReadiness' : 'periodic'),
          )
      }
    },
  }
}
