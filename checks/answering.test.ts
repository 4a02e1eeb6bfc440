/** Who answers for what was done: clocks, monitors, support, claims. Each test fails when one of its guardrails is weakened. */
import { acts, mayDo, type Register } from '@konbit/model'
import { clocks, registers } from '@konbit/registers'
import { describe, expect, test } from 'vitest'

const fields = [...registers.values()].flatMap((register) =>
  Object.values(register.fields).map((field) => ({ register, field })),
)

describe('who answers for what was done', () => {
  const clock = (name: string) => clocks.find((one) => one.name === name)
  const unless = (name: string, verb: string) =>
    acts(registers.get(name) as Register).find(([one]) => one === verb)?.[1].unless
  test('no clock that has run out ends a case: every clock names open states and an act, and nobody may delete', () => {
    for (const { register: name, state, verb } of clocks) {
      const register = registers.get(name) as Register
      expect(mayDo(register, verb).length, `${name}.${verb}`).toBeGreaterThan(0)
      for (const one of state) expect(register.states, `${name} ${one}`).toContain(one)
      const { retention } = register
      if ('after' in retention)
        for (const one of state) expect(retention.after, `${name} ${one}`).not.toContain(one)
    }
    const { retention } = registers.get('complaint') as Register
    expect(retention).toEqual({ months: 120, after: ['settled'] })
  })
  test('the clocks of what is done to people escalate past the unit that owes', () => {
    for (const name of ['complaintAnswer', 'complaintCare', 'investigationReport', 'referralName'])
      expect(clock(name)?.escalate?.to, name).toEqual(['monitor'])
    expect(clock('complaintCare')?.days).toBe(3)
  })
  test('a statutory clock is not set beyond its days, nor put off without a signature and a reason', () => {
    const triage = unless('complaint', 'triage')
    const case_ = { receivedOn: '2026-03-01' }
    expect(triage?.(case_, { gravity: 'minor', answerBy: '2026-03-31' })).toBeUndefined()
    expect(triage?.(case_, { gravity: 'minor', answerBy: '2026-04-01' })).toMatch(/2026-03-31/)
    expect(triage?.(case_, { gravity: 'sexualExploitation', answerBy: '2026-04-01' })).toMatch(
      /Care/,
    )
    expect(registers.get('complaint')?.transitions.putOff).toMatchObject({
      reason: true,
      signs: 'extendedBy',
    })
  })
  test('no support without an assessment of that body which holds on the day', () => {
    const give = unless('supportPackage', 'give')
    const on = (named: object[], refused: object[] = []) =>
      give?.({}, {}, { day: '2026-05-01', on: '2026-05-01', rows: { named, refused } } as never)
    const held = { outcome: 'clear', assessedOn: '2026-01-01', validUntil: '2026-06-30' }
    expect(on([held])).toBeUndefined()
    expect(on([])).toMatch(/No support/)
    expect(on([{ ...held, outcome: 'refused' }])).toMatch(/No support/)
    expect(on([{ ...held, validUntil: '2026-04-30' }])).toMatch(/No support/)
    expect(on([held], [{ assessedOn: '2026-02-01' }])).toMatch(/refused the body/)
  })
  test('what a monitor makes public nobody clears, raises or mends', () => {
    for (const name of ['refusedAccess', 'monitorFinding']) {
      const register = registers.get(name) as Register
      expect(register.label, name).toBe('public')
      expect(mayDo(register, 'raise'), name).toEqual([])
      for (const verb of ['enter', 'amend', 'correct', 'void', 'publish', 'publishAtOnce'])
        expect(
          mayDo(register, verb).filter((one) => !['monitor', 'importer'].includes(one)),
          verb,
        ).toEqual([])
    }
  })
  test('the mission has its time to reply to a finding, and no more', () => {
    const publish = unless('monitorFinding', 'publish')
    const on = (day: string, now: object) =>
      publish?.({ replyBy: '2026-05-21', ...now }, {}, { day, on: day, rows: {} })
    expect(on('2026-05-21', {})).toMatch(/until 2026-05-21/)
    expect(on('2026-05-22', {})).toBeUndefined()
    expect(on('2026-05-02', { replyText: 'We do not agree.' })).toBeUndefined()
    expect(unless('monitorFinding', 'publishAtOnce')).toBeUndefined()
    expect(
      unless('monitorFinding', 'enter')?.({}, { sharedOn: '2026-05-01', replyBy: '2026-07-01' }),
    ).toMatch(/clock/)
  })
  test('the monitor’s own notes are sealed text and a reference that says nothing', () => {
    const note = registers.get('monitorNote')
    const all = acts(note as Register).flatMap(([, { by }]) => by)
    expect(new Set(all)).toEqual(new Set(['monitor']))
    expect(note?.fields.reference?.schema.safeParse('Visit to the station').success).toBe(false)
    expect(note?.fields.sealedText?.schema.safeParse('They told me this.').success).toBe(false)
  })
  test('welfare leads to no case, and no case to welfare', () => {
    const welfare = registers.get('welfareOffer')
    expect(Object.values(welfare?.fields ?? {}).filter(({ to }) => to)).toEqual([])
    expect(fields.filter(({ field }) => field.to === 'welfareOffer')).toEqual([])
  })
  test('retaliation is an allegation of its own', () => {
    const enter = unless('complaint', 'enter')
    expect(enter?.({}, { about: 'pay', retaliationFor: 'x' })).toMatch(/allegation of its own/)
    expect(enter?.({}, { about: 'retaliation', retaliationFor: 'x' })).toBeUndefined()
  })
  test('who claims for damage is a code outside the compartment, and the name within leads nowhere', () => {
    const [open, sealed] = [registers.get('damageClaim'), registers.get('claimant')]
    expect(sealed?.label).toBe('conduct')
    expect(Object.values(sealed?.fields ?? {}).filter(({ to }) => to)).toEqual([])
    expect(fields.filter(({ field }) => field.to === 'claimant')).toEqual([])
    const code = open?.fields.claimantCode?.schema
    expect(code?.safeParse('K-7F3K').success).toBe(true)
    for (const told of ['Marie Joseph', '+509 3712 3456', '01-23-45-1990-01-00123'])
      expect(code?.safeParse(told).success, told).toBe(false)
  })
})
