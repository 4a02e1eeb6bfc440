/**
 * Runs on a Postgres server, 15 where Debian's is there, what another Postgres may do otherwise: the ledger, who may see and
 * do what, and the queue. Ends with one line, `N passed, N failed`. Called by .ci/run; tests that start a database of their
 * own are left out.
 */
import { spawnSync } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serverPrograms, startServer } from '../packages/ledger/testServer.ts'
import { readReport, tell } from '../scripts/report.js'

/** They start a database of their own; the last three ask the statements of others again, after longer stories. */
const leftOut = [
  ...['cluster', 'crash', 'address', 'durable'],
  ...['naive/carried', 'naive/moments', 'ahead'],
].map((name) => `packages/ledger/${name}.test.ts`)
const asked = ['packages/ledger', 'apps/server/permission.test', 'apps/server/plan']
/** Stories told to the naive record: that SQL answers the same is proved by `npm test`, that 15 understands it here. */
const runs = '1'
const root = join(import.meta.dirname, '..')
const home = await mkdtemp(join(tmpdir(), 'konbit-on-server-'))
await chmod(home, 0o755)
const server = await startServer({
  folder: join(home, 'postgres'),
  // No test among these provokes a crash.
  settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
})
try {
  const said = spawnSync(join(serverPrograms(), 'postgres'), ['--version'], { encoding: 'utf8' })
  console.log(`  On a server: ${said.stdout.trim()}`)
  const report = join(home, 'report.json')
  const { status } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      ...['run', '--project', 'code', '--reporter=default', '--reporter=json'],
      ...[`--outputFile.json=${report}`, ...asked],
      ...leftOut.flatMap((path) => ['--exclude', path]),
    ],
    {
      cwd: root,
      env: {
        KONBIT_RUNS: runs,
        ...process.env,
        DATABASE_URL: server.address('postgres', 'administrator', 'postgres'),
      },
      stdio: 'inherit',
    },
  )
  const { passed, skipped, failures } = readReport(report)
  for (const line of tell(failures)) console.log(`  ${line}`)
  const failed = failures.length || (status === 0 ? 0 : 1)
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
  process.exitCode = failed > 0 ? 1 : 0
} finally {
  await server.stop()
  await rm(home, { recursive: true, force: true })
}
