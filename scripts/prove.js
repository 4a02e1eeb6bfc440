/**
 * Runs everything that must hold and ends with one line, `N passed, N failed`.
 * With words after `--` it runs only the tests that vitest finds by them.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildPages, environment, findNode, install, root, run, Stop, say } from './prepare.js'
import { readReport, tell } from './report.js'

/** Files that are asked again alone when they fail: more than these fail for a reason. */
const AGAIN_MAX = 4
const chosen = process.argv.slice(2)
/** One for the run: what is asked by turns and in orders of chance is asked again with it. */
const seed = process.env.KONBIT_SEED ?? String(Math.floor(Math.random() * 2 ** 31))
const score = { passed: 0, failed: 0, skipped: 0 }

/**
 * One thing to prove. Its words are shown only when it fails.
 * @param {string} title
 * @param {() => Promise<{ code: number, text: string }>} work
 */
async function prove(title, work) {
  const { code, text } = await work()
  if (code === 0) score.passed += 1
  else score.failed += 1
  say(`${code === 0 ? 'holds' : 'FAILS'}: ${title}`)
  if (code !== 0) console.log(text)
}

function findBrowser() {
  const places = [
    process.env.KONBIT_CHROMIUM,
    '/usr/bin/chromium-headless-shell',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ]
  return places.find((place) => place && existsSync(place))
}

/**
 * @param {string} node
 * @param {string} folder
 */
async function testAll(node, folder) {
  const vitest = [node, join(root, 'node_modules', 'vitest', 'vitest.mjs')]
  const browser = findBrowser()
  const env = {
    ...environment(),
    KONBIT_SEED: seed,
    ...(browser ? { KONBIT_CHROMIUM: browser } : {}),
  }
  const isHere = browser !== undefined
  if (!isHere) {
    const listed = await run([...vitest, 'list', '--filesOnly', '--project', 'browser'], {
      quiet: true,
    })
    const files = listed.text.match(/\S+\.browser\.test\.ts\b/g)?.length ?? 0
    if (process.env.CI === 'true') score.failed += 1
    else score.skipped += files
    say(
      `${files} browser test files are not run: there is no Chromium here (KONBIT_CHROMIUM may name one).`,
    )
  }
  say(`KONBIT_SEED=${seed} asks the same again`)
  const ask = async (/** @type {string[]} */ ...words) => {
    const report = join(folder, `report-${Date.now()}.json`)
    const asked = [...vitest, 'run', '--reporter=default', '--reporter=json']
    const { code } = await run([...asked, `--outputFile.json=${report}`, ...words], {
      env,
      minutesMax: 75,
    })
    if (existsSync(report)) return { code, ...readReport(report) }
    return { code, passed: 0, skipped: 0, failures: [] }
  }
  const projects = isHere ? [] : ['--project', 'pure', '--project', 'code']
  const { code, passed, skipped, failures } = await ask(...projects, ...chosen)
  score.passed += passed
  score.skipped += skipped
  // Vitest also fails for what belongs to no test: an unhandled rejection, a database that did not start.
  if (code !== 0 && failures.length === 0) score.failed += 1
  for (const line of tell(failures)) say(line)
  const left = await askAlone(failures, ask)
  score.passed += Math.max(0, failures.length - left.length)
  score.failed += left.length
}

/**
 * What failed beside everything else is asked once more by itself, with the same seed: a busy machine is told apart from a
 * defect. What passes then counts as passed, and the run says that it passed only alone.
 * @param {import('./report.js').Failure[]} failures
 * @param {(...words: string[]) => Promise<{ code: number, failures: import('./report.js').Failure[] }>} ask
 * @returns {Promise<import('./report.js').Failure[]>} what fails still; all where so many files failed that chance is no reason
 */
async function askAlone(failures, ask) {
  const files = [...new Set(failures.map(({ file }) => file))]
  if (chosen.length > 0 || files.length === 0 || files.length > AGAIN_MAX) return failures
  const again = await ask('--maxWorkers=1', ...files)
  if (again.code !== 0 && again.failures.length === 0) return failures
  for (const line of tell(again.failures)) say(line)
  const failing = new Set(again.failures.map(({ file }) => file))
  for (const { file, title } of failures) {
    if (!failing.has(file)) say(`PASSES ONLY ALONE: ${file}: ${title}`)
  }
  return again.failures
}

const folder = mkdtempSync(join(tmpdir(), 'konbit-prove-'))
try {
  await install()
  const node = findNode()
  const tool = (/** @type {string[]} */ ...words) => run([node, ...words], { quiet: true })
  if (chosen.length === 0) {
    await Promise.all([
      prove('the code is formatted and linted (biome)', () =>
        tool('node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings'),
      ),
      prove('the types fit (tsc)', () => tool('node_modules/typescript/bin/tsc', '--noEmit')),
    ])
    await prove('nothing is unused (knip)', () => tool('node_modules/knip/bin/knip.js'))
  }
  await prove('the pages can be built (vite)', () =>
    buildPages(node).then(
      () => ({ code: 0, text: '' }),
      (error) => ({ code: 1, text: error.message }),
    ),
  )
  await testAll(node, folder)
} catch (error) {
  if (!(error instanceof Stop)) throw error
  console.error(error.message)
  score.failed += 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
const { passed, failed, skipped } = score
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = failed > 0 ? 1 : 0
