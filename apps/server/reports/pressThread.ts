/**
 * Where the compiler of Typst runs: WebAssembly without files and without a network. What it sets is one fixed source; a paper comes
 * in as JSON and is read there as text, so no word of it can become code.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { parentPort } from 'node:worker_threads'
import type { Paper } from '@konbit/formats/paper'
import {
  initSync,
  type TypstCompiler,
  TypstCompilerBuilder,
} from '@myriaddreamin/typst-ts-web-compiler'
import { source } from './source.ts'

const port = parentPort
if (!port) throw new Error('pressThread.ts is started as a thread')

const fonts = ['latin-400', 'latin-600', 'latin-ext-400', 'latin-ext-600']
const here = import.meta.dirname
const built = build()

async function build(): Promise<TypstCompiler> {
  const wasm = createRequire(import.meta.url).resolve('@myriaddreamin/typst-ts-web-compiler/wasm')
  initSync({ module: readFileSync(wasm) })
  const builder = new TypstCompilerBuilder()
  builder.set_dummy_access_model()
  for (const name of fonts)
    await builder.add_raw_font(readFileSync(join(here, 'fonts', `plex-${name}.ttf`)))
  return builder.build()
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
/** Diagnostics as one line each. */
const UNIX = 2

port.on('message', async (paper: Paper) => {
  try {
    const compiler = await built
    compiler.reset_shadow()
    compiler.add_source('/main.typ', source)
    const charts: string[] = []
    const parts = paper.parts.map((part) => {
      if (part.kind !== 'chart') return part
      const { svg, ...rest } = part
      charts.push(svg)
      return { ...rest, file: `/chart${charts.length}.svg` }
    })
    for (const [nth, svg] of charts.entries())
      compiler.map_shadow(`/chart${nth + 1}.svg`, bytes(svg))
    compiler.map_shadow('/paper.json', bytes(JSON.stringify({ ...paper, parts })))
    const { result, diagnostics } = compiler.compile('/main.typ', undefined, 'pdf', UNIX) as {
      result?: Uint8Array
      diagnostics?: unknown[]
    }
    port.postMessage(
      result ? { pdf: result } : { failed: `typst: ${JSON.stringify(diagnostics).slice(0, 2000)}` },
    )
  } catch (failure) {
    port.postMessage({ failed: String(failure) })
  }
})
