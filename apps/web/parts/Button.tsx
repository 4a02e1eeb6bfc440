/** One button, and one link that looks like it. At most one `filled` on a page. */
import type { ComponentProps, ReactNode } from 'react'
import css from './Button.module.css'
import { Go } from './Go.tsx'

type Look = {
  look?: 'plain' | 'filled' | 'quiet' | 'bare'
  size?: 'normal' | 'small'
  icon?: ReactNode
}

const classOf = ({ look = 'plain', size = 'normal' }: Look, more = ''): string =>
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
    <button type={type} className={classOf({ look, size } as Look, className)} {...rest}>
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
    <Go className={classOf({ look, size } as Look, className)} {...rest}>
      {icon}
      <span className={css.words}>{children}</span>
    </Go>
  )
}
