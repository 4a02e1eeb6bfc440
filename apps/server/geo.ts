/** Geometry that ships with a mission: read once, compressed once, checked by the client with a tag. */
import { readFile } from 'node:fs/promises'
import { type Refusal, refuse } from '@konbit/model'
import type { MissionHere } from './house.ts'
import { type Packed, pack } from './wire.ts'

const kept = new WeakMap<MissionHere, Map<string, Promise<Packed>>>()

export async function geoFile(mission: MissionHere, layer: string): Promise<Packed | Refusal> {
  const path = mission.geo.get(layer)
  if (!path) return refuse('not-found')
  const files = kept.get(mission) ?? new Map<string, Promise<Packed>>()
  kept.set(mission, files)
  let file = files.get(layer)
  if (!file) {
    file = readFile(path).then((bytes) =>
      pack(bytes, 'application/geo+json; charset=utf-8', 'public, max-age=3600'),
    )
    files.set(layer, file)
  }
  return file
}
