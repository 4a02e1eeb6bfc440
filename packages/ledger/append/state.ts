/** What a batch knows of records, authors and commands, between the recall and the writing. */
import { type Label, placed, type Told } from '@konbit/model'
import type { Standings } from '../access/standing.ts'
import type { Beyond } from './beyond.ts'
import type { Receipt } from './command.ts'
import { MISSION_WIDE, type Rectangle } from './rectangles.ts'

export type MissionHead = {
  mission: string
  size: number
  known: number
  edge: Uint8Array
  clock: number
  isReplayed: boolean
  zone: string
}

export type FacetState = {
  label: Label
  /** The rectangles no later entry has replaced; only the last unless the record is whole. */
  open: Rectangle[]
  told: Told[]
  /** The last entry that wrote it. */
  last: number
  unit: string
}

export type RecordState = {
  id: string
  register: string
  isWhole: boolean
  /** By this batch, or touched by the one before it that is still being written: the database does not show it yet. */
  isMadeHere: boolean
  /** The label to which it is raised; undefined where its facets lie under their own. */
  floor: Label | undefined
  facets: Map<Label, FacetState>
}

export type Sight = { scopes: ReadonlySet<number>; barred: ReadonlySet<string> }

export type Seen = { author: string; digest: Buffer; receipt: Receipt }

export type Recall = {
  seen: Map<string, Seen>
  records: Map<string, RecordState>
  sights: Map<string, Sight>
  /** For each unit that the batch names as the one above: itself and all that lie above it. */
  over: Map<string, ReadonlySet<string>>
  /** What the members hold whom commands of the batch grant something to. */
  standings: Standings
  beyond: Beyond
  /** Of the records to be erased, those that another record holds. */
  held: ReadonlySet<string>
}

export const emptyRecord = (id: string, register: string): RecordState => ({
  id,
  register,
  isWhole: false,
  isMadeHere: false,
  floor: undefined,
  facets: new Map(),
})

/** The label under which a facet lies in a record raised to `floor`. */
export const underOf = (label: Label, floor: Label | undefined): Label =>
  floor === undefined ? label : placed(label, floor)

export const scopeKey = (label: Label, unit: string): string => `${label} ${unit}`

export function facetOf(state: RecordState, label: Label): FacetState {
  let facet = state.facets.get(label)
  if (!facet) {
    facet = { label, open: [], told: [], last: 0, unit: MISSION_WIDE }
    state.facets.set(label, facet)
  }
  return facet
}
