/** Asks for the code where something is to be kept and the outbox is not open. Closing it keeps nothing. */
import { Sheet } from '../parts/Sheet.tsx'
import { useWords } from '../words.tsx'
import { CodeForm } from './CodeForm.tsx'
import type { LineState } from './line.ts'

export default function AskCode({ asking }: { asking: NonNullable<LineState['asking']> }) {
  const t = useWords()
  return (
    <Sheet title={t('code.title')} open onClose={() => asking.done(false)}>
      <CodeForm who={asking.who} onDone={() => asking.done(true)} />
    </Sheet>
  )
}
