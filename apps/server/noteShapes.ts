/** Shapes of what pages say in words of the table. Of its own, since shapes of days and of figures both need them. */
import { z } from 'zod'

const text = z.string()

export const note = z.object({
  key: text.describe('A key of the word table'),
  values: z.record(text, z.union([text, z.number()])),
  text: text.describe('English, until the word table has the key'),
})

/** Where many that are told as one are listed: a page of the app and what its address asks. */
export const listed = z.object({ path: text, search: z.record(text, z.array(text)) })
