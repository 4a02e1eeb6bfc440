/** The states a record went through, as one band over time. Out is hatched, so that the band reads without colour. */
import { useId } from 'react'
import type { EntryView, RegisterView } from '../api/types.ts'
import { dayNumber, scale, timeTicks } from '../charts/scale.ts'
import { useWidth } from '../charts/useWidth.ts'
import { useFormat } from '../format.ts'
import { Card } from '../parts/Card.tsx'
import { type Tone, toneOf } from '../parts/Chip.tsx'
import { useTerm, useWords } from '../words.tsx'
import css from './StateBand.module.css'

type Stretch = { state: string; from: number; to: number }

/** Entries in force that changed the state, in order of when it became true. */
export function stretchesOf(entries: readonly EntryView[], until: string): Stretch[] {
  const voided = new Set(
    entries.filter(({ verb }) => verb === 'void').map(({ corrects }) => corrects),
  )
  const moved = new Map(
    entries
      .filter(({ verb, corrects }) => verb === 'correct' && corrects)
      .map((one) => [one.corrects, one.at]),
  )
  const changes = entries
    .filter(({ to, corrects, seq }) => to && corrects === undefined && !voided.has(seq))
    .map(({ to, at, seq }) => ({
      state: to as string,
      from: dayNumber((moved.get(seq) ?? at).slice(0, 10)),
    }))
    .sort((a, b) => a.from - b.from)
  return changes.map(({ state, from }, i) => ({
    state,
    from,
    to: Math.max(from, changes[i + 1]?.from ?? dayNumber(until)),
  }))
}

const fills: Record<Tone, string> = {
  fit: 'color-mix(in srgb, var(--fit) 34%, var(--surface))',
  limited: 'color-mix(in srgb, var(--limited) 45%, var(--surface))',
  late: 'color-mix(in srgb, var(--limited) 45%, var(--surface))',
  out: 'var(--out)',
  unknown: 'var(--bar-old)',
}

export function StateBand({
  register,
  entries,
  until,
}: {
  register: RegisterView
  entries: readonly EntryView[]
  until: string
}) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const [box, width] = useWidth<HTMLDivElement>(640)
  const hatch = useId()
  const all = stretchesOf(entries, until)
  const first = all[0]
  const last = all.at(-1)
  if (!first || !last || all.length < 2 || last.to <= first.from) return null
  const x = scale([first.from, Math.max(last.to, first.from + 30)], [0, width])
  const shown = [...new Set(all.map(({ state }) => state))]
  const ticks = timeTicks(first.from, last.to, width, 110)
  const day = (number: number): string => new Date(number * 86_400_000).toISOString().slice(0, 10)
  return (
    <Card
      title={t('record.band')}
      aside={format.when(day(first.from))}
      action={<Key states={shown} register={register.name} />}
    >
      <div ref={box} className={css.band}>
        <svg width={width} height={40} viewBox={`0 0 ${width} 40`} role="img" aria-label={spoken()}>
          <defs>
            <pattern
              id={hatch}
              width="6"
              height="6"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <path d="M0,0V6" stroke="var(--out)" strokeWidth="4.5" />
            </pattern>
          </defs>
          {all.map(({ state, from, to }) => (
            <rect
              key={`${state}${from}`}
              x={x(from)}
              y={2}
              width={Math.max(3, x(to) - x(from) - 1)}
              height={16}
              fill={toneOf(state) === 'out' ? `url(#${hatch})` : fills[toneOf(state) ?? 'unknown']}
              stroke={toneOf(state) === 'out' ? 'var(--out)' : 'none'}
            />
          ))}
          {ticks.map(({ at, day: text }) => (
            <g key={at}>
              <path d={`M${x(at)},20v4`} stroke="var(--line2)" />
              <text
                x={x(at)}
                y={36}
                textAnchor={x(at) < 20 ? 'start' : 'middle'}
                className={css.tick}
              >
                {format.when(text.slice(0, 7))}
              </text>
            </g>
          ))}
        </svg>
      </div>
    </Card>
  )

  function spoken(): string {
    return all
      .map(
        ({ state, from }) => `${term(`state.${register.name}`, state)}, ${format.when(day(from))}`,
      )
      .join('; ')
  }
}

function Key({ states, register }: { states: readonly string[]; register: string }) {
  const term = useTerm()
  return (
    <span className={css.key}>
      {states.map((state) => (
        <span key={state} data-tone={toneOf(state) ?? 'unknown'}>
          {term(`state.${register}`, state)}
        </span>
      ))}
    </span>
  )
}
