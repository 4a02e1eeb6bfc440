/**
 * The stage on which a chart is read: focusable, arrow keys walk from mark to mark, Enter opens the one in hand, a
 * small plate tells what it is. The picture itself is hidden from assistive tools: the plate and the table twin speak.
 */
import type { ReactNode } from 'react'
import s from './chart.module.css'
import { type Readable, useReading } from './reading.ts'
import { useChartText } from './text.ts'

export type ReadingProps = {
  label: string
  width: number
  height: number
  items: readonly Readable[]
  onOpen?: ((id: string) => void) | undefined
  acrossTime?: boolean
  children: (active: string | null) => ReactNode
}

export function Reading({
  label,
  width,
  height,
  items,
  onOpen,
  acrossTime = false,
  children,
}: ReadingProps) {
  const { t } = useChartText()
  const reading = useReading(items, onOpen, acrossTime)
  const { active } = reading
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of marks, read with the arrow keys; no element says that
    <div
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys need a place to be
      tabIndex={0}
      className={s.stage}
      aria-label={`${label}. ${t('chart.howToRead')}`}
      onKeyDown={reading.onKeyDown}
      onBlur={reading.onBlur}
    >
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        className={onOpen && active ? s.pointing : undefined}
        aria-hidden="true"
        onPointerMove={reading.onPointerMove}
        onPointerLeave={reading.onPointerLeave}
        onClick={reading.onClick}
      >
        {children(active?.id ?? null)}
      </svg>
      {active && (
        <div
          className={s.plate}
          style={{
            left: Math.max(4, Math.min(active.x + 12, width - 244)),
            top: active.y > height / 2 ? undefined : active.y + 14,
            bottom: active.y > height / 2 ? height - active.y + 14 : undefined,
          }}
        >
          <strong>{active.title}</strong>
          {active.lines.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </div>
      )}
      <span className={s.spoken} aria-live="polite">
        {reading.spoken}
      </span>
    </div>
  )
}
