/**
 * The queue on a memory stick, for where no line ever comes: the phone writes what waits as a file that it signs and seals for
 * this mission's server; whoever has a line brings it in, and reads what became of each command.
 */
import { carry } from '@konbit/proof'
import { useId, useState } from 'react'
import { Problem, reach } from '../api/client.ts'
import { useGet, useHere } from '../api/hooks.ts'
import { useFormat } from '../format.ts'
import { queued, signingKey } from '../outbox/carry.ts'
import { useLine } from '../outbox/line.ts'
import { Button, GoButton } from '../parts/Button.tsx'
import { Card, PageHead, Path } from '../parts/Card.tsx'
import { Go } from '../parts/Go.tsx'
import { IconDownload } from '../parts/icons.ts'
import { ErrorPanel } from '../parts/Rest.tsx'
import { useLanguage, useWords } from '../words.tsx'
import css from './carry.module.css'

type Item = {
  n: number
  id: string
  outcome: 'landed' | 'same' | 'refused'
  seq?: number
  problem?: string
  why?: string
  wrong?: readonly { field: string; needs: string }[]
}
type Taken = {
  member: string
  made: string
  counts: Record<Item['outcome'], number>
  items: Item[]
}

const outcomes = {
  landed: 'carry.landed',
  same: 'carry.same',
  refused: 'carry.refusedItem',
} as const

export default function CarryPage() {
  const t = useWords()
  return (
    <div className={css.page}>
      <PageHead
        path={
          <Path label={t('record.path')}>
            <li>
              <Go to="/outbox">{t('outbox.title')}</Go>
            </li>
          </Path>
        }
        title={t('carry.title')}
        question={t('carry.question')}
      />
      <Write />
      <Bring />
    </div>
  )
}

/** The phone's side: works without a line, once the server's key was had. */
function Write() {
  const t = useWords()
  const { mission, person } = useHere()
  const { isOpen, waiting } = useLine()
  const key = useGet<{ key: string; commandsMax: number }>('/carried', {}, { moment: false })
  const [written, setWritten] = useState<{ count: number; left: number }>()
  const [problem, setProblem] = useState<unknown>()
  const write = async (): Promise<void> => {
    setProblem(undefined)
    try {
      const [sign, all] = await Promise.all([signingKey(), queued()])
      if (!sign || !key.data) throw new Problem('no-line', 0, '')
      const some = all.slice(0, key.data.commandsMax)
      const made = new Date().toISOString()
      const file = await carry(
        { mission: mission.id, device: sign.device, made, to: key.data.key },
        some,
        sign.key,
      )
      save(file, `${person.id}-${made.slice(0, 16).replaceAll(':', '')}.konbit-queue`)
      setWritten({ count: some.length, left: all.length - some.length })
    } catch (cause) {
      setProblem(cause)
    }
  }
  return (
    <Card title={t('carry.write')}>
      <p>{t('carry.writeHelp')}</p>
      {isOpen ? (
        <p>
          <Button
            look="filled"
            disabled={waiting === 0 || !key.data}
            icon={<IconDownload size={16} stroke={1.75} aria-hidden />}
            onClick={() => void write()}
          >
            {t('carry.writeNow', { count: waiting })}
          </Button>
        </p>
      ) : (
        <p className={css.row}>
          {t('carry.locked')} <GoButton to="/outbox">{t('carry.unlock')}</GoButton>
        </p>
      )}
      {isOpen && !key.data && key.error && <p className={css.note}>{t('carry.noKey')}</p>}
      {written && (
        <p role="status" className={css.note}>
          {t('carry.written', { count: written.count })}
          {written.left > 0 && ` ${t('carry.left', { count: written.left })}`}
        </p>
      )}
      {problem !== undefined && <ErrorPanel error={problem} />}
    </Card>
  )
}

/** Under a name, where the browser puts files. */
function save(file: Uint8Array, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(
    new Blob([new Uint8Array(file)], { type: 'application/octet-stream' }),
  )
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** The side with a line. */
function Bring() {
  const t = useWords()
  const { has } = useLanguage()
  const id = useId()
  const { mission } = useHere()
  const [sending, setSending] = useState(false)
  const [taken, setTaken] = useState<Taken>()
  const [problem, setProblem] = useState<unknown>()
  const bring = async (file: File): Promise<void> => {
    setSending(true)
    setTaken(undefined)
    setProblem(undefined)
    try {
      setTaken(
        await reach<Taken>(`/api/${mission.id}/carried`, {
          method: 'POST',
          headers: { 'content-type': 'application/octet-stream', accept: 'application/json' },
          body: file,
          signal: AbortSignal.timeout(120_000),
        }),
      )
    } catch (cause) {
      setProblem(cause)
    } finally {
      setSending(false)
    }
  }
  const part = problem instanceof Problem ? (problem.errors[0]?.field ?? '') : ''
  const said = `carry.wrong.${part.split('.')[0]}`
  return (
    <Card title={t('carry.bring')}>
      <p>{t('carry.bringHelp')}</p>
      <div className={css.row}>
        <label htmlFor={id}>{t('carry.file')}</label>
        <input
          id={id}
          type="file"
          accept=".konbit-queue"
          disabled={sending}
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? []
            if (file) void bring(file)
          }}
        />
      </div>
      {sending && <p role="status">{t('carry.sending')}</p>}
      {problem !== undefined &&
        (has(said) ? (
          <p role="alert" className={css.wrong}>
            <b>{t('carry.refused')}</b> {t(said)}
          </p>
        ) : (
          <ErrorPanel error={problem} />
        ))}
      {taken && <Report taken={taken} />}
    </Card>
  )
}

function Report({ taken }: { taken: Taken }) {
  const t = useWords()
  const { has } = useLanguage()
  const format = useFormat()
  const { mission } = useHere()
  const { landed, same, refused } = taken.counts
  const who = mission.people.find(({ id }) => id === taken.member)?.title ?? taken.member
  return (
    <div role="status">
      <p className={css.sum}>
        {t('carry.made', { who, at: format.instant(taken.made, mission.zone) })}{' '}
        {t('carry.counts', { landed, same, refused })}
      </p>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('carry.command')}</th>
            <th scope="col">{t('carry.outcome')}</th>
          </tr>
        </thead>
        <tbody>
          {taken.items.map((item) => (
            <tr key={item.n}>
              <th scope="row">{item.n}</th>
              <td>
                {t(outcomes[item.outcome], { seq: format.number(item.seq ?? 0) })}
                {item.problem &&
                  ` ${has(`problem.${item.problem}`) ? t(`problem.${item.problem}`) : item.problem}.`}
                {item.why && ` ${item.why}`}
                {item.wrong?.map(({ field, needs }) => (
                  <span key={field} className={css.note}>
                    {field}: {needs}
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {refused > 0 && <p className={css.note}>{t('carry.refusedHelp')}</p>}
    </div>
  )
}
