/** The guardrails of docs/guardrails.md, as far as the vocabulary can break them: each test fails when one is weakened. */
import { lackNames } from '@konbit/force'
import {
  acts,
  compartments,
  covers,
  decide,
  holders,
  isCompartment,
  isErasable,
  labelOf,
  mayDo,
  type Role,
} from '@konbit/model'
import { forgetFacet, forgetMembers, hex, openFacet, sealFacet } from '@konbit/proof'
import { measures, registers } from '@konbit/registers'
import { describe, expect, test } from 'vitest'

const all = [...registers.values()]
const fields = all.flatMap((register) =>
  Object.entries(register.fields).map(([name, field]) => ({ register, name, field })),
)
const words = (name: string): string[] => name.split(/(?=[A-Z])/).map((word) => word.toLowerCase())

describe('group level only', () => {
  const hunted = [
    'suspect',
    'target',
    'watchlist',
    'wanted',
    'biometric',
    'face',
    'fingerprint',
    'alias',
    'dna',
    'imei',
    'phone',
    'msisdn',
    'passport',
    'birth',
  ]
  test('no register and no field is made for a person to be found by', () => {
    const found = [...all.map(({ name }) => name), ...fields.map(({ name }) => name)]
    expect(found.filter((name) => words(name).some((word) => hunted.includes(word)))).toEqual([])
  })
  test('a person is one of the own staff: lent by a contributor, and named by nothing outside People, Logistics and Funds but the crew list of a patrol', () => {
    const person = registers.get('person')
    expect(person?.within).toBe('contributor')
    expect(person?.fields.contributor?.required).toBe(true)
    expect(person?.fields.serviceNumber?.required).toBe(true)
    expect(person?.caption).toEqual(['serviceNumber'])
    const pointing = fields
      .filter(({ field }) => field.to === 'person')
      .map(({ register, name }) => ({ desk: register.desk, name: `${register.name}.${name}` }))
    expect(pointing.length).toBeGreaterThan(5)
    expect(
      pointing
        .filter(({ desk }) => !['people', 'logistics', 'funds'].includes(desk))
        .map(({ name }) => name),
    ).toEqual(['patrol.officers'])
    const entering = new Set(['forceGeneration', 'contributorOfficer', 'importer'])
    expect(person?.enters.by.filter((role) => !entering.has(role))).toEqual([])
  })
  test('a plate belongs to a vehicle of the mission and to nothing else', () => {
    expect(
      fields.filter(({ name }) => name === 'plate').map(({ register }) => register.name),
    ).toEqual(['vehicle'])
  })
  test('whoever is said to have done harm is a group', () => {
    const accused = fields.filter(({ name }) => name === 'saidToBeBy')
    expect(accused.length).toBeGreaterThan(0)
    for (const { field } of accused) expect(field.to).toBe('group')
    const group = registers.get('group')
    expect(
      Object.keys(group?.fields ?? {}).filter((name) => /leader|member|person/i.test(name)),
    ).toEqual([])
  })
})

