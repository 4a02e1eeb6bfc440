/** The documents of a record: what they are, the file itself, and a way to add one from a computer or a phone's camera. */
import { fileKinds } from '@konbit/formats/files'
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { query, uuid7 } from '../api/client.ts'
import { useHere, useList, useRegisters } from '../api/hooks.ts'
import { useMoment } from '../api/moment.ts'
import type { RecordView, RegisterView } from '../api/types.ts'
import { useFormat } from '../format.ts'
import { KeptHere } from '../outbox/KeptHere.tsx'
import { smaller } from '../outbox/photo.ts'
import { useSendFile } from '../outbox/sendFile.ts'
import { Button } from '../parts/Button.tsx'
import { Card } from '../parts/Card.tsx'
import { Go, recordPath } from '../parts/Go.tsx'
import { IconPlus } from '../parts/icons.ts'
import { ErrorPanel } from '../parts/Rest.tsx'
import { useTerm, useWords } from '../words.tsx'
import css from './Documents.module.css'

const FEW = 8
/** Bytes; as the server takes. */
const MOST = 20_000_000
const takes = '.jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx,.odt,.txt,image/*'

export function Documents({ register, record }: { register: RegisterView; record: RecordView }) {
  const t = useWords()
  const documents = useRegisters().data?.items.find(({ name }) => name === 'document')
  const found = useList(
    'document',
    { aboutRecord: record.id, limit: FEW, sort: '-issuedOn' },
    { enabled: documents !== undefined },
  )
  const moment = useMoment()
  const [isAdding, setAdding] = useState(false)
  const items = found.data?.items ?? []
  const mayAdd = documents?.may.includes('enter') && moment.isNow && register.name !== 'document'
  // A card that can hold nothing for this reader says nothing.
  if (!documents || (items.length === 0 && !mayAdd)) return null
  return (
    <Card
      title={documents.plural}
      aside={found.data?.total ? t('record.linksAside', { count: found.data.total }) : undefined}
    >
      {items.length === 0 && !isAdding && <p className={css.quiet}>{t('document.none')}</p>}
      <ul className={css.list}>
        {items.map((one) => (
          <Item key={one.id} one={one} />
        ))}
      </ul>
      {found.data?.next && (
        <p className={css.all}>
          <Go to="/r/document" search={{ aboutRecord: record.id }}>
            {t('document.all')}
          </Go>
        </p>
      )}
      {isAdding ? (
        <Add
          documents={documents}
          register={register}
          record={record}
          onEnd={() => setAdding(false)}
        />
      ) : (
        mayAdd && (
          <div data-print="no">
            <Button
              size="small"
              icon={<IconPlus size={16} stroke={1.75} aria-hidden />}
              onClick={() => setAdding(true)}
            >
              {t('document.add')}
            </Button>
          </div>
        )
      )}
    </Card>
  )
}

