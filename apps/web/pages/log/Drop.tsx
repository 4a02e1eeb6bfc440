/** A place for a small text file: typed or pasted, chosen, or dropped on it. */
import { type DragEvent, useId, useState } from 'react'
import { useWords } from '../../words.tsx'
import css from './log.module.css'

const MOST = 1 << 20

export function Drop({
  label,
  help,
  value,
  onChange,
  rows = 4,
}: {
  label: string
  help: string
  value: string
  onChange: (text: string) => void
  rows?: number
}) {
  const t = useWords()
  const id = useId()
  const [over, setOver] = useState(false)
  const take = (file: File | undefined): void => {
    if (file && file.size <= MOST) void file.text().then(onChange)
  }
  const onDrop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files[0])
  }
  return (
    <div className={css.drop}>
      <label htmlFor={id}>{label}</label>
      <p id={`${id}-help`}>{help}</p>
      <textarea
        id={id}
        aria-describedby={`${id}-help`}
        rows={rows}
        spellCheck={false}
        autoComplete="off"
        data-over={over || undefined}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      />
      <label className={css.file}>
        {t('log.chooseFile')}
        <input
          type="file"
          className="aside-only"
          onChange={(event) => take(event.target.files?.[0])}
        />
      </label>
    </div>
  )
}
