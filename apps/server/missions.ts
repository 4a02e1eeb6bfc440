/** A mission as the app first meets it: its clock, its people, its desks, how long its log is. */
import { dayOf, isRefusal } from '@konbit/model'
import { offIn } from './day/off.ts'
import type { House, MissionHere } from './house.ts'
import { leastOf } from './person.ts'

export async function describeMission(house: House, mission: MissionHere) {
  const { id, name, clock, zone, exercise = false, languages } = mission
  const { demo } = mission
  const mayChoose = demo && house.mayChoose
  const least = demo ? leastOf(mission) : undefined
  const people = mayChoose ? mission.people : least ? [least] : []
  const defaultPerson = mayChoose ? mission.defaultPerson : (least?.id ?? '')
  const { size } = await house.ledger.head(id)
  const now = await house.ledger.moment(id, {})
  const asked = [...new Set([...house.registers.values()].map(({ desk }) => desk))]
  return {
    id,
    name,
    clock,
    zone,
    exercise,
    people,
    defaultPerson,
    languages,
    demo,
    mayChoose,
    desks: asked,
    off: await offIn(house, id, size),
    entries: size,
    // The record's own now, by which every figure is asked: a replayed mission ends where its story does.
    today: dayOf(isRefusal(now) ? Date.now() : now.at, zone),
  }
}
