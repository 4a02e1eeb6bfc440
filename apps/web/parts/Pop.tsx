/**
 * A button that opens a small panel under it, and a menu of choices made of it. Closes on Escape (focus goes back),
 * on a press outside and after a choice. Arrow keys move between the choices.
 */
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { IconCheck } from './icons.ts'
import css from './Pop.module.css'

type PopProps = {
  /** What the button shows. */
  button: ReactNode
  label: string
  buttonClass?: string | undefined
  align?: 'start' | 'end'
  title?: string
  role?: 'menu' | 'dialog'
  /** By what the keys of the frame find it. */
  dataKey?: string
  children: (close: () => void) => ReactNode
}

export function Pop({
  button,
  label,
  buttonClass,
  align = 'start',
  title,
  role = 'dialog',
  dataKey,
  children,
}: PopProps) {
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const id = useId()
  const close = (): void => {
    setOpen(false)
    opener.current?.focus()
  }

  useEffect(() => {
    if (!open) return
    const panel = box.current?.querySelector<HTMLElement>(`[data-pop]`)
    const first = panel?.querySelector<HTMLElement>(
      '[aria-checked="true"], input, button, a, [tabindex="0"]',
    )
    first?.focus()
    const away = (event: PointerEvent): void => {
      if (!box.current?.contains(event.target as Node)) setOpen(false)
    }
    document.addEventListener('pointerdown', away)
    return () => document.removeEventListener('pointerdown', away)
  }, [open])

  const onKeyDown = (event: KeyboardEvent): void => {
    if (!open) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      close()
    } else if (role === 'menu') walk(event, box.current)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape and leaving count wherever in it the focus is
    <div
      className={css.pop}
      ref={box}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (open && event.relatedTarget && !event.currentTarget.contains(event.relatedTarget))
          setOpen(false)
      }}
    >
      <button
        ref={opener}
        type="button"
        className={buttonClass}
        title={title}
        data-key={dataKey}
        aria-haspopup={role}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        <span className="aside-only">{label}: </span>
        {button}
      </button>
      {open && (
        // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles take a name
        <div
          id={id}
          role={role}
          aria-label={label}
          data-pop
          className={`${css.panel} ${align === 'end' ? css.end : ''}`}
        >
          {children(close)}
        </div>
      )}
    </div>
  )
}

/** Arrow keys, Home and End between the items of a menu. */
function walk(event: KeyboardEvent, box: HTMLElement | null): void {
  const items = [...(box?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])]
  const index = items.indexOf(document.activeElement as HTMLElement)
  const to = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: items.length - 1 }[event.key]
  if (to === undefined) return
  event.preventDefault()
  items[(to + items.length) % items.length]?.focus()
}

export type Choice = { value: string; title: ReactNode; about?: ReactNode }

/** A menu in which one is chosen. */
export function Choices({
  note,
  choices,
  value,
  onChoose,
  foot,
  ...pop
}: Omit<PopProps, 'children' | 'role'> & {
  /** Said at the top of the menu, such as that these people are a demonstration. */
  note?: ReactNode
  choices: readonly Choice[]
  value: string
  onChoose: (value: string) => void
  /** Under the choices: more of the same menu. */
  foot?: (close: () => void) => ReactNode
}) {
  return (
    <Pop {...pop} role="menu">
      {(close) => (
        <>
          {note && <p className={css.note}>{note}</p>}
          {choices.map((choice) => (
            <button
              key={choice.value}
              type="button"
              role="menuitemradio"
              aria-checked={choice.value === value}
              className={css.item}
              onClick={() => {
                onChoose(choice.value)
                close()
              }}
            >
              <span>
                <span className={css.title}>{choice.title}</span>
                {choice.about && <span className={css.about}>{choice.about}</span>}
              </span>
              {choice.value === value && <IconCheck size={16} aria-hidden />}
            </button>
          ))}
          {foot?.(close)}
        </>
      )}
    </Pop>
  )
}
