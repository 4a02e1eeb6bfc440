/**
 * The keys of demonstrations and exercises. Their secret halves stand here for all to read, so nothing real is ever sealed
 * to them; what they are for is to try out what the conduct unit and the monitor do.
 */
import type { Key } from './key.ts'

export const demonstrationKey: Key = {
  secret: 'AGE-SECRET-KEY-1EF3KYPX565LGDUH740YHHDG7SPSY4XT7RK0GZ6UU07MRF6SMM7YQWFG05Q',
  open: 'age1yldmx8m9t506suhanefx64w90u986lf2gjpuyznmmftv5eaxn39sem0qs0',
}

export const demonstrationMonitorKey: Key = {
  secret: 'AGE-SECRET-KEY-1PVTRVCNZKFSPZ8PQKGN2GHY5LV04YKNSY92N4D7A94EHJN5LPPJQKX3D2D',
  open: 'age1rz8zeqwkkcvkxv643h95net9ka4s9je0yqy6xraeex2vt7mv943qsht3dt',
}
