import { defineConfig } from 'vitest/config'

const ignored = ['**/node_modules/**', '**/dist/**', '**/.konbit/**']

/** Two projects: `code` needs nothing but Node and the test database; `browser` needs a Chromium as well. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    globalSetup: ['checks/test-database.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'code',
          include: ['{packages,apps,checks,missions,bench,scripts}/**/*.test.{ts,tsx}'],
          exclude: [...ignored, '**/*.browser.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['**/*.browser.test.ts'],
          exclude: ignored,
        },
      },
    ],
  },
})
