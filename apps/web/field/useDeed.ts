/**
 * Sending what a form for a thumb was tapped together to. One deed has one id, so that pressing again after a lost line is the
 * same deed; what was refused goes again as another.
 */
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Problem, uuid7 } from '../api/client.ts'
import { useMission } from '../api/hooks.ts'
import { noPaper, type Paper, paperOf } from '../form/paper.ts'
import { type Done, useSend } from '../outbox/send.ts'

type Deed = {
  register: string
  record?: string
  verb: string
  input?: Readonly<Record<string, unknown>>
  because?: string
}

export function useDeed() {
  const { id: mission, zone } = useMission()
  const client = useQueryClient()
  const send = useSend()
  const [paper, setPaper] = useState<Paper>(noPaper)
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const [done, setDone] = useState<Done>()
  const ids = useRef({ id: uuid7(), record: uuid7() })

  return {
    paper,
    setPaper,
    sending,
    problem,
    done,
    async act(deed: Deed): Promise<Done | undefined> {
      setSending(true)
      setProblem(undefined)
      try {
        const { id, record } = ids.current
        const result = await send({ record, ...deed, id, ...paperOf(paper, zone) })
        ids.current = { id: uuid7(), record: uuid7() }
        setDone(result)
        if ('seq' in result) void client.invalidateQueries({ queryKey: [mission] })
        return result
      } catch (cause) {
        if (cause instanceof Problem && cause.status > 0) ids.current.id = uuid7()
        setProblem(cause)
        return undefined
      } finally {
        setSending(false)
      }
    },
    /** Ready for the next of the same kind; what was from one sheet of paper stays. */
    again(): void {
      setDone(undefined)
      setProblem(undefined)
    },
  }
}
export type Deeds = ReturnType<typeof useDeed>
