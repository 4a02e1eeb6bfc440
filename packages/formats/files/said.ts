/** What may come with a message from outside: a picture or a voice, without what tells of its maker. Small enough for a phone. */
import { type Checked, Unfit } from './checked.ts'
import { checkJpeg, checkPng, checkWebp, isJpeg, isPng, isWebp } from './picture.ts'

export { Unfit } from './checked.ts'
export { checkVoice, voiceMax } from './voice.ts'

export const pictureMax = 6_000_000

/** Throws Unfit: also for a program, a drawing or a document that is called a picture. */
export function checkPicture(bytes: Uint8Array): Checked {
  if (bytes.length > pictureMax) throw new Unfit(`at most ${pictureMax / 1e6} MB`)
  if (isJpeg(bytes)) return checkJpeg(bytes, false)
  if (isPng(bytes)) return checkPng(bytes, false)
  if (isWebp(bytes)) return checkWebp(bytes, false)
  throw new Unfit('to be a JPG, a PNG or a WebP')
}