function Item({ one }: { one: RecordView }) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const { mission } = useHere()
  const { kind, mediaType, sizeBytes, issuedOn, fileDigest } = one.fields
  const type = fileKinds[String(mediaType)] ?? ''
  return (
    <li className={css.item}>
      <Go to={recordPath('document', one.id)}>{one.caption}</Go>
      <span className={css.about}>
        {[
          term('kind', String(kind ?? '')),
          issuedOn ? format.when(String(issuedOn)) : undefined,
          sizeBytes === undefined
            ? undefined
            : t('document.size', { kilobytes: kilobytes(sizeBytes) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      {fileDigest !== undefined && (
        <a
          className={css.open}
          href={`/api/${mission.id}/document/${one.id}/file`}
          target="_blank"
          rel="noreferrer"
          aria-label={t('document.openWhich', { what: one.caption })}
        >
          {t('document.open', { type: type.toUpperCase() })}
        </a>
      )}
    </li>
  )
}

const kilobytes = (bytes: unknown): number => Math.max(1, Math.round(Number(bytes) / 1000))

type Said = {
  title: string
  kind: string
  isEvidence: boolean
  isRestricted: boolean
  because: string
}

function Add({
  documents,
  register,
  record,
  onEnd,
}: {
  documents: RegisterView
  register: RegisterView
  record: RecordView
  onEnd: () => void
}) {
  const t = useWords()
  const term = useTerm()
  const ids = useId()
  const cache = useQueryClient()
  const sendFile = useSendFile()
  const [kept, setKept] = useState(false)
  const { mission } = useHere()
  // The same ids for every try, so that a file whose answer was lost is kept once.
  const [sending] = useState(() => ({ id: uuid7(), record: uuid7() }))
  const [file, setFile] = useState<File | undefined>()
  const [said, setSaid] = useState<Said>({
    title: '',
    kind: '',
    isEvidence: false,
    isRestricted: false,
    because: '',
  })
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const kinds = documents.fields.kind?.options ?? []
  const isTooLarge = (file?.size ?? 0) > MOST
  const isReady =
    file &&
    !isTooLarge &&
    said.title.trim() &&
    said.kind &&
    (!said.isRestricted || said.because.trim())
  const put = (change: Partial<Said>): void => setSaid({ ...said, ...change })
  const choose = (chosen: File | undefined): void => {
    setFile(chosen)
    setError(undefined)
    if (!chosen) return
    put({
      title: said.title || chosen.name.replace(/\.[^.]*$/, '').slice(0, 300),
      kind: said.kind || (chosen.type.startsWith('image/') ? 'picture' : ''),
    })
  }
  const send = async (): Promise<void> => {
    setBusy(true)
    setError(undefined)
    const contributor =
      typeof record.fields.contributor === 'string' ? record.fields.contributor : undefined
    const address = `/api/${mission.id}/document/file${query({
      ...sending,
      title: said.title.trim(),
      kind: said.kind,
      inRegister: register.name,
      aboutRecord: record.id,
      contributor,
      isEvidence: String(said.isEvidence),
      restricted: String(said.isRestricted),
      because: said.isRestricted ? said.because.trim() : undefined,
    })}`
    try {
      const bytes = said.isEvidence ? (file as File) : await smaller(file as File)
      const about = { address, id: sending.id, title: said.title.trim() }
      const came = await sendFile({ ...about, register: register.name, record: record.id }, bytes)
      if (came === 'waiting') return setKept(true)
      await cache.invalidateQueries()
      onEnd()
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  if (kept) return <KeptHere back={recordPath(register.name, record.id)} />
  return (
    <form
      className={css.add}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <label htmlFor={`${ids}file`}>{t('document.file')}</label>
      <input
        id={`${ids}file`}
        type="file"
        accept={takes}
        aria-describedby={`${ids}takes`}
        onChange={({ target }) => choose(target.files?.[0])}
      />
      <p id={`${ids}takes`} className={css.quiet}>
        {t('document.takes')}
      </p>
      {isTooLarge && (
        <p role="alert" className={css.alert}>
          {t('document.tooLarge')}
        </p>
      )}
      <label htmlFor={`${ids}title`}>{documents.fields.title?.title}</label>
      <input
        id={`${ids}title`}
        type="text"
        maxLength={300}
        value={said.title}
        onChange={({ target }) => put({ title: target.value })}
      />
      <label htmlFor={`${ids}kind`}>{documents.fields.kind?.title}</label>
      <select
        id={`${ids}kind`}
        value={said.kind}
        onChange={({ target }) => put({ kind: target.value })}
      >
        <option value="">{t('document.chooseKind')}</option>
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {term('kind', kind)}
          </option>
        ))}
      </select>
      <label className={css.check}>
        <input
          type="checkbox"
          checked={said.isEvidence}
          onChange={({ target }) => put({ isEvidence: target.checked })}
        />
        <span>{t('document.evidence')}</span>
      </label>
      <label className={css.check}>
        <input
          type="checkbox"
          checked={said.isRestricted}
          onChange={({ target }) => put({ isRestricted: target.checked })}
        />
        <span>{t('document.restricted')}</span>
      </label>
      {said.isRestricted && (
        <>
          <label htmlFor={`${ids}because`}>{t('document.because')}</label>
          <input
            id={`${ids}because`}
            type="text"
            maxLength={2000}
            value={said.because}
            onChange={({ target }) => put({ because: target.value })}
          />
        </>
      )}
      {error !== undefined && <ErrorPanel error={error} />}
      <div className={css.buttons}>
        <Button type="submit" look="filled" size="small" disabled={!isReady || isBusy}>
          {isBusy ? t('document.sending') : t('document.keep')}
        </Button>
        <Button size="small" onClick={onEnd} disabled={isBusy}>
          {t('document.cancel')}
        </Button>
      </div>
    </form>
  )
}
