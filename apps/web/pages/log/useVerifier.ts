/** One verification at a time, in a worker of its own that is fetched when it is first asked for and can be stopped. */
import { useEffect, useRef, useState } from 'react'
import { useMission } from '../../api/hooks.ts'
import type { Ask, Done, Told, Wanted } from './ask.ts'

export type Run =
  | { at: 'rest' }
  | { at: 'work'; entries: number; of: number }
  | { at: 'stopped' }
  | ({ at: 'done' } & Done)

export function useVerifier(onDone?: (told: Done) => void) {
  const mission = useMission()
  const [run, setRun] = useState<Run>({ at: 'rest' })
  const worker = useRef<Worker | undefined>(undefined)
  const end = (): void => {
    worker.current?.terminate()
    worker.current = undefined
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only leaving the page ends what still runs
  useEffect(() => end, [])
  return {
    run,
    start(ask: Ask): void {
      end()
      setRun({ at: 'work', entries: 0, of: 0 })
      const made = new Worker(new URL('./verify.worker.ts', import.meta.url), { type: 'module' })
      worker.current = made
      const finish = (told: Done): void => {
        end()
        setRun({ at: 'done', ...told })
        onDone?.(told)
      }
      made.onmessage = ({ data }: MessageEvent<Told>) => {
        if ('want' in data)
          void bytesAt(`/log/${mission.id}/${data.want}`).then((given) =>
            made.postMessage({ number: data.number, ...given } satisfies Wanted),
          )
        else if ('progress' in data) setRun({ at: 'work', ...data.progress })
        else finish(data)
      }
      made.onerror = (event) => finish({ failed: event.message || 'worker' })
      made.postMessage(ask)
    },
    stop(): void {
      end()
      setRun({ at: 'stopped' })
    },
    clear: (): void => setRun({ at: 'rest' }),
  }
}

async function bytesAt(path: string): Promise<Omit<Wanted, 'number'>> {
  try {
    const answer = await fetch(path, {
      cache: path.endsWith('/checkpoint') ? 'no-store' : 'default',
    })
    if (answer.status === 404) return {}
    return answer.ok
      ? { bytes: await answer.arrayBuffer() }
      : { failed: `${path}: ${answer.status}` }
  } catch {
    return { failed: path }
  }
}
