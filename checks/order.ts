/** In which order vitest begins the files: those that take longest first, so that none is begun last while others stand idle. */
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const longest = [
  'apps/cli/faults.test.ts',
  'apps/web/fits.browser.test.ts',
  'apps/web/outbox/outbox.browser.test.ts',
  'apps/web/plan/plan.browser.test.ts',
  'apps/server/secrets.test.ts',
  'apps/web/field/field.browser.test.ts',
  'apps/cli/loss.test.ts',
  'apps/web/pages/pages.browser.test.ts',
  'apps/cli/crash.test.ts',
  'apps/web/pages/force.browser.test.ts',
  'apps/server/permission.test.ts',
  'apps/server/permissionDoors.test.ts',
  'missions/exercise/exercise.test.ts',
  'packages/ledger/naive/naive.test.ts',
  'apps/cli/work.test.ts',
  'apps/server/plan/studies.test.ts',
  'apps/cli/bundle.test.ts',
  'apps/cli/server.test.ts',
  'packages/ledger/ahead.test.ts',
  'apps/cli/reference.test.ts',
  'apps/cli/log.test.ts',
  'checks/outside.test.ts',
  'apps/server/hostile.test.ts',
  'checks/plans.test.ts',
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
