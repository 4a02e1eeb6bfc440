/**
 * `npm start`. This file is read by whatever Node the machine has, so it keeps to old words and only looks at the
 * version; the work is in serve.js.
 */
if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(
    `Konbit needs Node 20 or newer to start, and this is Node ${process.versions.node}.`,
  )
  process.exit(1)
}
import('./serve.js')
