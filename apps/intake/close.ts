/**
 * Sealing on arrival: what somebody said without a script is made into a parcel in memory, and what was said is forgotten. The
 * same sheet is made on the phone where there is a script (phone/phone.ts).
 */
import { randomUUID } from 'node:crypto'
import { checkPicture, checkVoice, Unfit } from '@konbit/formats/said'
import {
  codeKey,
  type Enclosed,
  makeCode,
  type ParcelKind,
  referenceOf,
  seal,
  tokenOf,
  writeContent,
  writeParcel,
} from '@konbit/seal'
import type { Form } from './form.ts'
import { isSaid, kindOf, sheetOf } from './sheet.ts'

export type Closed = {
  code: string
  open: string
  reference: string
  parcel: Uint8Array
  sealed: Uint8Array
}
export type Wrong = 'empty' | 'picture' | 'voice' | 'large'

/** Made ready to be sealed, or what is wrong with it in a word. */
export function enclose(form: Form): readonly Enclosed[] | Wrong {
  const files: Enclosed[] = []
  for (const [field, check] of [
    ['picture', checkPicture],
    ['voice', checkVoice],
  ] as const) {
    const file = form.files.get(field)
    if (!file) continue
    try {
      const { bytes, mediaType } = check(file.bytes)
      files.push({ name: field, type: mediaType, bytes })
    } catch (failure) {
      if (!(failure instanceof Unfit)) throw failure
      return /^at most/.test(failure.message) ? 'large' : field
    }
  }
  return isSaid(form.words) || files.length > 0 ? files : 'empty'
}

/** `code`: of an earlier message, where this one follows it. */
export async function close(
  form: Form,
  files: readonly Enclosed[],
  to: readonly string[],
  day: string,
  code?: string,
): Promise<Closed> {
  const receipt = code ?? makeCode()
  const key = await codeKey(receipt)
  const sheet = sheetOf(form.words, tokenOf(key.secret))
  const sealed = await seal(writeContent({ sheet, files }), to)
  const kind: ParcelKind = kindOf(form.words.get('kind'))
  const outside = {
    id: randomUUID(),
    kind,
    replyTo: key.open,
    to,
    day,
    sealedOn: 'arrival' as const,
    ...(code ? { follows: true as const } : {}),
  }
  return {
    code: receipt,
    open: key.open,
    reference: referenceOf(key.open),
    parcel: writeParcel({ outside, sealed }),
    sealed,
  }
}