describe('people', () => {
  test('fields that hold a name of a person are few, known, and closed to most', () => {
    const named = fields.filter(({ name }) =>
      /^person$|personName|^nextOfKin|^victim$|^complainant|releasedName/i.test(name),
    )
    expect(named.map(({ register, name }) => `${register.name}.${name}`).sort()).toEqual([
      'casualty.person',
      'casualty.releasedName',
      'claimant.personName',
      'person.nextOfKin',
    ])
  })
  test('a name of somebody held or cared for stands on its own page alone, behind its wall', () => {
    const apart = fields.filter(({ field }) => field.kind.name === 'apart')
    expect(apart.map(({ register, name }) => `${register.name}.${name}`).sort()).toEqual([
      'custody.fullName',
      'heldQuestion.answerTo',
      'participant.fullName',
    ])
    for (const { register, name, field } of apart) {
      expect(isCompartment(labelOf(register, name))).toBe(true)
      expect(isErasable(register, name)).toBe(true)
      expect([...register.caption, ...register.featured]).not.toContain(name)
      expect(field.kind.columns).toEqual([])
      expect(field.kind.filter).toBeUndefined()
      expect(field.kind.words('A name' as never)).toBe('')
    }
  })
  test('nothing of a child is kept but that they were handed on', () => {
    for (const name of ['childTransfer', 'childReferral']) {
      const register = registers.get(name)
      expect(Object.keys(register?.fields ?? {}).sort(), name).toEqual([
        'handedOn',
        'handedTo',
        'heldApart',
        'informedOn',
        'metOn',
        'receiptNumber',
        'reference',
      ])
      expect(register && isCompartment(register.label)).toBe(true)
    }
  })
  test('who an officer is, and whom to call, lies in restricted', () => {
    const person = registers.get('person')
    for (const name of ['name', 'nextOfKin', 'contact'])
      expect(person && labelOf(person, name), name).toBe('restricted')
  })
  test('which officer a casualty is lies in restricted', () => {
    const casualty = registers.get('casualty')
    expect(casualty && labelOf(casualty, 'officer')).toBe('restricted')
  })
  test('a name leaves restricted by one verb only, and not before next of kin and contributor', () => {
    const casualty = registers.get('casualty')
    if (!casualty) throw new Error('no register casualty')
    const taking = acts(casualty).filter(
      ([, { takes }]) => !takes || takes.includes('releasedName'),
    )
    expect(taking.map(([verb]) => verb)).toEqual(['release'])
    expect(casualty.transitions.release).toMatchObject({ reason: true })
    expect(mayDo(casualty, 'clearName')).toEqual(['contributorOfficer', 'importer'])
    const releasing = (done: Record<string, string>, releasedOn = '2025-05-20') => {
      const outcome = decide({
        register: casualty,
        command: {
          id: 'c',
          register: 'casualty',
          record: 'r',
          verb: 'release',
          because: 'The family asked for it.',
          input: { releasedName: 'A name', releasedOn },
        },
        actor: { member: 'm', roles: ['chief'] },
        now: { state: 'dead', fields: done },
      })
      return 'refusal' in outcome ? outcome.refusal : outcome.set
    }
    const kin = { kinNotifiedOn: '2025-05-18' }
    const cleared = { contributorClearedOn: '2025-05-19' }
    expect(releasing({})).toBe('unless')
    expect(releasing(kin)).toBe('unless')
    expect(releasing(cleared)).toBe('unless')
    expect(releasing({ ...kin, ...cleared }, '2025-05-18')).toBe('unless')
    expect(releasing({ ...kin, ...cleared })).toHaveProperty('releasedName')
    for (const verb of ['enter', 'amend', 'confirmDead'])
      expect(
        decide({
          register: casualty,
          command: {
            id: 'c',
            register: 'casualty',
            record: 'r',
            verb,
            because: 'Why.',
            input: {
              ...(verb === 'enter'
                ? {
                    reference: 'KEN:1',
                    contributor: crypto.randomUUID(),
                    occurredOn: '2025',
                    persons: 1,
                  }
                : {}),
              releasedName: 'A name',
            },
          },
          actor: { member: 'm', roles: ['chief'] },
          now: verb === 'enter' ? undefined : { state: 'missing', fields: { ...kin, ...cleared } },
        }),
        verb,
      ).toMatchObject({ details: [{ field: 'releasedName' }] })
  })
  test('the name of a casualty lies in restricted', () => {
    const casualty = registers.get('casualty')
    for (const name of ['person', 'circumstances']) {
      expect(casualty && labelOf(casualty, name)).toBe('restricted')
    }
    expect(casualty?.caption).toEqual(['reference'])
  })
  test('a source is a publication', () => {
    expect(registers.get('source')?.fields.kind?.options).toEqual([
      'news',
      'opinion',
      'civilSociety',
      'unDocument',
      'government',
      'dataSet',
      'other',
    ])
    expect(fields.filter(({ name }) => /informant|resident$|witness/i.test(name))).toEqual([])
  })
})

describe('harm', () => {
  test('harm cannot be recorded without who says it', () => {
    expect(registers.get('civilianHarm')?.fields.saidBy?.required).toBe(true)
  })
  test('no measure counts what the mission killed', () => {
    for (const { name, definition, of } of measures) {
      const asked = JSON.stringify(of)
      expect(asked, name).not.toMatch(/gangs\.killed|groupMembers|neutrali[sz]ed|enemy/i)
      expect(definition, name).not.toMatch(/neutrali[sz]ed|enemy|kills?\b/i)
    }
  })
})

describe('operations', () => {
  test('no measure of operations counts who was killed, taken or what was seized', () => {
    const own = measures.filter(({ name }) => name.startsWith('operations.'))
    expect(own.length).toBeGreaterThan(5)
    for (const { name, of } of own)
      expect(JSON.stringify(of), name).not.toMatch(/civilianHarm|casualty|custody|seizure|rounds/i)
    const objective = registers.get('operation')?.fields.objective
    expect(objective?.kind.name).toBe('prose')
  })
  test('who stood duty lies in restricted, within whom it concerns', () => {
    for (const name of ['dutyShift', 'dutyShare']) {
      const register = registers.get(name)
      expect([register?.label, register?.within], name).toEqual(['restricted', 'member'])
      const told = Object.keys(register?.fields ?? {})
      expect(told.filter((one) => /ailment|medical|reason|diagnosis/i.test(one))).toEqual([])
    }
  })
  test('a crew list is for the mission and its own contingent, by service number, and counts nobody', () => {
    const [patrol, person] = ['patrol', 'person'].map((name) => registers.get(name))
    expect(patrol && [labelOf(patrol, 'officers'), patrol.within]).toEqual([
      'mission',
      'contingent',
    ])
    expect(person?.caption).toEqual(['serviceNumber'])
    expect([...(patrol?.caption ?? []), ...(patrol?.featured ?? [])]).not.toContain('officers')
    for (const { name, of } of measures)
      expect(JSON.stringify(of), name).not.toMatch(/"officers?"|dutyShift|dutyShare/)
  })
  test('what lacks of one of a crew is no reason of health', () => {
    expect(lackNames.filter((one) => /sick|medical$|health/i.test(one))).toEqual([])
  })
})

