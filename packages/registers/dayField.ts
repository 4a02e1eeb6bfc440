/** A day of the calendar and nothing looser: the last day of a grant is counted, so it must be one. Not a register. */
import { isDay } from '@konbit/model'
import { z } from 'zod'

export const day = z.string().refine(isDay, 'a day such as 2027-01-31')
