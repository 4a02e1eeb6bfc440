/** What the server says of reports, as pages read it. */

type Pin = { at: string; known: number }
type Value = number | null
export type Block =
  | { kind: 'heading'; text: string; level?: 1 | 2 }
  | { kind: 'paragraph'; text: string }
  | ({
      kind: 'figure'
      measure: string
      unit: string
      key?: string
      caption?: string
      value: Value
      beforeAt?: string
      before?: Value
    } & Pin)
  | ({
      kind: 'table'
      measure: string
      unit: string
      by: string
      value: Value
      rows: { key: string | null; caption?: string; value: Value }[]
    } & Pin)
  | ({
      kind: 'chart'
      measure: string
      unit: string
      from: string
      step: 'day' | 'week' | 'month'
      points: { day: string; value: Value }[]
    } & Pin)
  | ({
      kind: 'list'
      register: string
      columns: string[]
      rows: string[][]
      total: number
    } & Pin)

export type Part =
  | { kind: 'heading'; level: 1 | 2; text: string }
  | { kind: 'paragraph'; text: string }
  | {
      kind: 'table'
      caption: string
      head: string[]
      numeric: boolean[]
      rows: string[][]
      note?: string
    }
  | {
      kind: 'chart'
      title: string
      alt: string
      svg: string
      width: number
      height: number
      note: string
    }
export type Paper = {
  language: string
  title: string
  over: string
  banner?: string
  facts: [string, string][]
  parts: Part[]
  notesTitle: string
  notes: string[]
  foot: string
}
export type Level = 'public' | 'partner' | 'mission'
export type Report = {
  id: string
  number: string
  reportedTo: string
  state: string
  seq: number
  text: 'draft' | 'released'
  level: Level
  digest: string
  blocks: Block[]
  paper: Paper
}
export type Begun = {
  reportedTo: string
  startsOn: string
  endsOn: string
  seq: number
  blocks: Block[]
}
export type Template = { name: string; reportedTo: string; level: Level; title: string }
export type Again = {
  at: string
  seq: number
  items: {
    place: number
    title: string
    part?: string
    sayPinned: string
    sayNow: string
    pinned: Value
    now: Value
  }[]
  differs: number
  asked: number
  lost: number[]
}
export type Release = {
  level: Level
  blocked: { place: number; title: string; why: 'above' | 'tooRecent' | 'lost' | 'unwritten' }[]
  changed: { place: number; title: string }[]
  hidden: number
  digest: string
  paper: Paper
}
