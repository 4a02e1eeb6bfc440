/**
 * Labels: who may see. A chain of four, and three compartments that stand beside it and include nothing else.
 * Who may act is a role (`roles.ts`), never a label.
 */

/** From the most open to the closest; a clearance for one includes those before it. */
export const chain = ['public', 'partner', 'mission', 'restricted'] as const
/** Firewalled: a clearance for one of these opens that one only. */
export const compartments = ['conduct', 'care', 'custody'] as const
export const labels = [...chain, ...compartments] as const

export type Label = (typeof labels)[number]

const rankOf = (label: Label): number => (chain as readonly string[]).indexOf(label)

export const isLabel = (value: unknown): value is Label =>
  (labels as readonly unknown[]).includes(value)

/** The labels that a clearance for `label` opens: itself and, on the chain, all that lie below. */
export function opens(label: Label): readonly Label[] {
  const rank = rankOf(label)
  return rank < 0 ? [label] : chain.slice(0, rank + 1)
}

/** Whether a clearance for `held` is enough to see what lies under `wanted`. */
export const covers = (held: Label, wanted: Label): boolean => opens(held).includes(wanted)

/** Whether two labels lie on the same chain, so that one record may hold facets of both. */
export const keepsWith = (a: Label, b: Label): boolean => covers(a, b) || covers(b, a)

/** Lowest first: the order in which the facets of one record are laid over each other. */
export const byLabel = (a: Label, b: Label): number => labels.indexOf(a) - labels.indexOf(b)

/** A clearance: a label at a unit, and below it. `unit: '*'` is the whole mission. */
export type Clearance = { label: Label; unit: string }
