/** The histories of several records as one line of time: of all of them, however many belong to a case. */
import { useQueries } from '@tanstack/react-query'
import { get } from '../../api/client.ts'
import { useHere } from '../../api/hooks.ts'
import { useMoment } from '../../api/moment.ts'
import type { EntryView, Page, RecordView } from '../../api/types.ts'

export function useLines(records: readonly RecordView[]): { entry: EntryView; of: RecordView }[] {
  const { mission, person } = useHere()
  const { params } = useMoment()
  const asked = { ...params, limit: 200 }
  const histories = useQueries({
    queries: records.map(({ register, id }) => ({
      queryKey: [mission.id, person.id, `/${register}/${id}/history`, asked],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        get<Page<EntryView>>(`/${mission.id}/${register}/${id}/history`, asked, signal),
      staleTime: 30_000,
    })),
  })
  return records
    .flatMap((of, at) => (histories[at]?.data?.items ?? []).map((entry) => ({ entry, of })))
    .sort((a, b) => a.entry.seq - b.entry.seq)
}
