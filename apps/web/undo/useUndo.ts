/** Takes back what was done, or brings it back, entry by entry; says how far it is, and stops when it is told to. */
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { Problem, uuid7 } from '../api/client.ts'
import { useHere, useRegisters } from '../api/hooks.ts'
import { useSend } from '../outbox/send.ts'
import { recordPath } from '../parts/Go.tsx'
import { type Deed, lastSeen, type Made, replaceDeeds } from './deeds.ts'
import { backOf, type WhyNot, whyNot } from './rules.ts'

export type Under = { done: number; of: number }

export function useUndo() {
  const { mission, person } = useHere()
  const registers = useRegisters().data?.items
  const send = useSend()
  const client = useQueryClient()
  const navigate = useNavigate()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const [under, setUnder] = useState<Under>()
  const [problem, setProblem] = useState<{ problem: Problem; done: number; of: number }>()
  const stop = useRef(false)

  const registerOf = (name: string) => registers?.find((one) => one.name === name)
  const why = (deed: Deed): WhyNot | undefined =>
    registers
      ? whyNot(deed, registerOf(deed.register), { mission: mission.id, member: person.id })
      : undefined

  const back = async (deed: Deed, because: string): Promise<void> => {
    if (under) return
    const commands = backOf(deed, because, lastSeen)
    const done: (Made & { of: number })[] = []
    stop.current = false
    setProblem(undefined)
    setUnder({ done: 0, of: commands.length })
    try {
      for (const command of commands) {
        if (stop.current) break
        const receipt = await send({ ...command, id: uuid7() })
        if ('seq' in receipt)
          done.push({ record: command.record, seq: receipt.seq, of: command.entry })
        setUnder({ done: done.length, of: commands.length })
      }
    } catch (cause) {
      const refused = cause instanceof Problem ? cause : new Problem('failed', 0, '')
      setProblem({ problem: refused, done: done.length, of: commands.length })
    } finally {
      setUnder(undefined)
      settle(deed, done)
      await client.invalidateQueries({ queryKey: [mission.id] })
    }
  }

  /** What stands in the place of the deed: what was not reached of it, and as one that the rest was taken back. */
  const settle = (deed: Deed, done: readonly (Made & { of: number })[]): void => {
    if (done.length === 0) return
    const reached = new Set(done.map(({ of }) => of))
    const made = new Set(done.map(({ seq }) => seq))
    const isPart = (one: Deed): boolean =>
      one.id === deed.id ||
      one.made.some(({ seq }) => made.has(seq) || (deed.took && reached.has(seq)))
    const { took, ...rest } = deed
    const left = (took ?? deed.made).filter(({ seq }) => !reached.has(seq))
    const back = done.map(({ record, of }) => ({ record, seq: of }))
    replaceDeeds(isPart, [
      ...(left.length > 0
        ? [{ ...rest, id: uuid7(), made: took ? deed.made : left, ...(took ? { took: left } : {}) }]
        : []),
      took
        ? { ...rest, id: uuid7(), verb: 'bring', made: back }
        : { ...rest, id: uuid7(), verb: 'void', made: done, took: back },
    ])
    // The page of a record that is taken back whole would say that there is nothing.
    const [only] = deed.made
    if (deed.verb === 'enter' && only && path.includes(recordPath(deed.register, only.record)))
      void navigate({ to: `/${mission.id}/r/${deed.register}` as never, search: {} as never })
  }

  return {
    registerOf,
    why,
    back,
    under,
    problem,
    forget: () => setProblem(undefined),
    stop: () => {
      stop.current = true
    },
  }
}
