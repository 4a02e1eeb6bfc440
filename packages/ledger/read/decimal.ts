/** Decimals as Postgres prints them, added without loss: whole numbers of a small part. */
export type Decimal = bigint

const PLACES = 12

export function readDecimal(text: string): Decimal {
  const [whole = '0', part = ''] = text.split('.')
  return BigInt(whole + part.slice(0, PLACES).padEnd(PLACES, '0'))
}

export function printDecimal(value: Decimal): number {
  const isBelow = value < 0n
  const digits = (isBelow ? -value : value).toString().padStart(PLACES + 1, '0')
  return Number(`${isBelow ? '-' : ''}${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`)
}
