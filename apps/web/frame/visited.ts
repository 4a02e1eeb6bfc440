/** Where somebody was in this tab, the last first. Kept in memory alone: what a record is called must not lie on a phone. */
const MOST = 30
let visited: readonly string[] = []

/** `path`: under the mission, such as /r/vehicle/… */
export const visit = (path: string): void => {
  visited = [path, ...visited.filter((one) => one !== path)].slice(0, MOST)
}
export const visitedPaths = (): readonly string[] => visited
