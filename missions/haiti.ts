/** The reference mission, read once from its folder for the tests of this folder. */
import { readFileSync } from 'node:fs'
import { measures, registers } from '@konbit/registers'
import { importMission, pathsOf } from './import.ts'
import { tellIntoMemory } from './memory.ts'

export const folder = new URL('mss-haiti/', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, folder), 'utf8')

export const files = new Map(pathsOf(read('mission.json')).map((path) => [path, read(path)]))
export const imported = importMission(files, registers)
export const memory = tellIntoMemory(imported.commands, registers, measures, imported.mission.zone)
