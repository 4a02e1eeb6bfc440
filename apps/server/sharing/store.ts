/**
 * What was previewed, kept sealed beside the record of its release: whoever may see the release may have it, by the policy that
 * guards the files of documents; raising, barring and erasing hold here too. And each recipient's copy, made of it anew.
 */
import { createHash } from 'node:crypto'
import type { Reader, RecordView } from '@konbit/ledger'
import { isRefusal, type Refusal, refuse } from '@konbit/model'
import { parseVerifier } from '@konbit/proof'
import type { House } from '../house.ts'
import { bytesFor, type Content, MEDIA, type Previewed } from './content.ts'
import { type Copy, type MadeCopy, makeCopy, releaseSigner } from './file.ts'
import { codeOf, copyKey } from './mark.ts'

export async function keepPreviewed(
  house: House,
  { mission, member }: Reader,
  release: string,
  { content, digest }: Previewed,
): Promise<Refusal | undefined> {
  if (!house.sealer) return refuse('not-found')
  const bytes = bytesFor(content)
  const kept = await house.ledger.keepContent(
    mission,
    member,
    { record: release, digest },
    {
      media: MEDIA,
      bytes: bytes.length,
      sealed: house.sealer.seal(bytes, { mission, record: release, digest }),
    },
  )
  return kept === 'full' ? refuse('too-many-requests') : undefined
}

export async function previewedOf(
  house: House,
  reader: Reader,
  release: RecordView,
): Promise<Content | undefined> {
  const digest = release.fields.fileDigest as string | undefined
  const found = digest && (await house.ledger.content(reader, { record: release.id, digest }))
  if (!found || !house.sealer || found.media !== MEDIA) return undefined
  const sealing = { mission: reader.mission, record: release.id, digest }
  return JSON.parse(house.sealer.open(found.sealed, sealing).toString('utf8')) as Content
}

const marks = (house: House, mission: string): Buffer | undefined =>
  house.sealer?.secretFor(`release marks ${mission}`)

/** The key of a copy's marks. */
export const keyOf = (
  house: House,
  mission: string,
  release: string,
  copy: string,
): Buffer | undefined => {
  const secret = marks(house, mission)
  return secret && copyKey(secret, release, copy)
}

export const serialFor = (number: string, key: Buffer): string =>
  `${number.slice(0, 28)}/${codeOf(key, 'serial')}`

/** The same for the same words, so that sending again is harmless. */
export function idFrom(...words: readonly (string | number)[]): string {
  const bytes = createHash('sha256').update(words.join('\n')).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

export const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The archive of a copy; without one, of what is previewed. */
export async function madeFor(
  house: House,
  reader: Reader,
  release: RecordView,
  copy?: RecordView,
): Promise<(MadeCopy & { content: Content; about: Copy }) | Refusal> {
  const content = await previewedOf(house, reader, release)
  const signer = releaseSigner(house, reader.mission)
  if (!content || !signer) return refuse('not-found')
  const key = copy && keyOf(house, reader.mission, release.id, copy.id)
  const moment = await house.ledger.moment(reader.mission)
  if (isRefusal(moment)) return moment
  const office = copy && text(copy.fields.counterpart)
  const names = office ? await house.ledger.captions(reader, [office], moment) : undefined
  const about: Copy = {
    serial: copy ? text(copy.fields.serial) : `${content.number}/0`,
    office: names?.get(office ?? '')?.caption ?? '',
    releasedOn: text(release.fields.releasedOn) || content.at.slice(0, 10),
    validUntil: text(release.fields.validUntil),
    digest: text(release.fields.fileDigest),
  }
  return { ...makeCopy(content, about, signer, key), content, about }
}

/** The name and public key by which copies of this mission are verified. */
export const releaseKey = (house: House, mission: string): string | undefined => {
  const key = releaseSigner(house, mission)?.key
  return key && parseVerifier(key) ? key : undefined
}
