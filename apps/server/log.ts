/**
 * The log of requests, one JSON object in each line: method, pattern of the route, status, time, id of the request. Never an
 * address, a query, a body, an id of a record or a person: a log stands outside every label, and is kept by others.
 */
export type Line = {
  time: string
  level: 'info' | 'warn' | 'error'
  event: string
  request?: string
  method?: string
  route?: string
  status?: number
  ms?: number
  /** The kind of a failure, such as LedgerFailure or 57014; never its message, which may quote. */
  failure?: string
}
export type Log = (line: Omit<Line, 'time'>) => void

export const jsonLog =
  (write: (text: string) => void, now: () => Date = () => new Date()): Log =>
  (line) =>
    write(JSON.stringify({ time: now().toISOString(), ...line }))

/** What may be told of a failure: its class, and the code that Postgres or the system gave it. */
export function kindOf(failure: unknown): string {
  if (!(failure instanceof Error)) return 'unknown'
  const { code } = failure as { code?: unknown }
  const cause = failure.cause as { code?: unknown } | undefined
  const told = [code, cause?.code].find((one) => typeof one === 'string' && /^\w{1,24}$/.test(one))
  return told ? `${failure.name} ${told}` : failure.name
}
