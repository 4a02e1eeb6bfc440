/** Where things lie on the square of the world, and the order of the map in which a square of any size is one range. */

/** Parts of the world's side: the finest place a point is kept at, some 2.4 m. */
export const WORLD_BITS = 24
export const WORLD = 2 ** WORLD_BITS
/** Of which so many bits tell where it lies in the order. */
export const ORDER_BITS = 15

export type Square = { z: number; x: number; y: number }

export const xOf = (lon: number): number =>
  Math.min(WORLD - 1, Math.max(0, Math.floor(((lon + 180) / 360) * WORLD)))

export const yOf = (lat: number): number => {
  const sin = Math.sin((Math.max(-85.05, Math.min(85.05, lat)) * Math.PI) / 180)
  const part = 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)
  return Math.min(WORLD - 1, Math.max(0, Math.floor(part * WORLD)))
}

/** Every other bit of 32, from 16. */
function spread(bits: number): number {
  let v = bits & 0xffff
  v = (v | (v << 8)) & 0x00ff00ff
  v = (v | (v << 4)) & 0x0f0f0f0f
  v = (v | (v << 2)) & 0x33333333
  return (v | (v << 1)) & 0x55555555
}

/** The place of one of the smallest ordered squares in the order in which a square of any size is one range. */
export const orderKey = (x: number, y: number): number => (spread(x) | (spread(y) << 1)) >>> 0

/** Back from a place of 8 bits in the order: across in the even ones. */
export function unspread(key: number): number {
  let bits = 0
  for (let bit = 0; bit < 4; bit++) bits |= ((key >> (2 * bit)) & 1) << bit
  return bits
}
