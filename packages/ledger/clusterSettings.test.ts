/** How our own Postgres is told to run follows from the machine, and never from less than it needs. */
import { expect, test } from 'vitest'
import { settings } from './clusterSettings.ts'

const of = (memory: number, pages?: number) =>
  settings({ host: '/tmp', port: 5432 }, true, memory, pages)

test('an eighth of the memory is kept for pages, within bounds', () => {
  expect(of(24_000)).toMatchObject({ shared_buffers: '3000MB', effective_cache_size: '12000MB' })
  expect(of(512)).toMatchObject({ shared_buffers: '128MB', max_wal_size: '2048MB' })
  expect(of(1_000_000)).toMatchObject({ shared_buffers: '8192MB', maintenance_work_mem: '1024MB' })
})

test('or as much as the keeper of a large record asks for', () => {
  expect(of(24_000, 12_000)).toMatchObject({ shared_buffers: '12000MB', max_wal_size: '12000MB' })
  expect(of(24_000, 1000)).toMatchObject({ shared_buffers: '1000MB', max_wal_size: '4000MB' })
})

test('nothing is less durable on any machine', () => {
  for (const memory of [512, 4096, 24_000])
    expect(of(memory)).toMatchObject({ fsync: 'on', full_page_writes: 'on' })
})
