/**
 * The small script of the intake: what is written is sealed on the phone and leaves it sealed; the code is made here. Where it does
 * not run the page works without it. Bundled alone (apps/web/intakePart.ts); it asks nobody but its own page's address.
 */
import { checkPicture, checkVoice, Unfit } from '@konbit/formats/said'
import {
  codeKey,
  type Enclosed,
  makeCode,
  parcelType,
  referenceOf,
  seal,
  tokenOf,
  writeContent,
  writeParcel,
} from '@konbit/seal'
import { isSaid, kindOf, sheetOf } from '../sheet.ts'
import { recorder } from './recorder.ts'

const byId = (id: string): HTMLElement | null => document.getElementById(id)

/** Gone from the history too, as far as a page can do that. */
byId('leave')?.addEventListener('click', (event) => {
  event.preventDefault()
  document.body.replaceChildren()
  location.replace((event.currentTarget as HTMLAnchorElement).href)
})

const how = byId('how')
if (how?.dataset.phone) how.textContent = how.dataset.phone
const form = byId('form')
if (form instanceof HTMLFormElement) begin(form)

function begin(form: HTMLFormElement): void {
  const facts = JSON.parse(form.dataset.facts ?? '{}') as {
    keys: string[]
    day: string
    base: string
  }
  const words = JSON.parse(form.dataset.words ?? '{}') as Record<string, string>
  const button = form.querySelector('.send button') as HTMLButtonElement
  const usual = button.textContent
  const spoken = recorder(form, words)

  const wrong = (key: string): void => {
    const line = byId('wrong')
    if (!line) return
    line.textContent = words[key] ?? words['wrong.failed'] ?? ''
    line.hidden = false
    line.scrollIntoView({ block: 'center' })
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (button.disabled) return
    button.disabled = true
    button.textContent = words.sealing ?? ''
    void sendSealed()
      .catch(() => wrong('wrong.failed'))
      .finally(() => {
        button.disabled = false
        button.textContent = usual
      })
  })

  // Kept until it is taken, so that pressing again after a broken line sends the same and not a second one.
  let made: { said: string; code: string; reference: string; parcel: Uint8Array } | undefined

  async function sendSealed(): Promise<void> {
    const data = new FormData(form)
    const said = new Map<string, string>()
    for (const [name, value] of data.entries())
      if (typeof value === 'string')
        said.set(name, said.has(name) ? `${said.get(name)}, ${value}` : value)
    const files = await enclosed(data, spoken())
    if (typeof files === 'string') return wrong(files)
    if (!isSaid(said) && files.length === 0) return wrong('wrong.empty')
    const same = JSON.stringify([...said, ...files.map(({ bytes }) => bytes.length)])
    if (made?.said !== same) made = { said: same, ...(await closed(said, files)) }
    button.textContent = words.sending ?? ''
    const answer = await fetch(`${facts.base}/sealed`, {
      method: 'POST',
      headers: { 'content-type': parcelType },
      body: made.parcel as Uint8Array<ArrayBuffer>,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    })
    const told = (await answer.json()) as { passed?: string; digest?: string; wrong?: string }
    if (!answer.ok) return wrong(told.wrong ?? 'wrong.failed')
    show(made, told)
  }

  async function closed(said: ReadonlyMap<string, string>, files: readonly Enclosed[]) {
    const code = makeCode()
    const key = await codeKey(code)
    const content = writeContent({ sheet: sheetOf(said, tokenOf(key.secret)), files })
    const outside = {
      id: idOf(),
      kind: kindOf(said.get('kind')),
      replyTo: key.open,
      to: facts.keys,
      day: facts.day,
      sealedOn: 'phone' as const,
    }
    const parcel = writeParcel({ outside, sealed: await seal(content, facts.keys) })
    return { code, reference: referenceOf(key.open), parcel }
  }

  function show(
    { code, reference }: { code: string; reference: string },
    { passed, digest = '' }: { passed?: string; digest?: string },
  ): void {
    const page = (byId('got') as HTMLTemplateElement).content.cloneNode(true) as DocumentFragment
    const put: Record<string, string> = {
      '@code': code,
      '@reference': reference,
      '@digest': digest,
    }
    for (const one of page.querySelectorAll('p, dd, code'))
      if (one.children.length === 0 && one.textContent && put[one.textContent])
        one.textContent = put[one.textContent] ?? ''
    const waits = page.querySelector('#waits')
    if (waits instanceof HTMLElement) waits.hidden = passed !== 'waits'
    form.replaceWith(page)
    const heading = document.querySelector('h1')
    if (heading) heading.textContent = words.got ?? ''
    for (const voice of document.querySelectorAll('.head + audio')) voice.remove()
    const line = byId('wrong')
    if (line) line.hidden = true
    scrollTo(0, 0)
  }
}

/** Made here, since a page without https is given no other. */
function idOf(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  const text = [...bytes].map((one) => one.toString(16).padStart(2, '0')).join('')
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** What tells of the phone is taken out before anything leaves it. */
async function enclosed(data: FormData, spoken: Blob | undefined): Promise<Enclosed[] | string> {
  const files: Enclosed[] = []
  for (const [name, check] of [
    ['picture', checkPicture],
    ['voice', checkVoice],
  ] as const) {
    const given = data.get(name)
    const file = name === 'voice' && spoken ? spoken : given
    if (!(file instanceof Blob) || file.size === 0) continue
    if (file.size > 9_000_000) return 'wrong.large'
    try {
      const { bytes, mediaType } = check(new Uint8Array(await file.arrayBuffer()))
      files.push({ name, type: mediaType, bytes })
    } catch (failure) {
      if (!(failure instanceof Unfit)) throw failure
      return /^at most/.test(failure.message) ? 'wrong.large' : `wrong.${name}`
    }
  }
  return files
}
