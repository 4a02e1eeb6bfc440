/** In which order vitest begins the files: those that take longest first, so that none is begun last while others stand idle. */
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const longest = [
  'apps/cli/faults.test.ts',
  'apps/web/pages/pages.browser.test.ts',
  'apps/web/pages/trust.browser.test.ts',
  'apps/web/pages/desks.browser.test.ts',
  'apps/web/pages/force.browser.test.ts',
  'apps/web/pages/people.browser.test.ts',
  'apps/cli/crash.test.ts',
  'packages/ledger/naive/naive.test.ts',
  'apps/server/permissionDoors.test.ts',
  'apps/server/hostile.test.ts',
  'apps/server/secrets.test.ts',
  'apps/server/permission.test.ts',
  'apps/web/frame/frame.browser.test.ts',
  'apps/web/pages/account/account.browser.test.ts',
  'packages/ledger/cluster.test.ts',
  'packages/ledger/naive/moments.test.ts',
  'apps/cli/loss.test.ts',
]

/** Among the others vitest knows best: by how long they took last, or by their size. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const others = await super.sort(files)
    const place = ({ moduleId }: TestSpecification): number => {
      const found = longest.findIndex((path) => moduleId.endsWith(path))
      return found < 0 ? longest.length : found
    }
    return others.toSorted((a, b) => place(a) - place(b))
  }
}
