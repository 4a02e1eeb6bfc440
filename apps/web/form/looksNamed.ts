/** A run of digits as long as a telephone number, or an address of mail: no source is ever named. What it is, if there is one. */
export const looksNamed = (value: string): string | undefined =>
  /(?:\+?\d[\s.-]?){8,}/.exec(value)?.[0].trim() ?? /\S+@\S+\.\S+/.exec(value)?.[0]
