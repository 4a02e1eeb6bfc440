/** The shipped geometry made ready for drawing, once: outlines as path text in kilometres, with names and middles. */
import { useMemo } from 'react'
import {
  type Bounds,
  boundsOfFeatures,
  type Features,
  type Point,
  type Project,
  pathText,
  projectFor,
} from './project.ts'

export type Unit = { pcode: string; name: string; path: string; middle: Point; areaKm2: number }
export type Layers = {
  project: Project
  bounds: Bounds
  /** Where the shipped land of neighbours ends before their land does. Beyond it nothing is drawn, not even sea. */
  edge: Partial<Bounds>
  departments: Unit[]
  communes: Unit[]
  neighbours: string[]
  lakes: string[]
  borders: string[]
  rivers: string[]
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Levels are told apart by the code they bear: ADM1_PCODE for departments, ADM2_PCODE for communes. */
function unitsOf(features: Features | undefined, level: 1 | 2, project: Project): Unit[] {
  return (features?.features ?? []).map(({ properties, geometry }) => ({
    pcode: text(properties[`ADM${level}_PCODE`]),
    name: text(properties[`ADM${level}_FR`]) || text(properties[`ADM${level}_EN`]),
    path: pathText(geometry, project),
    middle: project(Number(properties.label_lon), Number(properties.label_lat)),
    areaKm2: Number(properties.area_km2),
  }))
}

export function useLayers(
  departments: Features | undefined,
  communes?: Features,
  basemap?: Features,
): Layers | undefined {
  return useMemo(() => {
    if (!departments) return undefined
    const project = projectFor(departments)
    const bounds = boundsOfFeatures(departments, project) ?? {
      left: 0,
      top: 0,
      right: 1,
      bottom: 1,
    }
    const around = boundsOfFeatures(
      {
        features: (basemap?.features ?? []).filter(
          ({ properties }) => properties.layer === 'neighbour',
        ),
      },
      project,
    )
    const of = (layer: string): string[] =>
      (basemap?.features ?? [])
        .filter(({ properties }) => properties.layer === layer)
        .map(({ geometry }) => pathText(geometry, project))
    return {
      project,
      bounds,
      edge: around ? edgeOf(bounds, around) : {},
      departments: unitsOf(departments, 1, project),
      communes: unitsOf(communes, 2, project),
      neighbours: of('neighbour'),
      lakes: of('lake'),
      borders: of('border'),
      rivers: of('river'),
    }
  }, [departments, communes, basemap])
}

/** Only to the sides: to the north and south neighbours end in their own coasts. */
const edgeOf = (own: Bounds, around: Bounds): Partial<Bounds> => ({
  ...(around.left < own.left ? { left: around.left } : {}),
  ...(around.right > own.right ? { right: around.right } : {}),
})

/** Every unit by its code, whatever its level. */
export const unitOf = (layers: Layers, pcode: string): Unit | undefined =>
  layers.departments.find((one) => one.pcode === pcode) ??
  layers.communes.find((one) => one.pcode === pcode)
