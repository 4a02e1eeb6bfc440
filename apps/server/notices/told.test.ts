/** Members are told of what concerns them, once, and of nothing they may not see; and alert rules fire for whom they name. */
import { randomUUID } from 'node:crypto'
import { type Fields, isRefusal } from '@konbit/model'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { dayFrom } from '../testing.ts'
import {
  about,
  actor,
  closeAll,
  fleetSettings,
  forget,
  type Item,
  inbox,
  incident,
  isRead,
  mail,
  mailTo,
  order,
  SECRET,
  secrets,
  send,
  server,
  tell,
} from './testing.ts'

afterAll(closeAll)
beforeEach(forget)

describe('what is told, and to whom', () => {
  test('an order goes to the roles it names, once, over restarts, and not to who gave it', async () => {
    const id = await order({ toRoles: ['fleet'], dueOn: dayFrom(30) })
    await tell(isRead)
    await tell(isRead)
    const [told, ...more] = await about('fleet', id)
    expect(more).toEqual([])
    expect(told).toMatchObject({
      kind: 'order',
      key: 'notice.order.issue.due',
      link: `/orders?order=${id}`,
    })
    expect(told?.caption).toContain(SECRET)
    for (const other of ['chief', 'watch', 'resident', 'conduct'])
      expect(await about(other, id)).toEqual([])
  })

  test('one that nobody who is named may see tells nobody', async () => {
    await server.house.ledger.grant(server.mission, 'shut', {
      roles: ['fleet'],
      clearances: [{ label: 'public', unit: '*' }],
    })
    const id = await order({ toRoles: ['fleet'] })
    await tell(isRead)
    const rows = await server.test.look<{ member: string }>(
      'select member from konbit.inbox where record = $1',
      [id],
    )
    expect(rows.map(({ member }) => member)).toEqual(['fleet'])
  })

  test('a notice of a record that one may no longer see is gone, and comes back with it', async () => {
    const id = await order({ toRoles: ['fleet'] })
    await tell(isRead)
    const before = (await server.as('fleet').get('inbox')).body.unseen
    await server.house.ledger.bar(server.mission, 'fleet', [id])
    expect(await about('fleet', id)).toEqual([])
    expect((await server.as('fleet').get('inbox')).body.unseen).toBe(before - 1)
    await server.house.ledger.bar(server.mission, 'fleet', [])
    expect(await about('fleet', id)).toHaveLength(1)
    // With narrower eyes one sees none at all.
    expect((await server.as('fleet').get('inbox?as=role:resident')).body.items).toEqual([])
  })

  test('what one entered and another disputed is told to who entered it', async () => {
    const id = randomUUID()
    await incident(id)
    await send('importer', 'incident', 'dispute', id, {})
    await tell(isRead)
    expect(await about('watch', id)).toMatchObject([
      { kind: 'returned', key: 'notice.returned.disputed', said: { register: 'incident' } },
    ])
    expect(await about('importer', id)).toEqual([])
  })
})

describe('an alert rule', () => {
  const rule = async (more: Fields): Promise<string> => {
    const id = randomUUID()
    await send('chief', 'alertRule', 'enter', id, {
      title: `${SECRET} rule`,
      toRoles: ['fleet'],
      ...more,
    })
    return id
  }
  const alerts = async (who: string, id: string): Promise<Item[]> =>
    (await inbox(who)).filter((one) => one.alert?.rule === id)

  test('fires on its acts from its own entry on, breaks quiet hours if it says so, and stops when it is paused', async () => {
    await mailTo('fleet', 'fleet@example.org')
    await fleetSettings({ quietFrom: '00:00', quietTo: '23:59' })
    await incident(randomUUID())
    const id = await rule({ inRegister: 'incident', onVerbs: 'enter', breaksQuiet: true })
    const incidentId = randomUUID()
    await incident(incidentId)
    await send('watch', 'incident', 'assess', incidentId, {})
    await tell(
      () => mail.mails.length > 0,
      () => Date.parse('2026-01-10T12:00:00-05:00'),
    )
    expect(await alerts('fleet', id)).toMatchObject([
      { record: incidentId, key: 'notice.alert.entry', said: { register: 'incident' } },
    ])
    expect(mail.mails).toHaveLength(1)
    expect(secrets()).toEqual([])
    await send('chief', 'alertRule', 'pause', id, {})
    await incident(randomUUID())
    await tell(isRead)
    expect(await alerts('fleet', id)).toHaveLength(1)
    await fleetSettings({ quietFrom: null, quietTo: null })
  })

  test('on a field fires only where the field says so', async () => {
    const id = await rule({ inRegister: 'incident', onlyField: 'kind', onlyValue: 'abduction' })
    await incident(randomUUID())
    await incident(randomUUID(), 'abduction')
    await tell(isRead)
    expect(await alerts('fleet', id)).toHaveLength(1)
    await send('chief', 'alertRule', 'end', id, {})
  })

  test('waits on the page in the quiet hours of the rule itself', async () => {
    const id = await rule({ inRegister: 'incident', quietFrom: '00:00', quietTo: '23:59' })
    await incident(randomUUID())
    await tell(isRead)
    expect(await alerts('fleet', id)).toHaveLength(1)
    expect(mail.mails).toEqual([])
    await send('chief', 'alertRule', 'end', id, {})
  })

  test('tells others when nobody has it in time, and not when somebody does', async () => {
    const id = await rule({
      inRegister: 'incident',
      onVerbs: 'enter',
      escalateAfterMinutes: 5,
      escalateToRoles: ['watch'],
    })
    await incident(randomUUID())
    await incident(randomUUID())
    await tell(isRead)
    const [first] = await alerts('fleet', id)
    await server.as('fleet').post('inbox/seen', { ids: [first?.id], acknowledges: true })
    expect((await alerts('fleet', id))[0]?.alert).toMatchObject({
      acknowledged: expect.any(String),
    })
    expect(await alerts('watch', id)).toEqual([])
    await server.test.look(
      `update konbit.inbox_alert set escalates = now() where mission = $1 and rule = $2`,
      [server.mission, id],
    )
    await tell(async () => (await alerts('watch', id)).length > 0)
    await tell(isRead)
    expect(await alerts('watch', id)).toMatchObject([{ key: 'notice.alert.entry.escalated' }])
  })

  test('on a figure tells once as it passes, and not again while it stays there', async () => {
    const moment = await server.house.ledger.moment(server.mission)
    if (isRefusal(moment)) throw new Error('no moment')
    const now = await server.house.ledger.measure(actor('fleet'), {
      name: 'situation.incidents',
      moment,
    })
    const count = isRefusal(now) ? 0 : (now.value ?? 0)
    const id = await rule({ measure: 'situation.incidents', crosses: 'above', threshold: count })
    const asked = async (): Promise<number> =>
      (await server.test.look('select from konbit.inbox_level where rule = $1', [id])).length
    await tell(async () => (await asked()) > 0)
    await incident(randomUUID())
    const later = (minutes: number) => () => Date.now() + minutes * 60_000
    await tell(async () => (await alerts('fleet', id)).length > 0, later(20))
    await incident(randomUUID())
    await server.test.look(
      `update konbit.inbox_level set asked = now() - interval '1 hour' where rule = $1`,
      [id],
    )
    await tell(isRead, later(40))
    expect(await alerts('fleet', id)).toMatchObject([
      { key: 'notice.alert.above', said: { measure: 'situation.incidents', threshold: count } },
    ])
    expect(secrets()).toEqual([])
  })
})
