/** One button, and a link and a choice of a file that look like it. At most one `filled` on a page. */
import type { ComponentProps, ReactNode } from 'react'
import css from './Button.module.css'
import { Go } from './Go.tsx'

type Look = {
  look?: 'plain' | 'filled' | 'quiet' | 'bare'
  size?: 'normal' | 'small'
  icon?: ReactNode
}

/** For a button that is somebody else's, such as one that opens a menu. */
export const buttonClass = ({ look = 'plain', size = 'normal' }: Look = {}, more = ''): string =>
  [css.button, css[look], size === 'small' ? css.small : '', more].filter(Boolean).join(' ')

export function Button({
  look,
  size,
  icon,
  className,
  children,
  type = 'button',
  ...rest
}: Look & ComponentProps<'button'>) {
  return (
    <button type={type} className={buttonClass({ look, size } as Look, className)} {...rest}>
      {icon}
      {children !== undefined && <span className={css.words}>{children}</span>}
    </button>
  )
}

export function GoButton({
  look,
  size,
  icon,
  className,
  children,
  ...rest
}: Look & ComponentProps<typeof Go>) {
  return (
    <Go className={buttonClass({ look, size } as Look, className)} {...rest}>
      {icon}
      <span className={css.words}>{children}</span>
    </Go>
  )
}

/** Asks for a file of one's own; the same may be chosen again. */
export function FileButton({
  accept,
  disabled = false,
  onFile,
  children,
}: {
  accept: string
  disabled?: boolean
  onFile: (file: File) => void
  children: ReactNode
}) {
  return (
    <label className={buttonClass({}, css.file)}>
      <span className={css.words}>{children}</span>
      <input
        type="file"
        accept={accept}
        className="aside-only"
        disabled={disabled}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0]
          currentTarget.value = ''
          if (file) onFile(file)
        }}
      />
    </label>
  )
}
