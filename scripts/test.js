/** `npm test`. Only looks at the version, like start.js; the work is in prove.js. */
if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`Konbit needs Node 20 or newer to test, and this is Node ${process.versions.node}.`)
  process.exit(1)
}
import('./prove.js')
