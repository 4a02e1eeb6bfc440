/** What of a report record its reader gets: its text as released, or the draft where that is for them, and the cover of its paper. */
import type { RecordView } from '@konbit/ledger'
import { type ReleaseLevel, type ReportBlock, readBody, releaseLevels } from '@konbit/registers'
import type { Ask } from '../route.ts'
import type { Cover } from './paper.ts'
import type { Telling } from './told.ts'

export type Read = { text: 'draft' | 'released'; level: ReleaseLevel; blocks: ReportBlock[] }

const isLevel = (value: unknown): value is ReleaseLevel =>
  (releaseLevels as readonly unknown[]).includes(value)

/** Every reader of what was released reads the same, whatever else they may see. */
export function readOf({ state, fields }: RecordView, wanted?: string): Read | undefined {
  const level = isLevel(fields.releaseLevel) ? fields.releaseLevel : undefined
  const released = level && readBody(fields[`${level}Text`])
  if (released && level && wanted !== 'draft' && state !== 'drafting')
    return { text: 'released', level, blocks: released }
  const draft = readBody(fields.draftText)
  return draft && { text: 'draft', level: 'mission', blocks: draft }
}

export function coverOf(
  { mission }: Pick<Ask, 'mission'>,
  { state, fields }: RecordView,
  { text, level }: Read,
  { t }: Telling,
): Cover {
  const given = (name: string): string | undefined =>
    typeof fields[name] === 'string' ? (fields[name] as string) : undefined
  const titled = text === 'draft' ? given('title') : undefined
  const { number, reportedTo, startsOn, endsOn, issuedOn } = Object.fromEntries(
    ['number', 'reportedTo', 'startsOn', 'endsOn', 'issuedOn'].map((name) => [name, given(name)]),
  )
  return {
    mission: mission.name,
    isExercise: mission.exercise ?? false,
    title: titled ?? t(`reportTo.${reportedTo}`),
    ...(number ? { number } : {}),
    ...(reportedTo ? { reportedTo } : {}),
    ...(startsOn ? { startsOn } : {}),
    endsOn: endsOn ?? '',
    level,
    state: text === 'draft' && state === 'issued' ? 'cleared' : state,
    ...(issuedOn && text === 'released' ? { issuedOn } : {}),
  }
}
