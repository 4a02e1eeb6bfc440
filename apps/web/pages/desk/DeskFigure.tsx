/** A measure in a strip, with the shape of its cell while it is asked for. */
import { Figure } from '../../figure/Figure.tsx'
import { Skeleton } from '../../parts/Rest.tsx'
import css from './desk.module.css'
import { useFigure } from './useFigure.ts'

export function DeskFigure({ name, note }: { name: string; note?: string | undefined }) {
  const figure = useFigure(name, note)
  return figure ? (
    <Figure figure={figure} />
  ) : (
    <Skeleton lines={4} height={20} className={css.wait ?? ''} />
  )
}
