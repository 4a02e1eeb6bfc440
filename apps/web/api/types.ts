/** What the API answers, as the pages read it. Field by field in the server's openapi.json. */
export type Label = 'public' | 'partner' | 'mission' | 'restricted' | 'conduct' | 'care' | 'custody'

export type Person = {
  id: string
  title: string
  roles: string[]
  clearances?: { label: Label; unit: string }[]
  by?: 'demo' | 'session' | 'key'
  words?: string
}
export type Mission = {
  /** People are chosen, nobody signs in. */
  demo: boolean
  id: string
  name: string
  title?: string
  clock: 'live' | 'replayed'
  zone: string
  exercise?: boolean
  people: Person[]
  defaultPerson: string
  languages?: string[]
  today?: string
  desks?: string[]
  /** What it does not staff for now. */
  off?: { desks: string[]; registers: string[] }
  entries?: number
  mayChoose?: boolean
}

export type KindName =
  | 'code'
  | 'line'
  | 'prose'
  | 'link'
  | 'choice'
  | 'choices'
  | 'count'
  | 'quantity'
  | 'flag'
  | 'when'
  | 'ref'
  | 'refs'
  | 'money'
  | 'place'
export type Control =
  | 'text'
  | 'longText'
  | 'number'
  | 'money'
  | 'date'
  | 'choice'
  | 'choices'
  | 'reference'
  | 'place'
  | 'flag'
  | 'link'
export type FieldView = {
  kind: KindName
  control: Control
  title: string
  help?: string
  required?: boolean
  options?: string[]
  to?: string
  unit?: string
  label?: Label
  unique?: boolean
  /** Whether lists can be filtered and sorted by it. */
  filters?: boolean
  max?: number
  /** Nobody from outside the mission is to be found by it. */
  namesNobody?: boolean
  /** The id of the member who acted. */
  isSigned?: boolean
  /** What each option is called in the code books of others. */
  books?: { name: string; title: string; codes: Record<string, string> }[]
}
export type VerbView = {
  title?: string
  by?: string[]
  takes?: string[]
  needs?: string[]
  from?: string | string[]
  to?: string
  reason?: boolean
}
export type RegisterView = {
  name: string
  title: string
  plural: string
  about: string
  desk: string
  label: Label
  states: string[]
  caption: string[]
  featured: string[]
  sort?: { by: string; descending?: boolean }
  /** The field that puts it on a map. */
  place?: string
  fields: Record<string, FieldView>
  verbs: Record<string, VerbView>
  may: string[]
  /** On whose behalf it is kept, on which lawful basis, and for how long. */
  controller?: string
  basis?: string
  retention?: { months: number; after: string[] } | { permanent: string }
}

/** What is gone for ever, by which entry (`by`) and on what ground; `field` is null where all of the label went. */
export type Erased = {
  field: string | null
  label: Label
  what: number
  by: number
  at: string
  ground: string
}
export type Does =
  | { erase: { ground: string; entries?: number[]; fields?: string[] } }
  | { raise: Label }
  | { lower: Label }

/** Captions of the records that an answer refers to, by id. */
export type Refs = Record<string, { register: string; caption: string }>
export type RecordView = {
  id: string
  register: string
  state: string
  caption: string
  fields: Record<string, unknown>
  at: string
  known: string
  seq: number
  refs?: Refs
  erased?: Erased[]
}
export type Page<Item> = {
  items: Item[]
  total: number | null
  next: string | null
  at?: string
  known?: string
  refs?: Refs
}

export type EntryView = {
  seq: number
  verb: string
  at: string
  atText?: string
  known: string
  recorded?: string
  author?: string
  authorTitle?: string
  because?: string
  onBehalfOf?: string
  from?: string | null
  to?: string | null
  set?: Record<string, unknown>
  corrects?: number
  corrected?: boolean
  voided?: boolean
  labels?: Label[]
  does?: Does | Does[]
  erased?: Erased[]
}

export type Place = { pcode?: string; lon?: number; lat?: number; precision: string; name?: string }
export type Code = { code: string; id: string; register: string }

