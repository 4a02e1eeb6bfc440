/** Milliseconds of processor that this process and the database's have used so far: what a page costs, whoever else is at work. Linux only. */
import { readFile } from 'node:fs/promises'

export async function openCpu(
  look: <Row>(text: string) => Promise<Row[]>,
): Promise<() => Promise<number>> {
  const rows = await look<{ pid: number }>(
    'select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  )
  return async () => {
    const { user, system } = process.cpuUsage()
    const texts = await Promise.all(
      rows.map(({ pid }) => readFile(`/proc/${pid}/schedstat`, 'utf8').catch(() => '0')),
    )
    const nanoseconds = texts.reduce((sum, text) => sum + Number(text.split(' ')[0]), 0)
    return (user + system) / 1000 + nanoseconds / 1e6
  }
}