describe('what outsiders are not told', () => {
  const closed = ['vehicle', 'site', 'delivery']
  test.each(closed)('what can move, and where people sleep, is never public: %s', (name) => {
    const register = registers.get(name)
    expect(register && covers('public', register.label)).toBe(false)
  })
  test('no measure of readiness is public', () => {
    const ready = measures.filter(({ of }) =>
      closed.some((name) => JSON.stringify(of).includes(`"${name}"`)),
    )
    for (const { name, label } of ready) expect(covers('public', label), name).toBe(false)
  })
  test('outsiders get no place of an incident', () => {
    const incident = registers.get('incident')
    for (const name of ['where', 'whereElse']) {
      expect(incident && covers('public', labelOf(incident, name))).toBe(false)
    }
  })
})

describe('the firewalls', () => {
  const walled = (label: string): boolean => (compartments as readonly string[]).includes(label)
  test('a complaint lies in its compartment', () => {
    expect(registers.get('complaint')?.label).toBe('conduct')
  })
  test('no register of the chain leads into a compartment', () => {
    for (const { register, name, field } of fields) {
      const target = field.to ? registers.get(field.to) : undefined
      if (target && walled(target.label))
        expect(labelOf(register, name), `${register.name}.${name}`).toBe(target.label)
    }
  })
  test('operations roles have no verb behind a firewall', () => {
    for (const register of all.filter(({ label }) => walled(label))) {
      const allowed = new Set<Role>([
        ...holders[register.label as (typeof compartments)[number]],
        'resident',
      ])
      const by = [
        register.enters,
        register.amends,
        register.corrects,
        ...Object.values(register.transitions),
      ].flatMap((act) => act.by)
      expect(
        by.filter((role) => !allowed.has(role)),
        register.name,
      ).toEqual([])
    }
  })
  test('no measure reads a compartment without its clearance', () => {
    for (const { name, label, of } of measures) {
      for (const register of all.filter((one) => walled(one.label))) {
        if (JSON.stringify(of).includes(`"${register.name}"`))
          expect(label, name).toBe(register.label)
      }
    }
  })
})

describe('what was recorded of a person', () => {
  const told = fields.filter(({ field }) => ['line', 'prose'].includes(field.kind.name))
  test('can be erased by the data-protection officer, in every register, and by nobody else', () => {
    for (const register of all)
      expect(mayDo(register, 'erase'), register.name).toEqual(['protection'])
    expect(told.filter(({ register, name }) => !isErasable(register, name))).toEqual([])
  })
  test('whatever names or tells of a person can be erased, and the proof survives it', () => {
    expect(told.length).toBeGreaterThan(50)
    for (const { register, name } of told) {
      const label = labelOf(register, name)
      const seed = Buffer.alloc(32, name)
      const said = { set: { [name]: 'A person', other: 1 }, because: 'A reason' }
      const { text, digest } = sealFacet(label, seed, said)
      const whole = { label, seed, content: text, kept: null }
      for (const left of [forgetMembers(whole, [`set/${name}`, 'because']), forgetFacet(whole)]) {
        expect(JSON.stringify(left), `${register.name}.${name}`).not.toMatch(/A person|A reason/)
        const opened = openFacet(left)
        if ('wrong' in opened) throw new Error(opened.wrong)
        expect(hex(opened.digest)).toBe(hex(digest))
      }
    }
  })
  test('is kept for a time where it may be personal, and each register says why it holds what it holds', () => {
    const personal = [
      'casualty',
      'complaint',
      'member',
      'appointment',
      'clearance',
      'dataRequest',
      'person',
      'training',
      'vetting',
      'tour',
      'absence',
      'payDispute',
    ]
    for (const name of personal) expect(registers.get(name)?.retention).toHaveProperty('months')
    for (const { name, retention, basis, controller } of all) {
      expect([basis, controller].every(Boolean), name).toBe(true)
      if ('permanent' in retention) expect(retention.permanent.length, name).toBeGreaterThan(20)
      else expect(retention.months, name).toBeLessThanOrEqual(300)
    }
  })
  test('that lies in restricted or behind a wall is never kept for ever', () => {
    const closed = fields.filter(
      ({ register, name, field }) =>
        ['line', 'prose'].includes(field.kind.name) &&
        ['restricted', 'conduct', 'care', 'custody'].includes(labelOf(register, name)),
    )
    expect(
      closed
        .filter(({ register }) => 'permanent' in register.retention)
        .map(({ register, name }) => `${register.name}.${name}`),
    ).toEqual([])
  })
})
