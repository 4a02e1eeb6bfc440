/** A refusal beside its English, as keys of words and their values, so that whoever reads it may have it in their language. */
import { type Detail, problems, type Refusal } from '@konbit/model'
import { needsTold, refusalTold, type Told } from '@konbit/registers'

/** Nothing where the sentence is the catalogue's own, which has words under its name, or is not known. */
export function toldOf({ refusal, why }: Refusal): { told?: Told[] } {
  if (why === problems[refusal][1]) return {}
  const told = refusalTold(why)
  return told ? { told } : {}
}

/** What one field needs, the same way. */
export function detailTold<One extends Detail>(detail: One): One & { told?: Told } {
  const told = needsTold(detail.needs)
  return told ? { ...detail, told } : detail
}
