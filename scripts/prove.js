/**
 * Runs everything that must hold and ends with one line, `N passed, N failed`.
 * With words after `--` it runs only the tests that vitest finds by them.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { buildPages, environment, findNode, install, root, run, Stop, say } from './prepare.js'

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
  const report = join(folder, 'report.json')
  const words = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  if (!isHere) words.push('--project', 'pure', '--project', 'code')
  const { code } = await run([...vitest, ...words, ...chosen], { env, minutesMax: 75 })
  const counted = existsSync(report) ? count(report) : 0
  // Vitest also fails for what belongs to no test: an unhandled rejection, a database that did not start.
  if (code !== 0 && counted === 0) score.failed += 1
}

/**
 * Adds vitest's report to the score and answers how many failed.
 * @param {string} report
 */
function count(report) {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  )
  const broken = testResults.filter(
    (/** @type {{ status: string, assertionResults: unknown[] }} */ file) =>
      file.status === 'failed' && file.assertionResults.length === 0,
  )
  for (const { name } of broken) say(`FAILS: ${relative(root, name)} could not be read`)
  const failed = numFailedTests + broken.length
  score.passed += numPassedTests
  score.failed += failed
  score.skipped += numPendingTests + numTodoTests
  return failed
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
