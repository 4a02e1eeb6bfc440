/** What may be done with many rows of a list at once. */
import type { RegisterView } from '../api/types.ts'

const alone = new Set(['enter', 'correct', 'void', 'erase', 'raise', 'lower'])

export const bulkVerbs = ({ may }: RegisterView): string[] => may.filter((verb) => !alone.has(verb))

/** At most so many rows are chosen: a list further than that is a file. */
export const chosenMax = 500
