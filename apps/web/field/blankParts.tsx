/** What the sheets of paper are ruled with: a line to write on, a box to tick, numbered rows. */
import type { ReactNode } from 'react'
import css from './blank.module.css'

/** A label and a line to write on. */
export function Rule({ children, wide = false }: { children: ReactNode; wide?: boolean }) {
  return (
    <p className={wide ? css.ruleWide : css.rule}>
      <span>{children}</span>
      <i aria-hidden />
    </p>
  )
}

/** Boxes to tick, each with its word. */
export function Boxes({ words }: { words: readonly string[] }) {
  return (
    <span className={css.boxes}>
      {words.map((word) => (
        <span key={word}>
          <i aria-hidden />
          {word}
        </span>
      ))}
    </span>
  )
}

/** Lines for free words. */
export function Lines({ count }: { count: number }) {
  return (
    <div className={css.lines} aria-hidden>
      {Array.from({ length: count }, (_, line) => (
        <i key={`line-${String(line)}`} />
      ))}
    </div>
  )
}

/** A table of numbered rows; what the record knows is printed in, the rest is empty. */
export function Numbered({
  heads,
  rows,
  known = [],
}: {
  heads: readonly ReactNode[]
  rows: number
  known?: readonly (readonly ReactNode[])[]
}) {
  return (
    <table className={css.table}>
      <thead>
        <tr>
          <th scope="col">
            <span className="aside-only">№</span>
          </th>
          {heads.map((head, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns never change places
            <th key={column} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: rows }, (_, row) => (
          <tr key={`row-${String(row)}`}>
            <th scope="row">{row + 1}</th>
            {heads.map((_head, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns never change places
              <td key={column}>{known[row]?.[column]}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
