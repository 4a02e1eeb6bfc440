/** A link inside the mission: `to` is the path under it. The moment stays in the address, whatever page it leads to. */
import { Link } from '@tanstack/react-router'
import type { ComponentProps, ReactNode } from 'react'
import { useMission } from '../api/hooks.ts'
import { useCaption } from './caption.ts'

type GoProps = {
  to: string
  search?: Readonly<Record<string, string | string[] | undefined>>
  children?: ReactNode
  className?: string | undefined
  activeClassName?: string | undefined
  /** Active only on this very path, not below it. */
  exact?: boolean
  onClick?: () => void
  onFocus?: () => void
} & Pick<ComponentProps<'a'>, 'title' | 'aria-label' | 'aria-current' | 'id' | 'tabIndex' | 'role'>

export function Go({
  to,
  search,
  className,
  activeClassName,
  exact = false,
  children,
  ...rest
}: GoProps) {
  const mission = useMission()
  return (
    <Link
      to={`/${mission.id}${to === '/' ? '' : to}` as never}
      search={(search ?? {}) as never}
      className={className ?? ''}
      activeProps={activeClassName ? { className: activeClassName } : {}}
      activeOptions={{ exact, includeSearch: search !== undefined }}
      {...rest}
    >
      {children}
    </Link>
  )
}

export const recordPath = (register: string, id: string): string => `/r/${register}/${id}`

/** A link to one record. */
export function GoRecord({
  register,
  id,
  children,
  ...rest
}: Omit<GoProps, 'to'> & { register: string; id: string }) {
  const caption = useCaption()
  return (
    <Go to={recordPath(register, id)} {...rest}>
      {typeof children === 'string' ? caption(register, children) : children}
    </Go>
  )
}
