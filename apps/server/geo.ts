/** Geometry that ships with a mission: read once, compressed once, checked by the client with a tag. */
import { readFile } from 'node:fs/promises'
import { type Refusal, refuse } from '@konbit/model'
import { z } from 'zod'
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

/** The codes of the areas of a layer; none where the mission ships no such layer. */
export async function codesOf(
  mission: MissionHere,
  layer: string,
  property: string,
): Promise<string[]> {
  const path = mission.geo.get(layer)
  if (!path) return []
  const shape = z.object({
    features: z.array(z.object({ properties: z.record(z.string(), z.unknown()) })),
  })
  const { features } = shape.parse(JSON.parse(await readFile(path, 'utf8')))
  return features.flatMap(({ properties }) => {
    const code = properties[property]
    return typeof code === 'string' ? [code] : []
  })
}
