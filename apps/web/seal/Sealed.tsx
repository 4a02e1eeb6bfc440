/** The sealed complaints that the reader sees, and one of them opened: what was said, what came with it, and the answers. */
import type { Content, Enclosed } from '@konbit/seal'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { reach } from '../api/client.ts'
import { useHere } from '../api/hooks.ts'
import { useFormat } from '../format.ts'
import { Button } from '../parts/Button.tsx'
import { Card } from '../parts/Card.tsx'
import { Go, GoRecord } from '../parts/Go.tsx'
import { ErrorPanel, Skeleton, When } from '../parts/Rest.tsx'
import { useTerm, useWords } from '../words.tsx'
import css from './seal.module.css'
import { answerTo, open, parcelsOf, type Read } from './work.ts'

type Row = { id: string; state: string; fields: Record<string, unknown> }

export function Sealed({
  secret,
  complaint,
}: {
  secret: string | undefined
  complaint: string | undefined
}) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const { mission, person } = useHere()
  const list = useQuery({
    queryKey: ['sealed', mission.id, person.id],
    queryFn: () =>
      reach<{ items: Row[] }>(`/api/${mission.id}/complaint?limit=100&channel=form`, {
        headers: { accept: 'application/json' },
        cache: 'no-store',
      }),
    gcTime: 0,
  })
  return (
    <>
      {complaint && <One key={`${complaint} ${secret ?? ''}`} id={complaint} secret={secret} />}
      <Card title={t('seal.list')}>
        <When query={list} skeleton={<Skeleton lines={6} height={28} />}>
          {({ items }) => {
            const sealed = items.filter(({ fields }) => fields.sealedDigest)
            if (sealed.length === 0) return <p>{t('seal.none')}</p>
            return (
              <ul className={css.list}>
                {sealed.map(({ id, state, fields }) => (
                  <li key={id}>
                    <Go to="/seal" search={{ complaint: id }} aria-current={id === complaint}>
                      {String(fields.reference)}
                    </Go>
                    <span>{format.when(String(fields.receivedOn))}</span>
                    <span>{term('state.complaint', state)}</span>
                  </li>
                ))}
              </ul>
            )
          }}
        </When>
      </Card>
    </>
  )
}

function One({ id, secret }: { id: string; secret: string | undefined }) {
  const t = useWords()
  const { mission } = useHere()
  const [reads, setReads] = useState<Read[]>()
  const [failed, setFailed] = useState<unknown>()
  const [round, setRound] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round looks again
  useEffect(() => {
    if (!secret) return
    let isOver = false
    parcelsOf(mission.id, id)
      .then((parcels) => Promise.all(parcels.map((one) => open(mission.id, one, secret))))
      .then((found) => isOver || setReads(found))
      .catch((failure) => isOver || setFailed(failure))
    return () => {
      isOver = true
    }
  }, [mission.id, id, secret, round])
  const first = reads?.[0]
  return (
    <Card
      title={first?.parcel.reference ?? t('seal.sealedOne')}
      action={
        <GoRecord register="complaint" id={id}>
          {t('seal.record')}
        </GoRecord>
      }
    >
      {!secret && <p>{t('seal.needKey')}</p>}
      {failed !== undefined && <ErrorPanel error={failed} />}
      {secret && !reads && failed === undefined && <Skeleton lines={4} height={24} />}
      {reads?.map((read) => (
        <Said key={read.parcel.id} read={read} token={tokenOf(reads)} />
      ))}
      {first && <Answer read={first} onSent={() => setRound(round + 1)} />}
    </Card>
  )
}

const tokenOf = (reads: readonly Read[]): string | undefined => {
  const first = reads.find((one) => one.parcel.side === 'in')
  return first && 'content' in first ? first.content.sheet.token : undefined
}

function Said({ read, token }: { read: Read; token: string | undefined }) {
  const t = useWords()
  const format = useFormat()
  const { parcel } = read
  const who = t(parcel.side === 'in' ? 'seal.theySaid' : 'seal.weSaid')
  return (
    <article className={css.said} data-side={parcel.side}>
      <p className={css.quiet}>
        {who} · {format.when(parcel.day)}
        {parcel.side === 'in' && ` · ${t(`seal.sealedOn.${parcel.sealedOn}`)}`}
      </p>
      {'other' in read ? <p>{t('seal.otherKey')}</p> : <Sheet content={read.content} />}
      {'content' in read && parcel.side === 'in' && read.content.sheet.token !== token && (
        <p className={css.bad}>{t('seal.notSame')}</p>
      )}
    </article>
  )
}

const aside = new Set(['token', 'language'])

function Sheet({ content: { sheet, files } }: { content: Content }) {
  const t = useWords()
  const { what, ...rest } = sheet
  return (
    <>
      {what && <p className={css.words}>{what}</p>}
      <dl className={css.facts}>
        {Object.entries(rest)
          .filter(([name]) => !aside.has(name))
          .map(([name, text]) => (
            <div key={name}>
              <dt>{t(`seal.said.${name}`)}</dt>
              <dd>{text}</dd>
            </div>
          ))}
      </dl>
      {files.map((file) => (
        <Shown key={file.name} file={file} />
      ))}
    </>
  )
}

/** From memory, and gone with the page. */
function Shown({ file }: { file: Enclosed }) {
  const t = useWords()
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    const made = URL.createObjectURL(
      new Blob([file.bytes as Uint8Array<ArrayBuffer>], { type: file.type }),
    )
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  if (!address) return null
  if (/^image\/(jpeg|png|webp)$/.test(file.type))
    return <img className={css.picture} src={address} alt={t('seal.picture')} />
  return (
    // biome-ignore lint/a11y/useMediaCaption: nobody has written down what a voice says
    <audio controls src={address} aria-label={t('seal.voice')} />
  )
}

function Answer({ read, onSent }: { read: Read; onSent: () => void }) {
  const t = useWords()
  const { mission } = useHere()
  const [text, setText] = useState('')
  const [failed, setFailed] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const send = async (): Promise<void> => {
    setBusy(true)
    setFailed(undefined)
    try {
      await answerTo(mission.id, read.parcel, text)
      setText('')
      onSent()
    } catch (failure) {
      setFailed(failure)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className={css.form}>
      <label>
        {t('seal.answer')}
        <textarea
          rows={4}
          maxLength={20_000}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </label>
      <p className={css.quiet}>{t('seal.answerHelp')}</p>
      <Button look="filled" disabled={isBusy || text.trim() === ''} onClick={() => void send()}>
        {t('seal.send')}
      </Button>
      {failed !== undefined && <ErrorPanel error={failed} />}
    </div>
  )
}
