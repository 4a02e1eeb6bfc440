/** What vitest's JSON report says, counted and told; shared by `npm test` and the run on PostgreSQL 15. */
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { root } from './prepare.js'

const MESSAGE_MAX = 600

/**
 * @typedef {{ file: string, title: string, message: string }} Failure title is empty for a file that could not be read
 * @param {string} path of the JSON report
 * @returns {{ passed: number, skipped: number, failures: Failure[] }}
 */
export function readReport(path) {
  const { numPassedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(path, 'utf8'),
  )
  /** @type {Failure[]} */
  const failures = []
  for (const { name, status, message, assertionResults } of testResults) {
    const file = relative(root, name)
    const failed = assertionResults.filter(
      (/** @type {{ status: string }} */ one) => one.status === 'failed',
    )
    for (const { fullName, failureMessages } of failed) {
      failures.push({ file, title: fullName, message: failureMessages[0] ?? '' })
    }
    if (status === 'failed' && failed.length === 0) failures.push({ file, title: '', message })
  }
  return { passed: numPassedTests, skipped: numPendingTests + numTodoTests, failures }
}

/**
 * One line for each, so that the end of a long log tells what failed and why.
 * @param {Failure[]} failures
 * @returns {string[]}
 */
export const tell = (failures) =>
  failures.map(({ file, title, message }) => {
    const colours = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g')
    const why = message.replaceAll(colours, '').replaceAll(/\s+/g, ' ').slice(0, MESSAGE_MAX)
    return `FAILS: ${file}: ${title || 'the file itself'}: ${why}`
  })
