/** Where rows come from: a file chosen or dropped, or cells pasted from a spreadsheet. */
import { type DragEvent, useId, useState } from 'react'
import { Button, FileButton } from '../parts/Button.tsx'
import { useWords } from '../words.tsx'
import css from './import.module.css'
import { accepted, type Rows, rowsOfFile, rowsOfText } from './send.ts'

/** The server takes no more. */
const bytesMax = 20_000_000
const textMax = 4_000_000

export function Source({ onRows }: { onRows: (rows: Rows) => void }) {
  const t = useWords()
  const id = useId()
  const [text, setText] = useState('')
  const [over, setOver] = useState(false)
  const [large, setLarge] = useState(false)
  const take = (file: File | undefined): void => {
    if (!file) return
    setLarge(file.size > bytesMax)
    if (file.size <= bytesMax) onRows(rowsOfFile(file))
  }
  const onDrop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files[0])
  }
  return (
    <div className={css.source}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button within is the first */}
      <div
        className={css.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <FileButton accept={accepted} onFile={take}>
          {t('import.choose')}
        </FileButton>
        <p>{t('import.drop')}</p>
        {large && (
          <p role="alert" className={css.alert}>
            {t('import.tooLarge')}
          </p>
        )}
      </div>
      <div className={css.paste}>
        <label htmlFor={id}>{t('import.paste')}</label>
        <textarea
          id={id}
          rows={5}
          maxLength={textMax}
          spellCheck={false}
          autoComplete="off"
          placeholder={t('import.pasteHelp')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button
          disabled={text.trim() === ''}
          onClick={() => onRows(rowsOfText(text, t('import.pasted')))}
        >
          {t('import.readPaste')}
        </Button>
      </div>
    </div>
  )
}
