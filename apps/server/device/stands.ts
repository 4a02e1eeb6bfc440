/**
 * The device that a request names, asked before anything is read or done: one that was lost is shut out whoever is signed in,
 * and none does anything for another than its owner.
 */
import type { Device } from '@konbit/ledger'
import { type Refusal, refuse } from '@konbit/model'
import type { House, Person } from '../house.ts'

/** What one process knows of a device is at most so old: so long may a lost one still come in elsewhere. */
const freshMs = 10_000
const usedMs = 5 * 60_000
const mostKnown = 5000

type Known = { device: Device | undefined; at: number }
const known = new WeakMap<House, Map<string, Known>>()
const knownIn = (house: House): Map<string, Known> => {
  const found = known.get(house) ?? new Map<string, Known>()
  known.set(house, found)
  return found
}

const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The device of that id, whosever it is; undefined where there is none. */
export async function deviceOf(
  house: House,
  mission: string,
  id: string,
): Promise<Device | undefined> {
  if (!shape.test(id)) return undefined
  const all = knownIn(house)
  const key = `${mission}/${id}`
  const had = all.get(key)
  if (had && Date.now() - had.at < freshMs) return had.device
  const device = await house.ledger.device(mission, id)
  all.delete(key)
  all.set(key, { device, at: Date.now() })
  if (all.size > mostKnown) for (const oldest of all.keys()) return forgetOne(all, oldest, device)
  return device
}
function forgetOne(all: Map<string, Known>, key: string, device: Device | undefined) {
  all.delete(key)
  return device
}

/** It was changed here. */
export const forgetDevice = (house: House, mission: string, id: string): void =>
  void knownIn(house).delete(`${mission}/${id}`)

const named = (request: Request): string | null => request.headers.get('konbit-device')

/** Before anybody knows who asks. */
export async function refusedDevice(
  house: House,
  mission: string,
  request: Request,
): Promise<Refusal | undefined> {
  const id = named(request)
  if (!id) return undefined
  const device = await deviceOf(house, mission, id)
  return device?.lost ? refuse('device-lost') : undefined
}

/** When it is known who asks. */
export async function foreignDevice(
  house: House,
  mission: string,
  person: Person,
  request: Request,
): Promise<Refusal | undefined> {
  const id = named(request)
  const device = id ? await deviceOf(house, mission, id) : undefined
  if (!device) return undefined
  if (device.member !== person.id)
    return refuse('no-person', 'This device works for somebody else. Sign in as that person.')
  const session = person.account?.session ?? null
  if (device.session !== session || Date.now() - device.used > usedMs) {
    await house.ledger.meetDevice({ mission, member: person.id }, device.id, session)
    forgetDevice(house, mission, device.id)
  }
  return undefined
}
