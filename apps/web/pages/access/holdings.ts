/** Members with what they hold, put together from the lists of the desk: roles, clearances, and the day each ends. Pure. */
import type { Label, Person, RecordView } from '../../api/types.ts'

export type Held = {
  id?: string
  word: string
  label?: Label
  at?: string | undefined
  until?: string
}
export type Holder = {
  id: string
  title: string
  kind: string
  body: string | undefined
  state: string
  leavesOn: string | undefined
  roles: Held[]
  clearances: Held[]
  isDemo: boolean
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

export function holdersOf(
  members: readonly RecordView[],
  appointments: readonly RecordView[],
  clearances: readonly RecordView[],
  named: (id: string) => string | undefined,
): Holder[] {
  const of = (records: readonly RecordView[], id: string): RecordView[] =>
    records.filter(({ fields }) => fields.member === id)
  const until = (record: RecordView) => {
    const day = text(record.fields.until)
    return day ? { until: day } : {}
  }
  return members.map((one) => ({
    id: one.id,
    title: one.caption,
    kind: text(one.fields.kind) ?? '',
    body: [one.fields.contingent, one.fields.organisation]
      .map((id) => (typeof id === 'string' ? named(id) : undefined))
      .find(Boolean),
    state: one.state,
    leavesOn: text(one.fields.leavesOn),
    roles: of(appointments, one.id).map((role) => ({
      id: role.id,
      word: String(role.fields.role),
      ...until(role),
    })),
    clearances: of(clearances, one.id).map((held) => {
      const at = text(held.fields.contingent) ?? text(held.fields.organisation)
      return {
        id: held.id,
        word: String(held.fields.level),
        label: held.fields.level as Label,
        at: at && (named(at) ?? ''),
        ...until(held),
      }
    }),
    isDemo: false,
  }))
}

/** The people of a demonstration, as the mission's folder has them. */
export const demoHolders = (
  people: readonly Person[],
  named: (id: string) => string | undefined,
): Holder[] =>
  people.map((one) => ({
    id: one.id,
    title: one.title,
    kind: '',
    body: undefined,
    state: '',
    leavesOn: undefined,
    roles: one.roles.map((word) => ({ word })),
    clearances: (one.clearances ?? []).map(({ label, unit }) => ({
      word: label,
      label,
      at: unit === '*' ? undefined : (named(unit) ?? ''),
    })),
    isDemo: true,
  }))
