/** The few controls that pages of accounts are made of, in plain HTML: nothing large is fetched before one is in. */
import { type ComponentProps, type FormEvent, type ReactNode, useId, useState } from 'react'
import { Problem } from '../../api/client.ts'
import { ErrorPanel } from '../../parts/Rest.tsx'
import css from './account.module.css'

type FieldProps = { label: ReactNode; help?: ReactNode } & ComponentProps<'input'>

export function Field({ label, help, ...input }: FieldProps) {
  const id = useId()
  return (
    <div className={css.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className={css.input}
        aria-describedby={help ? `${id}-help` : undefined}
        {...input}
      />
      {help && (
        <p id={`${id}-help`} className={css.help}>
          {help}
        </p>
      )}
    </div>
  )
}

/** Runs one thing at a time and keeps what went wrong, in words. */
export function useDoing(): {
  busy: boolean
  error: unknown
  run: (work: () => Promise<unknown>) => Promise<boolean>
} {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true)
    setError(undefined)
    try {
      await work()
      return true
    } catch (cause) {
      setError(named(cause))
      return false
    } finally {
      setBusy(false)
    }
  }
  return { busy, error, run }
}

/** A browser's own refusal of a passkey, told in the catalogue's way. */
const named = (cause: unknown): unknown =>
  cause instanceof Problem ? cause : new Problem('passkey', 0, '')

export function Form({
  error,
  onSend,
  children,
}: {
  error?: unknown
  onSend: () => void
  children: ReactNode
}) {
  return (
    <form
      className={css.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        onSend()
      }}
    >
      {error !== undefined && <ErrorPanel error={error} />}
      {children}
    </form>
  )
}
