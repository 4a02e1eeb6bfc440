/** `npm run dev`: the server on 8787, and Vite on 5173 in front of it with pages that change as you type. */
import { spawn } from 'node:child_process'
import { environment, findNode, install, root } from './prepare.js'

await install()
const node = findNode()
const options = { cwd: root, env: environment(), stdio: /** @type {const} */ ('inherit') }
const words = process.argv.slice(2)
const both = [
  spawn(node, ['apps/cli/main.ts', 'serve', ...words], options),
  spawn(node, ['node_modules/vite/bin/vite.js', 'apps/web'], options),
]
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => both.forEach((child) => void child.kill(signal)))
}
for (const child of both)
  child.once('exit', () => both.forEach((other) => void other.kill('SIGINT')))
