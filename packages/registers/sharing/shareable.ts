/**
 * What may be shared at all: registers that speak of groups, places and happenings, and of each the fields that may leave. A
 * closed list on purpose: what is not named here cannot be chosen, whoever asks. No register of persons, means or bases is in it.
 */

export type Shareable = {
  /** In the order in which they are shown. */
  fields: readonly string[]
  /** The date by which a release narrows to a period. */
  date?: string
}

export const shareable = {
  incident: {
    fields: ['code', 'title', 'kind', 'occurredOn', 'where', 'saidToBeBy', 'note'],
    date: 'occurredOn',
  },
  civilianHarm: {
    fields: [
      ...['title', 'harm', 'periodLast', 'personsLow', 'personsBest', 'personsHigh'],
      ...['saidBy', 'victimsSaidToBe', 'saidToBeBy', 'where', 'note'],
    ],
    date: 'periodLast',
  },
  influence: {
    fields: ['name', 'pcode', 'extent', 'group', 'sharePercent', 'evidenceOn', 'saidBy', 'note'],
    date: 'evidenceOn',
  },
  group: { fields: ['name', 'kind', 'namedOn', 'otherNames', 'note'] },
  alignment: { fields: ['group', 'other', 'statedOn', 'saidBy', 'note'], date: 'statedOn' },
  displacement: {
    fields: ['name', 'pcode', 'countedOn', 'persons', 'sites', 'hostedPercent', 'saidBy', 'note'],
    date: 'countedOn',
  },
  facility: { fields: ['code', 'name', 'kind', 'where', 'since', 'heldBy', 'note'] },
  restriction: {
    fields: ['title', 'kind', 'setBy', 'startsOn', 'endsOn', 'note'],
    date: 'startsOn',
  },
  event: { fields: ['title', 'occurredOn', 'where', 'note'], date: 'occurredOn' },
} as const satisfies Readonly<Record<string, Shareable>>

export type ShareableName = keyof typeof shareable
export const shareableNames = Object.keys(shareable) as [ShareableName, ...ShareableName[]]

/** What a release may leave out, by what it tells: one word instead of a list of columns. */
export const withheld = {
  places: ['where', 'pcode'],
  figures: ['persons', 'personsLow', 'personsBest', 'personsHigh', 'sharePercent', 'sites'],
  groups: ['saidToBeBy', 'heldBy', 'group', 'other'],
  sayers: ['saidBy'],
  notes: ['note', 'otherNames'],
} as const
export type Withheld = keyof typeof withheld
export const withheldNames = Object.keys(withheld) as [Withheld, ...Withheld[]]

/** The fields of a register that a release shows, in order. */
export function shownOf(register: ShareableName, withholds: readonly string[] = []): string[] {
  const hidden = new Set<string>(withholds.flatMap((one) => withheld[one as Withheld] ?? []))
  return shareable[register].fields.filter((field) => !hidden.has(field))
}
