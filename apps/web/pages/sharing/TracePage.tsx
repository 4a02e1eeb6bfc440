/** Whose copy leaked: a file or pasted text is held against every copy, and how surely it fits is said in words and figures. */
import { useState } from 'react'
import { reach } from '../../api/client.ts'
import { useMission } from '../../api/hooks.ts'
import { useFormat } from '../../format.ts'
import { Button, FileButton } from '../../parts/Button.tsx'
import { Card, PageHead, Path } from '../../parts/Card.tsx'
import { StateChip, type Tone } from '../../parts/Chip.tsx'
import { Go, recordPath } from '../../parts/Go.tsx'
import { Empty, ErrorPanel } from '../../parts/Rest.tsx'
import { Rows } from '../../parts/Rows.tsx'
import { useWords } from '../../words.tsx'
import css from './sharing.module.css'

type Finding = {
  copy: string
  serial: string
  office: string
  verdict: 'sure' | 'likely' | 'open'
  chance: number
  codes: number
  choices: { matched: number; of: number }
  order: { rows: number; inverted: number }
  serialSeen: boolean
}
type Traced = {
  lines: number
  looked: number
  archive?: { serial: string; isWhole: boolean }
  items: { release: string; caption: string; rows: number; findings: Finding[] }[]
}
const most = 5_000_000
const tones: Readonly<Record<Finding['verdict'], Tone>> = {
  sure: 'out',
  likely: 'limited',
  open: 'unknown',
}

export default function TracePage() {
  const t = useWords()
  const mission = useMission()
  const [text, setText] = useState('')
  const [found, setFound] = useState<Traced>()
  const [error, setError] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const [large, setLarge] = useState(false)
  const trace = async (body: Blob): Promise<void> => {
    setBusy(true)
    setError(undefined)
    setFound(undefined)
    try {
      const headers = { 'content-type': 'application/octet-stream', accept: 'application/json' }
      setFound(
        await reach<Traced>(`/api/${mission.id}/sharing/trace`, { method: 'POST', headers, body }),
      )
    } catch (failure) {
      setError(failure)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <PageHead
        path={
          <Path label={t('record.path')}>
            <li>
              <Go to="/sharing">{t('sharing.title')}</Go>
            </li>
          </Path>
        }
        title={t('trace.title')}
        question={t('trace.question')}
      />
      <div className={css.page}>
        <Card title={t('trace.give')} aside={t('trace.giveAside')}>
          <textarea
            className={css.text}
            aria-label={t('trace.paste')}
            placeholder={t('trace.paste')}
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <div className={css.acts}>
            <Button
              look="filled"
              disabled={busy || text.trim() === ''}
              onClick={() => void trace(new Blob([text]))}
            >
              {t(busy ? 'trace.busy' : 'trace.go')}
            </Button>
            <FileButton
              accept=".zip,.csv,.html,.json,.txt,.xlsx"
              disabled={busy}
              onFile={(file) => {
                setLarge(file.size > most)
                if (file.size <= most) void trace(file)
              }}
            >
              {t('trace.file')}
            </FileButton>
          </div>
          {large && <p role="alert">{t('trace.tooLarge')}</p>}
          {error !== undefined && <ErrorPanel error={error} />}
        </Card>
        {found && <Found found={found} />}
      </div>
    </>
  )
}

function Found({ found }: { found: Traced }) {
  const t = useWords()
  const format = useFormat()
  const ten = (power: number): string => `10${format.number(Math.round(power)).replace(/^/, '^')}`
  if (found.items.length === 0)
    return (
      <Card title={t('trace.none')}>
        <Empty title={t('trace.none')} why={t('trace.noneWhy', { count: found.looked })} />
      </Card>
    )
  return found.items.map(({ release, caption, rows, findings }) => (
    <Card
      key={release}
      title={caption}
      aside={t('trace.rows', { count: rows })}
      action={<Go to={`/sharing/release/${release}`}>{t('trace.release')}</Go>}
    >
      <Rows
        caption={caption}
        rows={findings}
        keyOf={({ copy }) => copy}
        columns={[
          {
            key: 'office',
            title: t('trace.office'),
            cell: ({ copy, office, serial }) => (
              <>
                <Go to={recordPath('releaseCopy', copy)}>{office}</Go>
                <span className={css.aside}>{serial}</span>
              </>
            ),
          },
          {
            key: 'verdict',
            title: t('trace.verdict'),
            cell: ({ verdict }) => (
              <StateChip tone={tones[verdict]}>{t(`trace.verdict.${verdict}`)}</StateChip>
            ),
          },
          {
            key: 'chance',
            title: t('trace.chance'),
            cell: ({ chance, verdict }) => (verdict === 'open' ? '–' : ten(chance)),
          },
          { key: 'codes', title: t('trace.codes'), number: true, cell: ({ codes }) => codes },
          {
            key: 'choices',
            title: t('trace.choices'),
            number: true,
            cell: ({ choices: { matched, of } }) => `${matched} / ${of}`,
          },
          {
            key: 'order',
            title: t('trace.order'),
            number: true,
            cell: ({ order: { rows: all, inverted } }) =>
              all < 2 ? '–' : `${inverted} / ${(all * (all - 1)) / 2}`,
          },
          {
            key: 'serial',
            title: t('trace.serial'),
            cell: ({ serialSeen }) => t(serialSeen ? 'trace.seen' : 'trace.notSeen'),
          },
        ]}
      />
      <p className={css.small}>{t('trace.honest')}</p>
    </Card>
  ))
}
