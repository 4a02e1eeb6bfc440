/**
 * The verifier at work beside the page: the same program as `konbit verify`. It reaches nothing itself; what it wants of the
 * log it asks of the page, so that its own file needs no permission to fetch.
 */
import { type FetchLog, verifyGrowth, verifyLog, verifyReceipt } from '@konbit/proof'
import type { Ask, Told, Wanted } from './ask.ts'

const tell = (told: Told): void => postMessage(told)

const waiting = new Map<number, (given: Wanted) => void>()
let asked = 0

const fetchLog: FetchLog = (path) =>
  new Promise((give, fail) => {
    asked += 1
    waiting.set(asked, ({ bytes, failed }) =>
      failed === undefined ? give(bytes && new Uint8Array(bytes)) : fail(new Error(failed)),
    )
    tell({ want: path, number: asked })
  })

async function work(ask: Ask): Promise<void> {
  if (ask.do === 'receipt') return tell({ receipt: verifyReceipt(ask.receipt, [...ask.keys]) })
  const verify = ask.do === 'log' ? verifyLog : verifyGrowth
  const result = await verify({
    fetch: fetchLog,
    ...(ask.key ? { key: ask.key } : {}),
    ...(ask.since ? { since: ask.since } : {}),
    witnesses: ask.witnesses,
    onProgress: (progress) => tell({ progress }),
  })
  tell({ result })
}

addEventListener('message', ({ data }: MessageEvent<Ask | Wanted>) => {
  if ('number' in data) {
    waiting.get(data.number)?.(data)
    waiting.delete(data.number)
  } else
    work(data).catch((failure: unknown) =>
      tell({ failed: failure instanceof Error ? failure.message : String(failure) }),
    )
})
