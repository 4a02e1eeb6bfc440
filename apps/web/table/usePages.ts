/** A list page by page: each `next` continues the same order at the same moment, so that nothing shifts under a write. */
import { type InfiniteData, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { get, type Params } from '../api/client.ts'
import { useHere } from '../api/hooks.ts'
import { useMoment } from '../api/moment.ts'
import type { Page, RecordView, Refs } from '../api/types.ts'

const empty: RecordView[] = []

export function usePages(register: string, params: Params, limit = 50) {
  const { mission, person } = useHere()
  const moment = useMoment()
  const asked = { ...moment.params, ...params, limit }
  const query = useInfiniteQuery<
    Page<RecordView>,
    Error,
    InfiniteData<Page<RecordView>>,
    unknown[],
    string | undefined
  >({
    queryKey: [mission.id, person.id, `/${register}`, 'pages', asked],
    queryFn: ({ pageParam, signal }) =>
      get<Page<RecordView>>(`/${mission.id}/${register}`, { ...asked, cursor: pageParam }, signal),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
  const pages = query.data?.pages
  return {
    query,
    rows:
      pages?.length === 1
        ? (pages[0]?.items ?? empty)
        : (pages?.flatMap(({ items }) => items) ?? empty),
    refs: Object.assign({}, ...(pages ?? []).map((page) => page.refs ?? {})) as Refs,
    total: pages?.[0]?.total,
  }
}
