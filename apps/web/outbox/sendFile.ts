/** The way by which a page adds a file to a record: at once with a line, else kept on this phone apart from the commands. */
import { useCallback } from 'react'
import { Problem, reach } from '../api/client.ts'
import { useHere } from '../api/hooks.ts'

/** `address` holds the ids, so that sending twice is harmless; `register` and `record` are what it is about. */
type About = { id: string; address: string; title: string; register: string; record: string }

/** Longest that a page waits where the file could be kept instead. */
const patientMs = 120_000

/** Says whether it is in the record or waits. Throws a `Problem` where the server says no. */
export function useSendFile(): (about: About, file: Blob) => Promise<'sent' | 'waiting'> {
  const { mission, person } = useHere()
  return useCallback(
    async ({ id, address, title, register, record }, file) => {
      try {
        await reach(address, {
          method: 'POST',
          headers: { 'content-type': 'application/octet-stream', accept: 'application/json' },
          body: file,
          signal: AbortSignal.timeout(patientMs),
        })
        return 'sent'
      } catch (cause) {
        if (!(cause instanceof Problem) || cause.kind !== 'no-line') throw cause
        const { keepFile } = await import('./keep.ts').catch(() => {
          throw cause
        })
        const who = { mission: mission.id, member: person.id, title: person.title }
        const attached = { address, title, file: id, bytes: file.size }
        await keepFile(
          who,
          { id, register, record, verb: 'attach' },
          attached,
          new Uint8Array(await file.arrayBuffer()),
        )
        return 'waiting'
      }
    },
    [mission.id, person.id, person.title],
  )
}
