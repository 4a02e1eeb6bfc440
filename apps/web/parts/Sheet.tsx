/** A sheet over the page: the native dialog, so that focus stays inside and Escape closes. From below on a phone. */
import { type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '../words.tsx'
import { IconX } from './icons.ts'
import css from './Sheet.module.css'

export function Sheet({
  title,
  open,
  onClose,
  children,
  bare = false,
  wide = false,
}: {
  title: string
  open: boolean
  onClose: () => void
  children: ReactNode
  /** Without a head of its own: the palette. */
  bare?: boolean
  wide?: boolean
}) {
  const box = useRef<HTMLDialogElement>(null)
  const opener = useRef<Element>(null)
  const t = useWords()
  useEffect(() => {
    const dialog = box.current
    if (!open || !dialog) return
    if (!dialog.open) {
      opener.current = document.activeElement
      dialog.showModal()
    }
    // One that is taken away without being closed gives the focus back to nobody.
    return () => {
      if (opener.current instanceof HTMLElement) opener.current.focus({ preventScroll: true })
    }
  }, [open])
  if (!open) return null
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a native dialog; the press outside is for pointers
    <dialog
      ref={box}
      className={`${css.sheet} ${bare ? css.bare : ''} ${wide ? css.wide : ''}`}
      aria-label={title}
      onClose={onClose}
      onClick={(event) => event.target === box.current && onClose()}
    >
      {!bare && (
        <div className={css.head}>
          <h2>{title}</h2>
          <button type="button" className={css.close} aria-label={t('close')} onClick={onClose}>
            <IconX size={20} stroke={1.75} aria-hidden />
          </button>
        </div>
      )}
      <div className={css.body}>{children}</div>
    </dialog>
  )
}
