/** What stands where content does not, or not yet: a skeleton of known shape, an empty place that teaches, a problem. */
import { type ReactNode, useEffect } from 'react'
import { Problem } from '../api/client.ts'
import { loadWordsOfPages, spaced, useLanguage, useWords } from '../words.tsx'
import { Button } from './Button.tsx'
import { IconAlert } from './icons.ts'
import css from './Rest.module.css'
import { useNeeds, useTold } from './useTold.ts'

/** Lines of the height that the content will have, so that nothing jumps. Said to a screen reader once. */
export function Skeleton({
  lines = 3,
  height = 16,
  className = '',
}: {
  lines?: number
  height?: number
  className?: string
}) {
  const t = useWords()
  return (
    <div
      className={`${css.skeleton} ${className}`}
      role="status"
      data-waiting
      aria-label={t('rest.loading')}
    >
      {Array.from({ length: lines }, (_, i) => (
        <span key={`line-${String(i)}`} style={{ height, width: `${92 - ((i * 17) % 38)}%` }} />
      ))}
    </div>
  )
}

/** What this is, why it is empty, the one thing to do. */
export function Empty({
  title,
  why,
  action,
}: {
  title: ReactNode
  why?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className={css.empty}>
      <p className={css.emptyTitle}>{title}</p>
      {why && <p>{why}</p>}
      {action && <div className={css.emptyAction}>{action}</div>}
    </div>
  )
}

/** A problem in plain words: what, why, what now. */
export function ErrorPanel({ error, again }: { error: unknown; again?: () => void }) {
  const { t, has, language } = useLanguage()
  useEffect(() => {
    // Few problems are told among the first words; without a line those must do.
    loadWordsOfPages().catch(() => undefined)
  }, [])
  const problem = error instanceof Problem ? error : undefined
  const kind = problem?.kind ?? 'failed'
  const titled = t(`problem.${kind}`)
  const told = useTold()(problem?.told ?? [])
  const needsOf = useNeeds()
  /** What the server says, which may be nearer to the case; in other languages than its own, the catalogue's sentence. */
  const sentence = (): string => {
    const key = `problem.${kind}.sentence`
    if (told) return told
    if (language !== 'en' && has(key)) return t(key)
    return problem?.message || (has(key) ? t(key) : t('problem.now'))
  }
  const nameOf = (field: string): string => {
    const name = field.replace(/^input\./, '')
    return has(`field.${name}`) ? t(`field.${name}`) : spaced(name)
  }
  return (
    <div className={css.problem} role="alert">
      <IconAlert size={20} stroke={1.75} aria-hidden />
      <div>
        <p className={css.problemTitle}>
          {titled === `problem.${kind}` ? t('problem.failed') : titled}
        </p>
        <p>
          {sentence()}
          {problem?.wait ? ` ${t('problem.wait', { count: problem.wait })}` : ''}
        </p>
        {kind === 'unless' && language !== 'en' && !told && problem?.message && (
          // The rule's own reason: figures and dates, which no catalogue has. Registers speak English.
          <p lang="en">{problem.message}</p>
        )}
        {problem && problem.errors.length > 0 && (
          <ul className={css.details}>
            {problem.errors.map((one) => (
              <li key={one.field}>
                <b>{nameOf(one.field)}</b>: {needsOf(one)}
              </li>
            ))}
          </ul>
        )}
        {again && (
          <Button size="small" onClick={again}>
            {t('problem.again')}
          </Button>
        )}
      </div>
    </div>
  )
}

type Asked<T> = { data: T | undefined; error: unknown; isPending: boolean; refetch: () => unknown }

/** The content once it is there, else its skeleton or its problem. */
export function When<T>({
  query,
  children,
  skeleton,
}: {
  query: Asked<T>
  children: (data: T) => ReactNode
  skeleton?: ReactNode
}) {
  if (query.data !== undefined) return children(query.data)
  if (query.error) return <ErrorPanel error={query.error} again={() => void query.refetch()} />
  return skeleton ?? <Skeleton />
}
