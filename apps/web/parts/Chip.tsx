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

const words: Readonly<Record<Exclude<Tone, 'late'>, string>> = {
  fit: 'ready deployed received paid adopted inForce met answered settled done delivered retaken open returned kept held passable',
  limited:
    'inRepair partMet investigating referred partly disputed frozen due full committed notified handedOver announced expected planned pledged waiting limited',
  out: 'writtenOff withdrawn killed dead lapsed expired closed lost overdue refused failed seized',
  unknown: 'unknown missing captive notSettled',
}
const tones = new Map<string, Tone>(
  Object.entries(words).flatMap(([tone, states]) =>
    states.split(' ').map((state) => [state, tone as Tone] as const),
  ),
)

/** The tone of a record's state, by its word; undefined where the word is neither good nor bad. */
export const toneOf = (state: string): Tone | undefined => tones.get(state)

/** The state of a record, in the register's own word. Without a tone it is a plain mark. */
export function RecordState({ state, register }: { state: string; register: string }) {
  const term = useTerm()
  const word = term(`state.${register}`, state)
  const tone = toneOf(state)
  return tone ? <StateChip tone={tone}>{word}</StateChip> : <OutlineChip>{word}</OutlineChip>
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
