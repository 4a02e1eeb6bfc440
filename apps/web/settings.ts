/** The few settings of the page that are not the mission's: one place to change the product's name. */
export const product = 'Konbit'
/** Languages the interface speaks, in their own names. */
export const languages = { en: 'English', fr: 'Français', ht: 'Kreyòl', es: 'Español' } as const
export type Language = keyof typeof languages