export type SourceView = {
  id: string
  code: string
  title: string
  publisher: string | null
  kind: string
  published: string | null
  reliability: string | null
}
export type ClaimView = {
  id: string
  code: string
  measure: string
  subject: string
  /** What it speaks for: the mission, the host, an organisation. */
  speaksFor: string | null
  /** Under which key of a breakdown it falls. */
  key: string | null
  value: number | null
  valueText: string | null
  low: number | null
  high: number | null
  unit: string | null
  asOf: string | null
  periodFirst: string | null
  periodLast: string | null
  precision: string
  /** As printed, where its form matters. */
  raw: string | null
  state: string
  note: string | null
  locator: string | null
  attributedTo: string | null
  source: SourceView | null
}

export type RestView = {
  id: string
  register: string
  caption: string
  state?: string
  at: string
  /** Signed: what it adds to the figure. */
  value: number
  claims?: (string | Code)[]
  sources?: Code[]
}
export type MeasureView = {
  name: string
  title: string
  unit: string
  definition: string
  at: string
  known: string
  value: number | null
  bound?: Bound
  partial?: boolean
  rows: { key: string | null; code?: string; caption?: string; value: number; records: number }[]
  series?: { day: string; value: number | null; rows?: { key: string; value: number }[] }[]
  rests?: RestView[]
  claims?: ClaimView[]
  rivals?: (string | { id: string; title?: string })[]
  cite?: string
}

export type Bound = 'atLeast' | 'over' | 'atMost' | 'below' | 'about'
/** A line the server makes: the words of the page where it has the key, else the text as it stands. */
export type Note = { key: string; values: Record<string, string | number>; text: string }
export type RecordRef = { register: string; id: string; caption?: string }
export type Spread = {
  low: number
  high: number
  values: number[]
  used: number | null
  count: number
  from?: string
  to?: string
  group?: string
}
export type FigureView = {
  name: string
  key?: string
  title: string
  value: number | null
  bound?: Bound
  unit: string
  asOn: string | null
  basis?: 'record' | 'adopted' | null
  partial?: boolean
  note?: Note
  why?: Note
  trend: { day: string; value: number }[]
  trendKind?: 'line' | 'bars'
  rivals: Spread | null
  /** How many statements speak of it by then. */
  statements: number
}
/** Where many that are told as one are listed. */
export type Listed = { path: string; search: Record<string, string[]> }
export type BindingView = {
  name: string
  title: Note
  note: Note | string
  /** The note as a key and its values; absent where it is a caption. */
  words?: Note
  until: string | null
  now: boolean
  desk: string
  refs: Code[]
  record: RecordRef | null
  list?: Listed
}
export type OverdueView = {
  name: string
  title: Note
  note: Note | string
  days: number | null
  since: string | null
  desk: string
  count: number
  refs: Code[]
  records: RecordRef[]
  list?: Listed
}
export type IncidentView = {
  id: string
  register: string
  caption: string
  state?: string
  at: string
  place: Place | null
  placeElse?: Place | null
  category?: string
  refs: Code[]
}
export type EventView = {
  id: string
  register: string
  day: string
  title: string
  category?: string
  place: string | null
  refs: Code[]
}
export type Hidden = { later: number; undated: number; shown?: number; total?: number }
export type OverviewView = {
  at: string
  known: string
  isNow?: boolean
  figures: FigureView[]
  binding: BindingView[]
  overdue: OverdueView[]
  incidents: {
    total: number
    unplaced: number
    places: { place: Place; count: number }[]
    items: IncidentView[]
  }
  events: EventView[]
  hidden?: Hidden
}
export type TimelineView = {
  terms: { id?: string; name: string; title?: string; from: string; to: string | null }[]
  ticks: {
    id?: string
    day: string
    known?: string
    kind?: string
    title: string
    tall?: boolean
  }[]
  first: string
  last: string
  hidden?: Hidden
}
export type Hit = { id: string; register: string; caption: string; state?: string; detail?: string }
/** What refers to a record by one field: the first, and how many; null where there are more than are counted. */
export type LinkGroup = { register: string; field: string; total: number | null; items: Hit[] }
export type Head = { size: number; root: string; known: string }
