/**
 * The key of demonstrations and exercises. Its secret half stands here for all to read, so nothing real is ever sealed to it; what
 * it is for is to try out what the conduct unit does.
 */
import type { Key } from './key.ts'

export const demonstrationKey: Key = {
  secret: 'AGE-SECRET-KEY-1EF3KYPX565LGDUH740YHHDG7SPSY4XT7RK0GZ6UU07MRF6SMM7YQWFG05Q',
  open: 'age1yldmx8m9t506suhanefx64w90u986lf2gjpuyznmmftv5eaxn39sem0qs0',
}
