/** A lost device shut out: by its owner, or by an access officer, whose entry about its member says why. */
import type { Device } from '@konbit/ledger'
import type { Command } from '@konbit/model'
import { endSessions } from '../account/sessions.ts'
import type { Ask } from '../route.ts'
import { deviceOf, forgetDevice } from './stands.ts'

/** Again changes nothing. Undefined: there is none that the asker may shut out. */
export async function shutOutDevice(ask: Ask, id: string): Promise<Device | undefined> {
  const { house, mission, person } = ask
  const device = await house.ledger.loseDevice({ mission: mission.id, member: person.id }, id)
  if (!device) return undefined
  forgetDevice(house, mission.id, id)
  const { accounts } = house
  // The session that lay on it ends with it: whoever holds the device need not say that they do.
  if (accounts && device.session && device.session !== person.account?.session) {
    const { rows } = await accounts.pool.query<{ user: string }>(
      'select "userId" as user from session where id = $1',
      [device.session],
    )
    if (rows[0]) await endSessions(accounts.pool, rows[0].user, { id: device.session })
  }
  return device
}

/** What an accepted command says was lost is shut out before it is answered; sent again, it is again. */
export async function shutOutLost(ask: Ask, { register, verb, record, input }: Command) {
  if (register !== 'member' || verb !== 'losePhone') return
  const id = String(input?.lostDevice)
  const device = await deviceOf(ask.house, ask.mission.id, id)
  if (device?.member === record) await shutOutDevice(ask, id)
}
