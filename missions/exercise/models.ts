/** Invented vehicles as plain data: what each capability drives, what a model costs and carries, and what fails on it. */
export type Type = 'apc' | 'mrap' | 'patrol' | 'truck' | 'ambulance' | 'helicopter'

/** How many a unit has, against its people. */
export const weights: Readonly<Record<string, number>> = {
  infantry: 1.1,
  formedPolice: 1.1,
  engineering: 1.4,
  logistics: 2.2,
  medical: 1.3,
  aviation: 1.2,
  signals: 0.5,
  individualPolice: 0.5,
}
export const types: Readonly<Record<string, readonly (readonly [Type, number])[]>> = {
  infantry: [
    ['apc', 40],
    ['patrol', 40],
    ['truck', 20],
  ],
  formedPolice: [
    ['apc', 25],
    ['mrap', 25],
    ['patrol', 40],
    ['truck', 10],
  ],
  engineering: [
    ['truck', 75],
    ['patrol', 25],
  ],
  logistics: [
    ['truck', 85],
    ['patrol', 15],
  ],
  medical: [
    ['ambulance', 60],
    ['truck', 20],
    ['patrol', 20],
  ],
  aviation: [
    ['helicopter', 45],
    ['truck', 30],
    ['patrol', 25],
  ],
}
export const models: Readonly<
  Record<Type, readonly [model: string, usd: number, seats: number, litres: number]>
> = {
  apc: ['Tern 6', 410_000, 10, 300],
  mrap: ['Bulwark M', 520_000, 8, 260],
  patrol: ['Marsh 4x4', 62_000, 5, 90],
  truck: ['Carrier 8t', 118_000, 3, 240],
  ambulance: ['Marsh ambulance', 96_000, 4, 90],
  helicopter: ['Kestrel utility', 7_800_000, 12, 900],
}
export const systems = [
  ['engine', 24],
  ['gearbox', 12],
  ['tyres', 22],
  ['brakes', 14],
  ['electrical', 16],
  ['armour', 3],
  ['turret', 5],
  ['radio', 4],
] as const
