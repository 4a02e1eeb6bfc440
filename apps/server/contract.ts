/** Scratch until packages/ledger lands: the ledger's door as agreed. */
import type { Clearance, Command, Label, Measure, MeasureRow, Refusal, Registers, Role } from '@konbit/model'

export type Mission = { id: string; name: string; clock: 'live' | 'replayed'; zone: string; exercise?: boolean }
export type Reader = { mission: string; member: string }
export type Moment = { at: number; known: number; atText: string; knownText: string; isNow: boolean }
export type Receipt = { seq: number; record: string; known: string; at: string; repeated?: true }
export type Fields = Record<string, unknown>
export type RecordView = { id: string; register: string; state: string; caption: string; fields: Fields; at: string; known: string; seq: number }
export type Filter = Record<string, unknown>
export type ListQuery = { register: string; moment: Moment; filter?: Filter; text?: string; sort?: string; limit: number; cursor?: string; total?: boolean }
export type Listed = { items: RecordView[]; total: number | null; next: string | null }
export type EntryView = { seq: number; verb: string; at: string; atText: string; known: string; recorded: string; author: string; because?: string; from: string | null; to: string | null; set: Fields; corrects?: number; corrected?: true; voided?: true; labels: Label[] }
export type MeasureView = { name: string; unit: string; at: string; known: string; value: number | null; rows: MeasureRow[]; partial: boolean }
export type Actor = { mission: string; member: string; roles: readonly Role[] }
export type Ledger = {
  createMission(mission: Mission): Promise<void>
  missions(): Promise<Mission[]>
  grant(mission: string, member: string, held: { clearances: readonly Clearance[]; roles: readonly Role[] }): Promise<void>
  perform(actor: Actor, command: Command): Promise<Receipt | Refusal>
  performAll(actor: Actor, commands: readonly Command[]): Promise<(Receipt | Refusal)[]>
  moment(mission: string, asked: { at?: string; known?: string }): Promise<Moment>
  list(reader: Reader, query: ListQuery): Promise<Listed | Refusal>
  get(reader: Reader, query: { register: string; id: string; moment: Moment }): Promise<RecordView | Refusal>
  captions(reader: Reader, ids: readonly string[], moment: Moment): Promise<Map<string, { register: string; caption: string }>>
  history(reader: Reader, query: { register: string; id: string; moment?: Moment; limit: number; cursor?: string }): Promise<{ items: EntryView[]; next: string | null } | Refusal>
  entry(reader: Reader, seq: number): Promise<EntryView | Refusal>
  links(reader: Reader, query: { id: string; moment: Moment; limit: number; cursor?: string }): Promise<{ items: { id: string; register: string; caption: string; state: string; field: string }[]; next: string | null } | Refusal>
  measure(reader: Reader, query: { name: string; moment: Moment; by?: string }): Promise<MeasureView | Refusal>
  series(reader: Reader, query: { name: string; moment: Moment; from: string; to: string; step: 'day' | 'week' | 'month'; by?: string }): Promise<{ points: { day: string; value: number | null; rows?: MeasureRow[] }[]; partial: boolean }>
  rests(reader: Reader, query: { name: string; moment: Moment; key?: string; by?: string; limit: number; cursor?: string }): Promise<{ items: (RecordView & { value: number })[]; next: string | null }>
  search(reader: Reader, query: { text: string; moment?: Moment; registers?: readonly string[]; limit: number }): Promise<{ id: string; register: string; caption: string; state: string }[]>
  pages(reader: Reader, query: Omit<ListQuery, 'limit' | 'cursor' | 'total'>): AsyncIterable<RecordView[]>
  head(mission: string): Promise<{ size: number; root: string; known: string }>
  rebuild(mission: string): Promise<unknown>
  verify(mission: string): Promise<{ ok: boolean; size: number; root: string; firstWrong?: number }>
  close(): Promise<void>
}
export type OpenOptions = { connection: unknown; registers: Registers; measures: readonly Measure[]; clock?: () => number; say?: (line: string) => void }
