/**
 * Photographs made small enough for a thin line, on the phone that took them: at most so many pixels on the longest side, as
 * JPEG, without what the camera wrote into them. What is evidence is never touched.
 */
const longest = 1600
const quality = 0.82
/** What is small already stays as it is. */
const smallBytes = 350_000

/** The same picture, smaller where that helps; anything that is no picture, or that this browser cannot read, as it came. */
export async function smaller(file: File): Promise<Blob> {
  if (!/^image\/(jpeg|png|webp|heic|heif)$/.test(file.type)) return file
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(
    () => undefined,
  )
  if (!picture) return file
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height))
  if (scale === 1 && file.size <= smallBytes) return file
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  const drawing = canvas.getContext('2d')
  if (!drawing) return file
  // What was see-through becomes paper, not black.
  drawing.fillStyle = 'white'
  drawing.fillRect(0, 0, canvas.width, canvas.height)
  drawing.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality))
  return made && made.size < file.size ? made : file
}
