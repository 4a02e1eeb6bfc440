/** The strip of figures of a desk: those of its measures that this mission's vocabulary knows, in the order given. */
import { useMeasures } from '../../api/hooks.ts'
import { FigureStrip } from '../../figure/Figure.tsx'
import { DeskFigure } from './DeskFigure.tsx'

type Props = {
  names: readonly string[]
  label: string
  /** By name: one short line of meaning, already in words. */
  notes?: Readonly<Record<string, string | undefined>>
}

export function DeskFigures({ names, label, notes = {} }: Props) {
  const measures = useMeasures()
  const known = new Set(measures.data?.items.map((one) => one.name))
  const shown = names.filter((name) => known.has(name))
  if (measures.data && shown.length === 0) return null
  return (
    <FigureStrip label={label}>
      {shown.map((name) => (
        <DeskFigure key={name} name={name} note={notes[name]} />
      ))}
    </FigureStrip>
  )
}
