/** Logging out: the key leaves the memory first, then the server is told, now or as soon as there is a line. */
import { auth } from '../api/account.ts'
import { Problem } from '../api/client.ts'

const owes = 'konbit-leaves'

export async function leave(): Promise<void> {
  const { close } = await import('./box.ts').catch(() => ({ close: undefined }))
  close?.()
  try {
    await auth('/sign-out', {})
  } catch (cause) {
    if (!(cause instanceof Problem) || cause.kind !== 'no-line') throw cause
    localStorage.setItem(owes, 'yes')
  }
}

/** What is owed of it, when the line is back. */
export async function leaveAtLast(): Promise<void> {
  if (!localStorage.getItem(owes)) return
  await auth('/sign-out', {})
  localStorage.removeItem(owes)
}
