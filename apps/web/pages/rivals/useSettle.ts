/** The verbs by which rivals are settled: each is an entry with its reason, sent once, undone by another entry. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { uuid7 } from '../../api/client.ts'
import { useGet, useMission } from '../../api/hooks.ts'
import type { RecordView } from '../../api/types.ts'
import { useSend } from '../../outbox/send.ts'

/** One entry to be made: a verb on a record, or a new ruling. */
export type Act =
  | {
      register: 'claim' | 'ruling'
      id: string
      verb: string
      at?: string | undefined
      /** The record's last entry that was on the page when it was decided. */
      expects?: number | undefined
    }
  | { register: 'ruling'; verb: 'enter'; input: Record<string, unknown> }

/** Sends the acts in order and stops at the first that is refused; then everything on the page is asked anew. */
export function useSettle(onDone: () => void) {
  const mission = useMission()
  const client = useQueryClient()
  const send = useSend()
  return useMutation({
    mutationFn: async ({ acts, because }: { acts: readonly Act[]; because: string }) => {
      for (const act of acts) {
        if ('input' in act)
          await send({
            register: act.register,
            verb: act.verb,
            id: uuid7(),
            input: act.input,
            because,
          })
        else
          await send({
            register: act.register,
            record: act.id,
            verb: act.verb,
            id: uuid7(),
            because,
            ...(act.at ? { at: act.at } : {}),
            ...(act.expects ? { expects: act.expects } : {}),
          })
      }
    },
    onSuccess: onDone,
    onSettled: () => client.invalidateQueries({ queryKey: [mission.id] }),
  })
}

/** The last entry of a statement, as it stands when it is chosen. */
export const useLastEntry = (claim: string | undefined): number | undefined =>
  useGet<RecordView>(`/claim/${claim}`, {}, { enabled: claim !== undefined, keep: false }).data?.seq
