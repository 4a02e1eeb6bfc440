/** Registers for whose records a page of its own is drawn, beside the one of any record. */
const pages: Readonly<Record<string, string>> = {
  movement: '/people/manifests',
  reimbursement: '/funds/claims',
  inspection: '/logistics/inspections',
}

export const ownPage = (register: string, id: string): string | undefined =>
  pages[register] && `${pages[register]}/${id}`
