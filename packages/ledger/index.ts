/** The ledger on Postgres. */

export type { Notice, NoticeView } from './access/notices.ts'
export type { Reading, ReadingEnd, ReadingsQuery } from './access/readings.ts'
export { gathered, gathering, Seen } from './access/seen.ts'
export type { Sight } from './access/sight.ts'
export type { Holding, MemberStanding } from './access/standing.ts'
export { readAddress, whyNot } from './address.ts'
export type { Receipt } from './append/command.ts'
export { compareWithDatabase, compareWithFile } from './backup/compare.ts'
export type { FolderFiles } from './backup/folder.ts'
export { dropLedger, type Restored, type RestoreOptions, restoreBackup } from './backup/restore.ts'
export { newBackupKey, privateKeyOf } from './backup/seal.ts'
export { type Taken, takeBackup } from './backup/take.ts'
export {
  type Cluster,
  type Connection,
  joinCluster,
  StartFailure,
  startCluster,
} from './cluster.ts'
export type { Content, ContentKey } from './contents.ts'
export { DEVICES_MAX, type Device } from './device.ts'
export type { Followed, Following, Handler } from './follow.ts'
export type { Due, DueQuery } from './handling/due.ts'
export {
  type Applied,
  applyErasures,
  type ErasureLine,
  erasuresPath,
  readErasures,
} from './handling/list.ts'
export type { Swept } from './handling/sweep.ts'
export {
  askedAt,
  type DueDay,
  type DueSelect,
  duesFor,
  passedLevel,
  recordsDue,
} from './inbox/due.ts'
export {
  authorsOf,
  facetAt,
  fireAlert,
  membersAt,
  membersIn,
  type NewNotice,
  type NoticeKind,
  noticeKinds,
  putNotices,
  type Said,
  type Standing as RecordStanding,
  seersOf,
  standingBetween,
  statesBetween,
} from './inbox/put.ts'
export {
  type DeliveryView,
  type InboxNotice,
  type InboxSettings,
  readCursor,
  type SettingsChange,
} from './inbox/read.ts'
export type { Decided, Delivery, NewDelivery, Waiting, Way } from './inbox/send.ts'
export type { Lately, LatelyQuery } from './lately.ts'
export {
  type Ledger,
  type LedgerActor,
  type Mission,
  type Options,
  openLedger,
  type Reader,
} from './ledger.ts'
export { type ListView, VIEWS_MAX } from './own.ts'
export type { NewParcel, ParcelRow, Thread } from './parcels.ts'
export { LedgerFailure } from './pool.ts'
export type { Verified } from './proof/verify.ts'
export type { Change, ChangesQuery } from './read/changes.ts'
export type { Erased } from './read/erased.ts'
export type { Filter, FilterValue } from './read/filter.ts'
export type { Group, GroupsQuery } from './read/groups.ts'
export type { Head } from './read/head.ts'
export type { EntryView } from './read/history.ts'
export type { LinkGroup } from './read/links.ts'
export type { ListPage, ListQuery } from './read/list.ts'
export type { RecordRow, TallyRow } from './read/many.ts'
export type { MeasureAnswerView, Series, SeriesQuery } from './read/measure.ts'
export type { Asked, Moment } from './read/moment.ts'
export { cellsOf, type PointFilter, tallyOf } from './read/picked.ts'
export { type Square, WORLD } from './read/places.ts'
export { NO_DAY, type Points, type PointsQuery } from './read/points.ts'
export type { Caption } from './read/read.ts'
export type { Rest, RestsQuery } from './read/rests.ts'
export type { Hit } from './read/search.ts'
export type { Spell, SpellsQuery } from './read/spells.ts'
export type { StaysRow } from './read/stays.ts'
export type { Step } from './read/steps.ts'
export type { RecordView } from './read/view.ts'
export type { Rebuilt } from './rebuild.ts'
export { rolesScript } from './roles.ts'
export { openQueuePool, queueOptions, type StudyRow, type StudyWhole } from './study.ts'
export { TOGETHER_MAX, type TogetherAnswer } from './together.ts'
