/** The drawer of begun forms while the outbox is open: sealed like the queue, under names that tell nothing, gone with a lost phone. */
import { openDrawer, shutDrawer } from '../form/begun.ts'
import { type Box, boxNow, onBox } from './box.ts'
import { nameOf, sealJson, unsealJson } from './seal.ts'
import { change, rowsOf } from './store.ts'

type Begun = { key: string; text: string }
const placeOf = (id: string, name: string): string => `draft/${id}/${name}`

/** Whoever types is not written down at every letter. */
const restMs = 300
const waiting = new Map<
  string,
  { text: string | undefined; timer: ReturnType<typeof setTimeout> }
>()

async function write(box: Box, key: string): Promise<void> {
  const one = waiting.get(key)
  waiting.delete(key)
  if (!one || boxNow() !== box) return
  clearTimeout(one.timer)
  const { id, keys } = box
  const name = await nameOf(keys, `draft ${key}`)
  if (one.text === undefined) return change([{ drop: 'draft', key: [id, name] }])
  const sealed = await sealJson(keys.data, { key, text: one.text }, placeOf(id, name))
  await change([{ put: 'draft', row: { person: id, name, sealed } }])
}

async function open(box: Box): Promise<void> {
  const { id, keys } = box
  const rows = await rowsOf('draft', id)
  const found = await Promise.all(
    rows.map(({ name, sealed }) =>
      unsealJson<Begun>(keys.data, sealed, placeOf(id, name)).catch(() => undefined),
    ),
  )
  if (boxNow() !== box) return
  openDrawer(
    found.flatMap((one) => (one ? [[one.key, one.text] as const] : [])),
    (key, text) => {
      clearTimeout(waiting.get(key)?.timer)
      // What was sent is gone at once: nobody finds it begun again.
      const ms = text === undefined ? 0 : restMs
      const timer = setTimeout(() => void write(box, key).catch(() => undefined), ms)
      waiting.set(key, { text, timer })
    },
  )
}

onBox((box) => {
  shutDrawer()
  if (box) void open(box).catch(() => undefined)
})

addEventListener('pagehide', () => {
  const box = boxNow()
  if (box) for (const key of waiting.keys()) void write(box, key).catch(() => undefined)
})
