/** What the routes of the situation desk answer, as its pages read it; and how the stand of groups on a day follows. Pure. */
export type FrontsView = {
  groups: { id: string; name: string; kind: string; namedOn: string | null; isActive: boolean }[]
  stands: StandView[]
  alarms: AlarmView[]
}
export type StandView = {
  alignment: string
  group: string
  other: string
  state: string
  on: string
  saidBy: string | null
}
export type AlarmView = { name: string; on: string; groups: string[]; alignment: string }

export type DuplicatesView = {
  items: {
    one: string
    other: string
    score: number
    km: number | null
    days: number
    samePlace: boolean
    sameKind: boolean
    sharedGroups: number
    sharedReports: number
  }[]
  compared: number
  refs: Record<string, string>
}
export type CorroborationView = {
  items: {
    incident: string
    reports: number
    independent: number
    channels: string[]
    sourceGrade: string | null
    contentGrade: string | null
  }[]
  total: number
  single: number
  without: number
}
export type HarmView = {
  from: string
  to: string
  items: {
    group: string | null
    harm: string
    incidents: number
    low: number
    best: number | null
    high: number
    shared: number
    records: string[]
  }[]
  apart: number
  refs: Record<string, string>
}

/** The last statement of each pair, of those made up to the day. */
export function standsOn(stands: readonly StandView[], day: string): StandView[] {
  const last = new Map<string, StandView>()
  for (const one of stands) if (one.on <= day) last.set(one.alignment, one)
  return [...last.values()]
}
