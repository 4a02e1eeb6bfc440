/** A report as it is set: the same words, tables and pictures that stand in its PDF. */
import css from './paper.module.css'
import type { Paper, Part } from './types.ts'

export function PaperView({ paper }: { paper: Paper }) {
  const { language, title, over, banner, facts, parts, notesTitle, notes, foot } = paper
  return (
    <article className={css.paper} lang={language}>
      {banner && <p className={css.banner}>{banner}</p>}
      <p className={css.over}>{over}</p>
      <h2 className={css.title}>{title}</h2>
      <dl className={css.facts}>
        {facts.map(([name, said]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{said}</dd>
          </div>
        ))}
      </dl>
      {parts.map((part, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a part has no identity but its place
        <Piece key={place} part={part} />
      ))}
      <h3>{notesTitle}</h3>
      <ul className={css.notes}>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      <p className={css.foot}>{foot}</p>
    </article>
  )
}

function Piece({ part }: { part: Part }) {
  if (part.kind === 'heading') return part.level === 1 ? <h3>{part.text}</h3> : <h4>{part.text}</h4>
  if (part.kind === 'paragraph')
    return part.text
      .split(/\n+/)
      .map((line, place) => <p key={`${String(place)} ${line.slice(0, 20)}`}>{line}</p>)
  if (part.kind === 'chart')
    return (
      <figure className={css.chart}>
        <figcaption>{part.title}</figcaption>
        <img
          src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(part.svg)}`}
          alt={part.alt}
          width={part.width}
          height={part.height}
        />
        <p className={css.note}>{part.note}</p>
      </figure>
    )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the sheet scrolls by keyboard too
    <section className={css.scroll} tabIndex={0} aria-label={part.caption}>
      <table>
        <caption>{part.caption}</caption>
        <thead>
          <tr>
            {part.head.map((words, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
              <th key={column} scope="col" data-number={part.numeric[column] || undefined}>
                {words}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {part.rows.map((row, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
            <tr key={place}>
              {row.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
                <td key={column} data-number={part.numeric[column] || undefined}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {part.note && <p className={css.note}>{part.note}</p>}
    </section>
  )
}
