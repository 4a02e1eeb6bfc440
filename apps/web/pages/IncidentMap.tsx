/** The map of the overview, small: where the incidents of the last year lie, as surely as each is placed. */
import type { IncidentView } from '../api/types.ts'

export default function IncidentMap({ items }: { items: readonly IncidentView[] }) {
  return <p>{items.length}</p>
}
