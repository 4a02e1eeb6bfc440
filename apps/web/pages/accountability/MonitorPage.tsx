/**
 * The monitor: where the monitor went and was not let in, what was found; and a workspace that the mission cannot read. What is
 * written there is sealed in this tab to the monitor's own key; the secret stays here until it is put away.
 */
import { openOf, seal, unseal } from '@konbit/seal'
import { type FormEvent, useState } from 'react'
import { uuid7 } from '../../api/client.ts'
import { useHere, useList, useRegister } from '../../api/hooks.ts'
import type { RecordView } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { useSend } from '../../outbox/send.ts'
import { Button, GoButton } from '../../parts/Button.tsx'
import { Card, PageHead } from '../../parts/Card.tsx'
import { RecordState } from '../../parts/Chip.tsx'
import { Go, recordPath } from '../../parts/Go.tsx'
import { List, ListRow } from '../../parts/ListRow.tsx'
import { Empty, ErrorPanel, When } from '../../parts/Rest.tsx'
import { KeyHere } from '../../seal/KeyHere.tsx'
import { useWords } from '../../words.tsx'
import { DeskTabs } from '../desk/DeskTabs.tsx'
import { usePageDay } from '../desk/usePageDay.ts'
import css from './accountability.module.css'
import { Findings, Refused } from './Public.tsx'

export default function MonitorPage() {
  const t = useWords()
  const day = usePageDay()
  const { person } = useHere()
  const isMonitor = person.roles.includes('monitor')
  const mayRefuse = (useRegister('refusedAccess')?.may ?? []).includes('enter')
  return (
    <>
      <PageHead
        title={t('monitor.title')}
        question={t('monitor.question')}
        brief
        actions={
          mayRefuse && (
            <>
              <GoButton look="filled" to="/r/refusedAccess/new">
                {t('monitor.refused')}
              </GoButton>
              <GoButton to="/r/monitorFinding/new">{t('monitor.share')}</GoButton>
            </>
          )
        }
      />
      <DeskTabs desk="accountability" />
      <div className={css.page}>
        <div className={css.two}>
          <Refused />
          <Visits />
        </div>
        <Findings day={day} />
        {isMonitor && <Workspace />}
      </div>
    </>
  )
}

function Visits() {
  const t = useWords()
  const format = useFormat()
  const asked = useList('monitorVisit', { sort: '-plannedOn', limit: 20 })
  return (
    <Card
      title={t('monitor.visits')}
      action={<Go to="/r/monitorVisit">{t('accountability.all')}</Go>}
    >
      <When query={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('monitor.noVisits')} />
          ) : (
            <List>
              {items.map(({ id, caption, state, fields }) => (
                <ListRow
                  key={id}
                  lead={format.when(String(fields.plannedOn))}
                  title={caption}
                  end={<RecordState register="monitorVisit" state={state} />}
                  to={recordPath('monitorVisit', id)}
                />
              ))}
            </List>
          )
        }
      </When>
    </Card>
  )
}

const noteMax = 100_000
const toText = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
const toBytes = (text: string): Uint8Array =>
  Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))

function Workspace() {
  const t = useWords()
  const [secret, setSecret] = useState<string>()
  return (
    <div className={css.two}>
      <KeyHere secret={secret} onSecret={setSecret} />
      <Card title={t('monitor.workspace')} aside={t('monitor.workspaceAside')}>
        {secret ? <Notes secret={secret} /> : <Empty title={t('monitor.needsKey')} />}
      </Card>
    </div>
  )
}

function Notes({ secret }: { secret: string }) {
  const t = useWords()
  const send = useSend()
  const asked = useList('monitorNote', { state: 'kept', limit: 100 }, { moment: false, fresh: 0 })
  const [read, setRead] = useState<{ id: string; text: string }>()
  const [failure, setFailure] = useState<unknown>()
  const [other, setOther] = useState<string>()

  const keep = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const form = event.currentTarget
    const text = String(new FormData(form).get('text') ?? '')
    setFailure(undefined)
    try {
      const own = openOf(secret)
      const sealed = await seal(new TextEncoder().encode(text), [own])
      const reference = `N-${uuid7().slice(-8).toUpperCase()}`
      await send({
        id: uuid7(),
        register: 'monitorNote',
        verb: 'enter',
        input: {
          reference,
          sealedTo: own,
          sealedText: toText(sealed),
          pages: Math.max(1, Math.round(sealed.length / 1024)),
        },
      })
      form.reset()
      void asked.refetch()
    } catch (problem) {
      setFailure(problem)
    }
  }
  const open = async ({ id, fields }: RecordView): Promise<void> => {
    setOther(undefined)
    setRead(undefined)
    try {
      const bytes = await unseal(toBytes(String(fields.sealedText)), secret)
      setRead({ id, text: new TextDecoder().decode(bytes) })
    } catch {
      setOther(id)
    }
  }
  return (
    <>
      <form className={css.form} onSubmit={(event) => void keep(event)}>
        <label>
          {t('monitor.note')}
          <textarea name="text" rows={5} maxLength={noteMax} required autoComplete="off" />
        </label>
        <div className={css.buttons}>
          <Button type="submit" look="filled">
            {t('monitor.seal')}
          </Button>
        </div>
        {failure !== undefined && <ErrorPanel error={failure} />}
      </form>
      <When query={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('monitor.noNotes')} />
          ) : (
            <ul className={css.track}>
              {items.map((one) => (
                <li key={one.id}>
                  <span>{one.caption}</span>
                  <div>
                    <Button size="small" onClick={() => void open(one)}>
                      {t('monitor.open')}
                    </Button>
                    {read?.id === one.id && <p data-note>{read.text}</p>}
                    {other === one.id && <p role="alert">{t('monitor.otherKey')}</p>}
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </When>
    </>
  )
}
