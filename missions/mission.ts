/**
 * The mission file: who the mission is, who may look on, what ships with it and how each of its files is read.
 * `mission.json` is data; this page says what it may hold and turns the codes in it into record ids.
 */
import { type Clearance, isLabel, type Label, type Role, roleNames } from '@konbit/model'
import { type OwnFrame, readOwnFrame } from '@konbit/planner'
import { recordId } from './ids.ts'
import type { WithheldWord } from './withhold.ts'

/** Texts of a mission's folder, by path within it. */
export type Files = ReadonlyMap<string, string>

/**
 * What kind of table a file is. `story`: own records; `drawn`: outlines of areas; `told`: rows that repeat a statement;
 * `leftOut`: what is no fact of this mission.
 */
export type FileSpec = { path: string } & (
  | { as: 'sources' | 'claims' | 'events' | 'adoptions' | 'story' | 'drawn' }
  | { as: 'areas' | 'places'; validOn: string; attribution: string }
  | {
      as: 'series'
      series: string
      source: string
      unit: string
      subject: string
      period: string
      value: string
    }
  | { as: 'told'; by: string; agree: readonly string[] }
  | { as: 'leftOut'; row: string; reason: string }
)

export type Subject = { speaksFor: string; party?: string; pcode?: string }

export type Person = {
  id: string
  title: string
  roles: readonly Role[]
  clearances: readonly Clearance[]
}
export type Attribution = {
  title: string
  holder: string
  licence: string
  url?: string
  note?: string
  files: readonly string[]
}

export type MissionFile = {
  id: string
  name: string
  about: string
  clock: 'live' | 'replayed'
  zone: string
  exercise: boolean
  languages: readonly string[]
  /** Who may be chosen in a demonstration, which is replayed or an exercise; in any other mission people sign in. */
  people: readonly Person[]
  defaultPerson: string
  /** A provider of identities, as apps/cli reads it. */
  provider?: unknown
  /** Map layers by the name a page asks for, as paths within the folder. */
  geo: Readonly<Record<string, string>>
  attribution: readonly Attribution[]
  /** What the planner assumes of this mission besides its plain frame. */
  plan?: OwnFrame
  /** From when states and bodies count as having been there. */
  since: string
  /** What subjects of statements stand for, beyond what their form tells. */
  subjects: Readonly<Record<string, Subject>>
  /** How P-codes of the host country begin. */
  pcodes: string
  files: readonly FileSpec[]
}

export type Withheld = {
  words: readonly WithheldWord[]
  /** Where the files of the folder were cut before they were put there. */
  cut: readonly { file: string; row: string; column: string }[]
}

/** Reads `mission.json` and what it names. Throws an Error that says what is wrong with the file. */
export function readMission(files: Files): MissionFile {
  const { plan, ...raw } = json<Omit<MissionFile, 'plan'> & { attribution: string; plan?: string }>(
    files,
    'mission.json',
  )
  for (const field of ['id', 'name', 'clock', 'zone'] as const) {
    if (raw[field] === undefined) throw new Error(`mission.json does not say ${field}`)
  }
  if (!/^[a-z][a-z0-9-]{1,40}$/.test(raw.id))
    throw new Error('mission.json: id is no short kebab-case word')
  const people = (raw.people ?? []).map((person) => readPerson(raw.id, person))
  const defaultPerson = raw.defaultPerson ?? people[0]?.id ?? ''
  if (people.length > 0 && !people.some(({ id }) => id === defaultPerson)) {
    throw new Error(`mission.json: no person ${defaultPerson}`)
  }
  return {
    ...raw,
    about: raw.about ?? '',
    exercise: raw.exercise ?? false,
    languages: raw.languages ?? ['en'],
    geo: raw.geo ?? {},
    since: raw.since ?? '1990',
    subjects: raw.subjects ?? {},
    pcodes: raw.pcodes ?? '',
    files: raw.files ?? [],
    people,
    defaultPerson,
    attribution: raw.attribution ? json<Attribution[]>(files, raw.attribution) : [],
    ...(plan ? { plan: readPlan(files, plan) } : {}),
  }
}

function readPlan(files: Files, path: string): OwnFrame {
  try {
    return readOwnFrame(json(files, path))
  } catch (failure) {
    throw new Error(`${path}: ${(failure as Error).message}`)
  }
}

function readPerson(mission: string, { id, title, roles, clearances }: Person): Person {
  for (const role of roles) {
    if (!roleNames.includes(role))
      throw new Error(`mission.json: person ${id} has no known role ${role}`)
  }
  return {
    id,
    title,
    roles,
    clearances: clearances.map(({ label, unit }) => {
      if (!isLabel(label)) throw new Error(`mission.json: person ${id} has no known label ${label}`)
      return { label: label as Label, unit: unitId(mission, unit) }
    }),
  }
}

/** `*` is the whole mission; `organisation/KEN` is the record with that code. */
function unitId(mission: string, unit: string): string {
  const [register, key] = unit.split('/')
  return key === undefined ? unit : recordId(mission, register as string, key)
}

/** The paths a folder must hold, so that whoever reads it knows what to bring. */
export function pathsOf(missionJson: string): string[] {
  const {
    files = [],
    attribution,
    withheld,
    plan,
  } = JSON.parse(missionJson) as {
    files?: FileSpec[]
    attribution?: string
    withheld?: string
    plan?: string
  }
  return [
    'mission.json',
    ...[attribution, withheld, plan].filter((path) => path !== undefined),
    ...files.map(({ path }) => path),
  ]
}

export function readWithheld(files: Files): Withheld {
  const { withheld } = json<{ withheld?: string }>(files, 'mission.json')
  return withheld ? json<Withheld>(files, withheld) : { words: [], cut: [] }
}

export function json<Shape>(files: Files, path: string): Shape {
  try {
    return JSON.parse(textOf(files, path)) as Shape
  } catch (failure) {
    throw new Error(`${path}: ${(failure as Error).message}`)
  }
}

export function textOf(files: Files, path: string): string {
  const text = files.get(path)
  if (text === undefined) throw new Error(`${path} is missing from the mission's folder`)
  return text
}
