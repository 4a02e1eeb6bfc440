/** Speaking instead of writing: a button beside the field for a file, where the browser can record. Kept in memory until it is sealed. */

const minutesMax = 8

/** Returns what gives what was spoken last. */
export function recorder(
  form: HTMLFormElement,
  words: Readonly<Record<string, string>>,
): () => Blob | undefined {
  let spoken: Blob | undefined
  const field = form.querySelector('input[name=voice]')
  if (!field || typeof MediaRecorder === 'undefined' || !navigator.mediaDevices)
    return () => undefined
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = words['voice.record'] ?? ''
  const told = document.createElement('small')
  told.setAttribute('role', 'status')
  field.after(button, told)
  let running: MediaRecorder | undefined

  const start = async (): Promise<void> => {
    const sound = await navigator.mediaDevices.getUserMedia({ audio: true })
    const parts: Blob[] = []
    const made = new MediaRecorder(sound, { audioBitsPerSecond: 24_000 })
    running = made
    made.addEventListener('dataavailable', ({ data }) => parts.push(data))
    made.addEventListener('stop', () => {
      for (const track of sound.getTracks()) track.stop()
      spoken = new Blob(parts, { type: made.mimeType })
      running = undefined
      button.textContent = words['voice.record'] ?? ''
      told.textContent = words['voice.kept'] ?? ''
    })
    made.start()
    setTimeout(() => made.state === 'recording' && made.stop(), minutesMax * 60_000)
    button.textContent = words['voice.stop'] ?? ''
    told.textContent = ''
  }
  button.addEventListener('click', () => {
    if (running) running.stop()
    else void start().catch(() => button.remove()) // whoever says no, or has no microphone, still has the field
  })
  return () => spoken
}
