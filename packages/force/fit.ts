/** Will it fit: steps of supply and demand of one resource at one place, over days. Not what to do about it: people decide that. */

/** From this day on, so much more (or less, when negative). Days are ISO dates. */
export type Step = { readonly day: string; readonly amount: number }
