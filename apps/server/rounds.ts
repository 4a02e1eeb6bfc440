/** Work done again and again beside the pages, with a pause between, until it is stopped. What fails in it is its own to tell. */

export type Rounds = {
  /** No round begins after this, and the pause is cut short. Resolves when the one under way is over. */
  stop: () => Promise<void>
}

/** `isOver`: whether it was stopped meanwhile, so that a long round can end early. */
export function inRounds(everyMs: number, round: (isOver: () => boolean) => Promise<void>): Rounds {
  let isStopped = false
  let wake = (): void => {}
  const running = (async () => {
    while (!isStopped) {
      await round(() => isStopped)
      if (isStopped) break
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, everyMs)
        timer.unref()
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  })()
  return {
    stop: () => {
      isStopped = true
      wake()
      return running
    },
  }
}
