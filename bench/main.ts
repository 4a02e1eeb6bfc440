/**
 * `npm run bench`: every bench one after the other; `npm run bench -- rivals`: that one. A bench is a file in this folder that
 * prints what it measured; its figures are ratios of medians within one run, since machines are noisy.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))
const all = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && !['main.ts', 'measure.ts', 'blocks.ts'].includes(name))
  .map((name) => name.slice(0, -3))
const [wanted, ...words] = process.argv.slice(2)
if (wanted && !all.includes(wanted)) {
  console.error(`There is no bench ${wanted}. There are: ${all.join(', ')}.`)
  process.exit(1)
}
for (const name of wanted ? [wanted] : all) {
  console.log(`\n${name}`)
  const { status } = spawnSync(process.execPath, [`${folder}${name}.ts`, ...words], {
    stdio: 'inherit',
  })
  if (status !== 0) process.exitCode = 1
}
