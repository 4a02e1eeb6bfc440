/**
 * The intake within this server: at /complain for the mission that is served, at /{mission}/complain for each. What it seals goes
 * straight into the record, by the door that an intake elsewhere uses too.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  careIn,
  type Intake,
  type IntakeSettings,
  isIntakePath,
  makeIntake,
  makeTurns,
  voicesIn,
} from '@konbit/intake'
import { isRefusal } from '@konbit/model'
import type { Hono } from 'hono'
import { subscriberOf } from '../address.ts'
import type { House, MissionHere } from '../house.ts'
import { keysOf } from './keys.ts'
import { threadOf } from './routes.ts'
import { takeIn } from './take.ts'

/** A page that anybody might have open; `KONBIT_LEAVE_TO` names another. */
const usualLeaveTo = 'https://ht.wikipedia.org/'

export function serveComplaints(app: Hono, house: House, addressOf: (request: Request) => string) {
  const made = new Map<string, Intake>()
  const intakeOf = (mission: MissionHere): Intake => {
    const had = made.get(mission.id)
    if (had) return had
    const settings: IntakeSettings = {
      mission: { ...mission, isDemonstration: mission.demo || mission.exercise === true },
      keys: () => keysOf(house, mission),
      pass: async (parcel) => {
        const done = await takeIn(house, mission, parcel)
        if (!isRefusal(done)) return 'kept'
        if (done.refusal === 'too-many-requests') return 'full'
        return done.refusal === 'not-found' ? 'unknown' : 'refused'
      },
      thread: (open) => threadOf(house, mission, open),
      script: () => file(house.web, 'complain', 'seal.js'),
      voices: voicesIn(mission.complain && join(mission.complain, 'voice')),
      care: careIn(mission.complain),
      leaveTo: process.env.KONBIT_LEAVE_TO || usualLeaveTo,
      now: () => new Date(),
    }
    const intake = makeIntake(settings, makeTurns(house.turns))
    made.set(mission.id, intake)
    return intake
  }

  app.use('*', async (context, next) => {
    const { path, raw } = context.req
    if (!isIntakePath(path)) return next()
    const named = /^\/([\w-]+)\/complain/.exec(path)?.[1]
    const mission = named ? house.missions.get(named) : [...house.missions.values()][0]
    if (!mission) return next()
    const base = named ? `/${named}/complain` : '/complain'
    return intakeOf(mission)(raw, base, subscriberOf(addressOf(raw)))
  })
}

async function file(folder: string | undefined, ...names: string[]) {
  return folder ? readFile(join(folder, ...names)).catch(() => undefined) : undefined
}
