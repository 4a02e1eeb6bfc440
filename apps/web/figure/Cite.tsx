/** A sentence ready to be quoted, with the moment it holds for, and a button that copies it. */
import { useState } from 'react'
import { Button } from '../parts/Button.tsx'
import { IconCheck, IconQuote } from '../parts/icons.ts'
import { useWords } from '../words.tsx'
import css from './Cite.module.css'

export function Cite({ text }: { text: string }) {
  return <p className={css.text}>{text}</p>
}

export function CopyButton({
  text,
  size = 'small',
  words,
}: {
  text: string
  size?: 'normal' | 'small'
  words?: string
}) {
  const t = useWords()
  const [done, setDone] = useState(false)
  return (
    <Button
      size={size}
      icon={
        done ? (
          <IconCheck size={16} aria-hidden />
        ) : (
          <IconQuote size={16} stroke={1.75} aria-hidden />
        )
      }
      onClick={() => {
        void navigator.clipboard.writeText(text).then(() => {
          setDone(true)
          setTimeout(() => setDone(false), 2000)
        })
      }}
    >
      <span aria-live="polite">{done ? t('cite.copied') : (words ?? t('cite.copy'))}</span>
    </Button>
  )
}
