/**
 * Force generation: what is required unit by unit, what states pledge and let slip, on which law at home it rests, with which
 * caveats it comes; the agreements that say what is paid for it; the posts of headquarters.
 */
import type { Thing } from './told.ts'
import type { Contingent, Contributor, World } from './world.ts'

const agreesTitles = {
  cabinet: 'Decision of the cabinet',
  parliament: 'Approval of parliament',
  court: 'Ruling of the high court',
  presidential: 'Order of the president',
} as const

const equipment: Readonly<Record<string, string>> = {
  infantry: 'Armoured carriers with turrets, patrol vehicles, night vision',
  formedPolice: 'Armoured carriers, patrol vehicles, shields and radios',
  individualPolice: 'None: they bring what they carry',
  engineering: 'Trucks, plant, water purification',
  medical: 'Ambulances, operating theatre, laboratory',
  aviation: 'Three utility helicopters',
  logistics: 'Trucks, fuel tankers, recovery vehicles',
  signals: 'Radio relays and a satellite link',
}

export function generation(world: World): { daily: () => void } {
  const dice = world.dice('generation')
  const { told } = world

  function plan(): void {
    world.plan = told.enter('requirement', 'CONOPS-1', {
      title: 'Concept of operations, edition 1',
      kind: 'planned',
      speaksFor: 'mission',
      persons: Math.round(world.strength * 0.9),
      statedOn: world.today,
      edition: '1',
    })
    const first = world.plan
    for (const group of world.groups) ask(group, first)
    for (const { state, thing, groups } of world.contributors)
      told.enter('requirement', `CONOPS-1/${state.code}`, {
        title: `Concept of operations, edition 1: ${state.name}`,
        kind: 'planned',
        speaksFor: 'organisation',
        contributor: thing,
        persons: groups.reduce((sum, { size }) => sum + size, 0),
        statedOn: world.today,
        partOfPlan: first,
        edition: '1',
      })
    world.later(240, () => {
      world.plan = told.enter('requirement', 'CONOPS-2', {
        title: 'Concept of operations, edition 2',
        kind: 'planned',
        speaksFor: 'mission',
        persons: world.strength,
        statedOn: world.today,
        edition: '2',
      })
      told.tell(first, 'replace', {}, { because: 'Edition 2 takes its place.' })
    })
    // A need that nobody answers: the gap stays to be seen.
    told.enter('requirement', 'SUR-canine', {
      title: 'Statement of unit requirement: canine unit',
      kind: 'unitRequirement',
      speaksFor: 'mission',
      persons: world.scaled(36, 4),
      statedOn: world.today,
      partOfPlan: first,
      capability: 'canine',
      selfSustainment: 'part',
      neededBy: world.date(240),
      phase: 'II',
    })
  }

  function ask(group: Contingent, partOfPlan: Thing): void {
    const { lends, size } = group
    const need = told.enter('requirement', `SUR-${group.thing.key}`, {
      title: `Statement of unit requirement: ${lends.unit}, ${group.base.plan.name}`,
      kind: 'unitRequirement',
      speaksFor: 'mission',
      persons: size,
      statedOn: world.today,
      partOfPlan,
      capability: lends.capability,
      skills: lends.capability === 'medical' ? 'Surgeon, anaesthetist, laboratory' : undefined,
      majorEquipment: equipment[lends.capability],
      selfSustainment: lends.capability === 'individualPolice' ? 'no' : 'yes',
      neededBy: world.date(group.opensOn),
      phase: lends.month < 6 ? 'I' : lends.month < 12 ? 'II' : 'III',
    })
    world.later(dice.whole(2, 6) + (lends.month > 4 ? dice.whole(0, 60) : 0), () =>
      pledge(group, need),
    )
  }

  function pledge(group: Contingent, requirement: Thing): void {
    const { state, lends, size } = group
    const persons = Math.ceil(size * state.state.boast)
    const thing = told.enter('pledge', group.thing.key, {
      contributor: state.thing,
      persons,
      statedOn: world.today,
      requirement,
      capability: lends.capability,
      readiness: dice.pick(['level1', 'level2', 'level3', 'rapid']),
      availableFrom: world.date(group.opensOn - 30),
      validUntil: world.date(world.day + 365),
      conditions:
        state.state.boast > 1.3 ? 'If reimbursement is agreed and vehicles are given.' : undefined,
    })
    world.later(dice.whole(5, 25), () => {
      told.tell(thing, 'notify', { persons: size, statedOn: world.today })
      // From here on the requirement is that contributor's to fill.
      told.tell(requirement, 'amend', { contributor: state.thing })
    })
    world.later(Math.max(5, group.opensOn - 120 - world.day), () => announce(group, thing))
    world.later(345, () => {
      if (!group.isHere)
        told.tell(thing, 'renew', {
          renewedOn: world.today,
          validUntil: world.date(world.day + 365),
        })
    })
    const look = (isPart: boolean): void => {
      const share = group.here.length / group.size
      if (share > 0.9) {
        told.tell(thing, 'meet')
        return
      }
      if (share > 0.2 && !isPart) told.tell(thing, 'meetInPart')
      if (world.day < 700) world.later(20, () => look(isPart || share > 0.2))
    }
    world.later(Math.max(40, group.opensOn - world.day), () => look(false))
  }

  const authorised = new Set<Contributor>()
  function announce(group: Contingent, pledged: Thing): void {
    const { state, lends } = group
    if (!authorised.has(state)) {
      authorised.add(state)
      authorise(state)
    }
    told.tell(group.thing, 'enter', {
      name: group.name,
      contributor: state.thing,
      type: typeOf(lends.capability),
      capability: lends.capability,
      pledge: pledged,
      personsPlanned: group.size,
      tourMonths: Math.round(state.state.tourDays / 30.4),
      commandRelation: lends.capability === 'medical' ? 'tacticalControl' : 'operationalControl',
      transport: state.state.newShare > 0.6 ? 'contributor' : 'mission',
      caveats: state.state.caveat?.statement,
    })
    world.announced(group)
    const chief = told.enter('post', `${group.thing.key}/commander`, {
      title: `Commander, ${lends.unit}`,
      code: `${group.thing.key}-C`,
      unitName: lends.unit,
      contributor: state.thing,
      contingent: group.thing,
      base: group.base.thing,
      grade: 'O-4',
      needsLanguage: dice.chance(0.5) ? 'fr' : 'en',
      vacantSince: world.today,
    })
    const posts = [chief]
    for (let nth = 1; nth <= Math.max(1, Math.round(group.size / 40)); nth++)
      posts.push(
        told.enter('post', `${group.thing.key}/${nth}`, {
          title: `Staff officer ${nth}, ${lends.unit}`,
          code: `${group.thing.key}-${nth}`,
          unitName: lends.unit,
          contributor: state.thing,
          contingent: group.thing,
          base: group.base.thing,
          grade: 'O-2',
          needsLanguage: dice.weigh([
            ['ht', 34],
            ['fr', 33],
            [undefined, 33],
          ] as const),
          vacantSince: world.today,
        }),
      )
    hold(
      group,
      posts.map((thing) => ({ thing, holder: undefined })),
    )
  }

  type Post = { thing: Thing; holder: Contingent['here'][number] | undefined }
  /** Looked after every two weeks: who went home leaves the post empty, who is there fills it. */
  function hold(group: Contingent, posts: Post[]): void {
    const held = new Set(posts.map(({ holder }) => holder))
    for (const post of posts) {
      if (post.holder?.status === 'gone') {
        told.tell(post.thing, 'vacate', { vacantSince: world.today })
        post.holder = undefined
        continue
      }
      if (post.holder) continue
      const next = group.here.find(
        (one) => one.rank !== 'Private' && one.rank !== 'Constable' && !held.has(one),
      )
      if (!next || dice.chance(0.35)) continue
      held.add(next)
      post.holder = next
      told.tell(post.thing, 'fill', { holder: next.thing })
    }
    world.later(14, () => hold(group, posts))
  }

  /** It runs out in the middle of things, and is renewed, once after a challenge. */
  function authorise(contributor: Contributor): void {
    const { state, thing } = contributor
    const days = Math.round(state.agrees.months * 30.4)
    const text = told.enter('authorisation', state.code, {
      title: `${agreesTitles[state.agrees.kind]} of ${state.name}`,
      contributor: thing,
      kind: state.agrees.kind,
      decidedOn: world.today,
      endsOn: world.date(world.day + days),
    })
    const renew = (): void => {
      told.tell(text, 'lapse', {}, { because: 'Its term ran out before it was renewed.' })
      contributor.maySend = false
      world.later(dice.whole(5, 25), () => {
        contributor.maySend = true
        told.tell(text, 'renew', { endsOn: world.date(world.day + days), decidedOn: world.today })
        world.later(days, renew)
      })
    }
    world.later(days, renew)
    if (state.agrees.kind === 'court')
      world.later(130, () => {
        told.tell(
          text,
          'challenge',
          {},
          { because: 'A party at home went to the court of appeal.' },
        )
        contributor.maySend = false
        world.later(34, () => {
          told.tell(text, 'uphold')
          contributor.maySend = true
        })
      })
    if (!state.caveat) return
    const { kind, excludes, statement, from, to, department } = state.caveat
    contributor.hasCaveat = true
    const caveat = told.enter('caveat', state.code, {
      title: `${state.name}: ${kind}`,
      contributor: thing,
      kind,
      excludes,
      statement,
      hoursFrom: from,
      hoursTo: to,
      where: department ? { pcode: department, precision: 'department' } : undefined,
      startsOn: world.today,
    })
    if (kind === 'area')
      world.later(300, () => {
        contributor.hasCaveat = false
        told.tell(caveat, 'lift', {}, { because: 'Its parliament has agreed.' })
      })
  }

  return { daily: () => world.day === 3 && plan() }
}

const typeOf = (capability: string): string =>
  capability === 'medical' || capability === 'aviation'
    ? capability
    : capability.endsWith('Police')
      ? 'police'
      : 'military'
