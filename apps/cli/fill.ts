/**
 * Brings a mission's folder into the record: its people's clearances, then every command in order. Commands bear ids
 * made from the folder, so a run that was cut off goes on where it was, and one that is complete changes nothing.
 */
import type { Ledger } from '@konbit/ledger'
import { isRefusal, labels } from '@konbit/model'
import { registers } from '@konbit/registers'
import type { MissionHere } from '@konbit/server'
import { type Imported, importMission } from '../../missions/import.ts'
import { filesOf } from './missions.ts'
import { UseFailure } from './options.ts'

const member = 'importer'
const batch = 1024

export type Filled = {
  entered: number
  there: number
  refused: { command: string; why: string }[]
  report: Imported['report']
}

/** Whether the folder's commands are all in: nobody else may write before they are, so the size of the log tells. */
export async function fillMission(
  ledger: Ledger,
  folder: string,
  mission: MissionHere,
  say: (line: string) => void,
): Promise<void> {
  await admit(ledger, mission)
  const imported = read(folder, await filesOf(folder))
  const { size } = await ledger.head(mission.id)
  if (size >= imported.commands.length) return
  const { refused } = await enter(ledger, mission, imported, say)
  if (refused.length > 0)
    say(`${refused.length} commands were refused; konbit import ${folder} names them`)
}

/** Creates the mission where it is not yet there, and lets its people in. */
export async function admit(
  ledger: Ledger,
  { id, name, clock, zone, exercise, demo, people }: MissionHere,
): Promise<void> {
  if (!(await ledger.missions()).some((one) => one.id === id)) {
    await ledger.createMission({ id, name, clock, zone, ...(exercise ? { exercise } : {}) })
  }
  if (demo)
    for (const { id: person, clearances, roles } of people)
      await ledger.grant(id, person, { clearances, roles })
  await ledger.grant(id, member, {
    clearances: labels.map((label) => ({ label, unit: '*' })),
    roles: ['importer'],
  })
}

export function read(folder: string, files: ReadonlyMap<string, string>): Imported {
  try {
    return importMission(files, registers)
  } catch (failure) {
    throw new UseFailure(`The mission in ${folder} cannot be read: ${(failure as Error).message}`)
  }
}

export async function enter(
  ledger: Ledger,
  { id, name }: MissionHere,
  { commands, report }: Imported,
  say: (line: string) => void,
): Promise<Filled> {
  const filled: Filled = { entered: 0, there: 0, refused: [], report }
  const actor = { mission: id, member, roles: ['importer'] as const }
  const began = Date.now()
  let told = began
  say(`Creating the mission ${name}: ${commands.length} entries`)
  for (let from = 0; from < commands.length; from += batch) {
    const part = commands.slice(from, from + batch)
    for (const [index, answer] of (await ledger.performAll(actor, part)).entries()) {
      const { register, record, verb } = part[index] as (typeof part)[number]
      if (isRefusal(answer)) {
        const details = (answer.details ?? [])
          .map(({ field, needs }) => `${field} needs ${needs}`)
          .join('; ')
        filled.refused.push({
          command: `${register} ${verb} ${record}`,
          why: [answer.why, details].filter(Boolean).join(' '),
        })
      } else if (answer.repeated) filled.there += 1
      else filled.entered += 1
    }
    if (Date.now() - told < 1000) continue
    told = Date.now()
    say(`… ${from + part.length} of ${commands.length} entries`)
  }
  say(`${filled.entered} entries in ${((Date.now() - began) / 1000).toFixed(1)} s`)
  return filled
}
