/** The thread in which files are looked into, one after the other. */
import { parentPort } from 'node:worker_threads'
import { checkFile, isPdf, Unfit } from '@konbit/formats/files'
import type { Looked } from './look.ts'

async function look({ bytes, keeps }: { bytes: Uint8Array; keeps: boolean }): Promise<Looked> {
  try {
    if (!isPdf(bytes)) return { checked: checkFile(bytes, keeps) }
    const { checkPdf } = await import('./pdf.ts') // large, and most files are none
    parentPort?.postMessage('begun')
    return { checked: await checkPdf(bytes, keeps) }
  } catch (error) {
    return error instanceof Unfit ? { needs: error.message } : { failed: String(error) }
  }
}

parentPort?.on('message', async (asked: { bytes: Uint8Array; keeps: boolean }) => {
  parentPort?.postMessage('begun')
  parentPort?.postMessage(await look(asked))
})
