/** One of a few, side by side: a span of time, a filter. Each is a button; the chosen one is pressed. */
import css from './Segments.module.css'

export function Segments({
  label,
  choices,
  value,
  onChoose,
}: {
  label: string
  choices: readonly { value: string; title: string }[]
  value: string
  onChoose: (value: string) => void
}) {
  return (
    <fieldset className={css.segments} data-print="no">
      <legend className="aside-only">{label}</legend>
      {choices.map((one) => (
        <button
          key={one.value}
          type="button"
          aria-pressed={one.value === value}
          onClick={() => onChoose(one.value)}
        >
          {one.title}
        </button>
      ))}
    </fieldset>
  )
}
