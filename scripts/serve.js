/**
 * Makes a fresh clone ready and runs `konbit serve` in it, with the words it was given: that command knows the
 * options, the database and the mission. This one hands signals on and ends with the server's exit code.
 */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { buildPages, environment, findNode, install, root, Stop } from './prepare.js'

try {
  await install()
  const node = findNode()
  await buildPages(node)
  const server = spawn(node, [join(root, 'apps/cli/main.ts'), 'serve', ...process.argv.slice(2)], {
    cwd: process.env.INIT_CWD ?? process.cwd(), // a relative --data means the folder that npm was called in
    env: environment(),
    stdio: 'inherit',
  })
  // Ctrl-C reaches the server by the terminal as well; it stops once, however often it is told.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => server.kill(signal))
  }
  server.once('exit', (code, signal) => {
    process.exit(code ?? 128 + constants.signals[signal ?? 'SIGKILL'])
  })
} catch (error) {
  if (!(error instanceof Stop)) throw error
  console.error(error.message)
  process.exit(1)
}
