/** What the server says of a day, as the pages read it. Field by field in the server's openapi.json. */
import type { Listed, Note } from '../api/types.ts'

export type DayRef = {
  register: string
  id: string
  caption: string
  date?: string
  value?: number
  change?: number
  link?: string
}
type Item = {
  key: string
  values: Record<string, string | number>
  link: string
  due?: string
  count?: number | null
  records?: DayRef[]
}
export type OwedItem = Item & { dueAt?: string; done?: boolean; register?: string }
export type WaitingItem = Item & {
  since?: string
  register: string
  order?: { id: string; toOrganisation?: string }
}
export type ChangedItem = {
  seq: number
  register: string
  record: string
  caption: string
  verb: string
  by: string
  byTitle?: string
  known: string
}
export type DayView = {
  day: string
  known: string
  looked: { seq: number | null; from: number; end: number }
  owed: OwedItem[]
  waiting: WaitingItem[]
  changed: ChangedItem[]
  changedCount: number
  isWhole: boolean
  groups: { register: string; verb: string; count: number; last: string }[]
  off: { desks: string[]; registers: string[] }
}

export type OrderView = {
  id: string
  seq: number
  state: string
  number: string
  title: string
  kind: string
  toRoles: string[]
  toOrganisation: { id: string; caption: string } | null
  dueOn: string | null
  issuedOn: string | null
  isOverdue: boolean
  acknowledged: { id: string; member: string; memberTitle?: string; on: string }[]
  asks: boolean
}
export type OrdersView = {
  day: string
  total: number | null
  next: string | null
  items: OrderView[]
}

export type ReportLine = {
  key: string
  caption?: string
  term?: string
  value: number | null
  before?: number | null
  unit?: string
  figure?: string
  figureKey?: string
  link?: string
}
export type ReportItem = {
  /** Both absent where many are told as one, in words, with the list of them. */
  register?: string
  id?: string
  caption: string
  words?: Note
  list?: Listed
  date?: string
  note?: string
  value?: number
}
export type ReportView = {
  at: string
  known: string
  seq: number
  day: string
  since: string
  sections: { name: string; lines: ReportLine[]; items: ReportItem[] }[]
}
