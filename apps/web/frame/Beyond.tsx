/** What the frame does beyond showing a page: the keys and their sheet, the undo bar, the first hour, mending words in place. */
import { lazy, Suspense, useState } from 'react'
import { useDeeds } from '../undo/deeds.ts'
import { useKeys } from './useKeys.ts'

const KeysSheet = lazy(() => import('./KeysSheet.tsx'))
const UndoBar = lazy(() => import('../undo/UndoBar.tsx'))

export default function Beyond({
  first,
  onFind,
  onHelp,
}: {
  /** The press that brought this here. */
  first: KeyboardEvent | undefined
  onFind: () => void
  onHelp: () => void
}) {
  const deeds = useDeeds()
  const [keys, setKeys] = useState(false)
  const [wish, setWish] = useState({ undo: 0, redo: 0 })
  useKeys(
    {
      find: onFind,
      keys: () => setKeys(true),
      help: onHelp,
      undo: () => setWish((one) => ({ ...one, undo: one.undo + 1 })),
      redo: () => setWish((one) => ({ ...one, redo: one.redo + 1 })),
    },
    first,
  )
  return (
    <Suspense>
      {keys && <KeysSheet onClose={() => setKeys(false)} />}
      {deeds.length > 0 && <UndoBar wish={wish} />}
    </Suspense>
  )
}
