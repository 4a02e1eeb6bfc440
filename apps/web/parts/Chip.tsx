/** A state in words with its icon and soft ground, and an outlined mark for handling or adoption. Never colour alone. */
import type { ReactNode } from 'react'
import type { Label } from '../api/types.ts'
import { useTerm, useWords } from '../words.tsx'
import css from './Chip.module.css'
import {
  IconCircleCheck,
  IconCircleDashed,
  IconCircleHalf,
  IconCircleX,
  IconClock,
  IconGlobe,
  IconLock,
  IconStamp,
} from './icons.ts'

export type Tone = 'fit' | 'limited' | 'out' | 'unknown' | 'late'

const icons = {
  fit: IconCircleCheck,
  limited: IconCircleHalf,
  out: IconCircleX,
  unknown: IconCircleDashed,
  late: IconClock,
}

export function StateChip({ tone, children }: { tone: Tone; children: ReactNode }) {
  const Icon = icons[tone]
  return (
    <span className={`${css.chip} ${css[tone]}`}>
      <Icon size={13} stroke={2} aria-hidden />
      <span>{children}</span>
    </span>
  )
}

const good = new Set([
  'ready',
  'deployed',
  'standing',
  'received',
  'paid',
  'adopted',
  'inForce',
  'met',
  'answered',
  'settled',
  'landed',
  'held',
  'retaken',
  'open',
])
const half = new Set([
  'inRepair',
  'announced',
  'expected',
  'investigating',
  'referred',
  'partly',
  'pledged',
  'planned',
  'disputed',
  'frozen',
  'due',
  'committed',
  'partMet',
  'notified',
])
const bad = new Set([
  'writtenOff',
  'withdrawn',
  'killed',
  'lapsed',
  'expired',
  'closed',
  'lost',
  'overdue',
  'refused',
  'failed',
])

/** The tone of a record's state: by the word, since registers choose their own; what is not known stays neutral. */
export const toneOf = (state: string): Tone =>
  good.has(state) ? 'fit' : half.has(state) ? 'limited' : bad.has(state) ? 'out' : 'unknown'

/** What every record of its kind simply is: a word, without colour. */
const ordinary = new Set(['listed', 'recorded', 'stated', 'reported', 'charted'])

/** The state of a record, in the register's own word. */
export function RecordState({ state, register }: { state: string; register: string }) {
  const term = useTerm()
  if (ordinary.has(state)) return <OutlineChip>{term(`state.${register}`, state)}</OutlineChip>
  return <StateChip tone={toneOf(state)}>{term(`state.${register}`, state)}</StateChip>
}

export function OutlineChip({
  icon,
  children,
  title,
}: {
  icon?: ReactNode
  children: ReactNode
  title?: string
}) {
  return (
    <span className={`${css.chip} ${css.outline}`} title={title}>
      {icon}
      <span>{children}</span>
    </span>
  )
}

/** The handling marking of a record: who may see it. */
export function LabelChip({ label }: { label: Label }) {
  const t = useWords()
  const Icon = label === 'public' ? IconGlobe : IconLock
  return (
    <OutlineChip icon={<Icon size={13} stroke={2} aria-hidden />} title={t(`label.${label}.help`)}>
      <span className="aside-only">{t('label.prefix')} </span>
      {t(`label.${label}`)}
    </OutlineChip>
  )
}

export function AdoptedChip() {
  const t = useWords()
  return (
    <OutlineChip icon={<IconStamp size={13} stroke={2} aria-hidden />}>
      {t('claim.adopted')}
    </OutlineChip>
  )
}
