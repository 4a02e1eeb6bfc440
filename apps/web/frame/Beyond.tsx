/** What the frame does beyond showing a page: the keys and their sheet, the undo bar, the first hour, mending words in place. */
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react'
import { useHere } from '../api/hooks.ts'
import { mendedEvent, mending } from '../mend/kept.ts'
import { useDeeds } from '../undo/deeds.ts'
import { onAsked } from './asked.ts'
import { useKeys } from './useKeys.ts'

const Hour = lazy(() => import('../hour/Hour.tsx'))
const KeysSheet = lazy(() => import('./KeysSheet.tsx'))
const Mending = lazy(() => import('../mend/Mending.tsx'))
const UndoBar = lazy(() => import('../undo/UndoBar.tsx'))

export default function Beyond({
  first,
  onReady,
  onFind,
  onHelp,
}: {
  /** The press that brought this here. */
  first: KeyboardEvent | undefined
  /** Called when it listens. */
  onReady: () => void
  onFind: () => void
  onHelp: () => void
}) {
  const { mission, person } = useHere()
  const deeds = useDeeds()
  const isMending = useSyncExternalStore(hear, mending.isOn)
  const [keys, setKeys] = useState(false)
  const [hour, setHour] = useState(0)
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
  useEffect(onReady, [onReady])
  useEffect(
    () =>
      onAsked((what) => {
        if (what === 'keys') setKeys(true)
        else if (what === 'help') onHelp()
        else setHour((times) => times + 1)
      }),
    [onHelp],
  )
  return (
    <Suspense>
      {keys && <KeysSheet onClose={() => setKeys(false)} />}
      {isMending && <Mending />}
      {deeds.length > 0 && <UndoBar wish={wish} />}
      {(mission.exercise || hour > 0) && person.roles.length > 0 && (
        <Hour key={`${person.id}${hour}`} asked={hour > 0} onPutAway={() => setHour(0)} />
      )}
    </Suspense>
  )
}

const hear = (hearer: () => void): (() => void) => {
  addEventListener(mendedEvent, hearer)
  return () => removeEventListener(mendedEvent, hearer)
}
