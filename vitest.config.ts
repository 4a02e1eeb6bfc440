import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './checks/order.ts'

const ignored = ['**/node_modules/**', '**/dist/**', '**/.konbit/**']
/** They start no database and change nothing outside themselves. */
const pure = [
  'packages/{force,formats,model,planner,proof,rivals,seal}/**/*.test.{ts,tsx}',
  'packages/registers/{*/*,refusalWords,registers,words}.test.ts',
  'apps/web/**/*.test.{ts,tsx}',
  'checks/{answering,arrow,clean,firewalls,guardrails,names,operating,pages,shape,words}.test.ts',
  'missions/*.test.ts',
]

/**
 * Three projects: `pure` needs nothing but Node, and its files share their threads; `code` needs the test database;
 * `browser` a Chromium and the shared stages.
 */
export default defineConfig({
  test: {
    maxWorkers: Math.max(2, availableParallelism()),
    sequence: { sequencer: LongestFirst },
    // For what hangs: a machine that is busy takes its time, and how long something takes is measured in bench/.
    testTimeout: 300_000,
    hookTimeout: 600_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: pure,
          exclude: [...ignored, '**/*.browser.test.ts'],
          pool: 'threads',
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'code',
          globalSetup: ['checks/test-database.ts'],
          include: ['{packages,apps,checks,missions,bench,scripts}/**/*.test.{ts,tsx}'],
          exclude: [...ignored, '**/*.browser.test.ts', ...pure],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          globalSetup: ['checks/stages.ts'],
          include: ['**/*.browser.test.ts'],
          exclude: ignored,
        },
      },
    ],
  },
})
