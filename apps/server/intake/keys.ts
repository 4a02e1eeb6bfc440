/**
 * To whom complaints are sealed today: the keys of the register that are current, as anybody may see them. A demonstration without
 * any has one whose secret half everybody knows, so that nothing real is ever said to it.
 */
import type { OpenKey } from '@konbit/intake'
import { demonstrationKey } from '@konbit/seal'
import type { House, MissionHere } from '../house.ts'

export async function keysOf(house: House, mission: MissionHere): Promise<OpenKey[]> {
  const found = await house.ledger.publicNow(mission.id, 'sealKey', 'current')
  const keys = found.map(
    ({ openKey, keyOf, title }): OpenKey => ({
      open: String(openKey),
      of: keyOf === 'monitor' ? 'monitor' : 'conduct',
      title: String(title),
    }),
  )
  if (keys.length > 0 || !mission.demo) return keys
  return [{ open: demonstrationKey.open, of: 'conduct', title: 'Demonstration' }]
}
