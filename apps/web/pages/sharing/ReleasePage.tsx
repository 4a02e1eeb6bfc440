/**
 * One release, from draft to recall: what it is for, exactly what will be seen, who has it. What is shown here is what leaves,
 * to the letter but for the mark of each copy.
 */
import { useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { post, uuid7 } from '../../api/client.ts'
import { useGet, useList, useMission, useRecord, useRegister } from '../../api/hooks.ts'
import type { RecordView } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { Button, GoButton } from '../../parts/Button.tsx'
import { Card, PageHead, Path } from '../../parts/Card.tsx'
import { LabelChip, RecordState } from '../../parts/Chip.tsx'
import { Go, recordPath } from '../../parts/Go.tsx'
import { List, ListRow } from '../../parts/ListRow.tsx'
import { ErrorPanel, Skeleton, When } from '../../parts/Rest.tsx'
import { useWords } from '../../words.tsx'
import css from './sharing.module.css'

type Preview = {
  isPinned: boolean
  level: 'public' | 'partner'
  tables: { register: string; title: string; columns: string[]; rows: string[][] }[]
}

export default function ReleasePage() {
  const t = useWords()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const record = useRecord('release', id)
  return (
    <When query={record} skeleton={<Skeleton lines={8} height={24} />}>
      {(release) => (
        <>
          <PageHead
            path={
              <Path label={t('record.path')}>
                <li>
                  <Go to="/sharing">{t('sharing.title')}</Go>
                </li>
                <li>{String(release.fields.number)}</li>
              </Path>
            }
            title={String(release.fields.title)}
            marks={<RecordState register="release" state={release.state} />}
            actions={<GoButton to={recordPath('release', id)}>{t('sharing.record')}</GoButton>}
          />
          <div className={css.page}>
            <About release={release} />
            {['released', 'recalled', 'expired'].includes(release.state) && (
              <Copies release={release} />
            )}
            <Seen release={release} />
          </div>
        </>
      )}
    </When>
  )
}

function About({ release }: { release: RecordView }) {
  const t = useWords()
  const format = useFormat()
  const { id, state, fields, refs } = release
  const may = useRegister('release')?.may ?? []
  const { act, error, busy } = useAct()
  const audience = (fields.audience ?? []) as string[]
  return (
    <Card title={t('sharing.about')}>
      <dl className={css.facts}>
        <dt>{t('sharing.purpose')}</dt>
        <dd>{String(fields.purpose)}</dd>
        <dt>{t('sharing.audience')}</dt>
        <dd>{audience.map((one) => refs?.[one]?.caption ?? '–').join(' · ')}</dd>
        <dt>{t('sharing.ends')}</dt>
        <dd>{format.when(String(fields.validUntil))}</dd>
        {fields.recalledOn !== undefined && (
          <>
            <dt>{t('sharing.recalled')}</dt>
            <dd>{format.when(String(fields.recalledOn))}</dd>
          </>
        )}
      </dl>
      {state === 'previewed' && <p className={css.small}>{t('sharing.byAnother')}</p>}
      {error !== undefined && <ErrorPanel error={error} />}
      <div className={css.acts} data-print="no">
        {state === 'previewed' && may.includes('release') && (
          <Button
            look="filled"
            disabled={busy}
            onClick={() => void act(`sharing/release/${id}/let-go`)}
          >
            {t('sharing.letGo')}
          </Button>
        )}
        {(state === 'draft' || state === 'previewed') && may.includes('preview') && (
          <>
            <Button
              look={state === 'draft' ? 'filled' : 'plain'}
              disabled={busy}
              onClick={() => void act(`sharing/release/${id}/preview`)}
            >
              {t(state === 'draft' ? 'sharing.pin' : 'sharing.pinAgain')}
            </Button>
            <GoButton to={`/r/release/${id}/revise`}>{t('sharing.change')}</GoButton>
          </>
        )}
        {state === 'released' && may.includes('recall') && (
          <GoButton to={`/r/release/${id}/recall`}>{t('sharing.recall')}</GoButton>
        )}
      </div>
    </Card>
  )
}

/** Sends a deed that is more than one entry, and has the page look again. */
function useAct() {
  const mission = useMission()
  const client = useQueryClient()
  const [error, setError] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const act = async <T,>(path: string): Promise<T | undefined> => {
    setBusy(true)
    setError(undefined)
    try {
      const answer = await post<T>(`/${mission.id}/${path}`, { id: uuid7() })
      await client.invalidateQueries({ queryKey: [mission.id] })
      return answer
    } catch (failure) {
      setError(failure)
      return undefined
    } finally {
      setBusy(false)
    }
  }
  return { act, error, busy }
}

function Seen({ release }: { release: RecordView }) {
  const t = useWords()
  const mission = useMission()
  const preview = useGet<Preview>(
    `/sharing/release/${release.id}/preview`,
    {},
    { moment: false, keep: false },
  )
  const isDraft = release.state === 'draft'
  return (
    <Card
      title={t('sharing.seen')}
      aside={t(isDraft ? 'sharing.seenDraft' : 'sharing.seenPinned')}
      action={
        preview.data?.isPinned && (
          <a href={`/api/${mission.id}/sharing/release/${release.id}/file`} download>
            {t('sharing.previewFile')}
          </a>
        )
      }
    >
      {preview.error && !isDraft ? (
        <p className={css.small}>{t('sharing.notKept')}</p>
      ) : (
        <When query={preview} skeleton={<Skeleton lines={8} height={24} />}>
          {({ level, tables }) => (
            <>
              <p className={css.acts}>
                <LabelChip label={level} />
              </p>
              {tables.map(({ register, title, columns, rows }) => (
                <section key={register} aria-label={title}>
                  <h3 className={css.under}>{t('sharing.table', { title, count: rows.length })}</h3>
                  {rows.length === 0 && <p className={css.small}>{t('sharing.noRows')}</p>}
                  {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the page scrolls by keyboard too */}
                  <div className={css.wide} tabIndex={0} hidden={rows.length === 0}>
                    <table>
                      <thead>
                        <tr>
                          {columns.map((one) => (
                            <th key={one} scope="col">
                              {one}
                            </th>
                          ))}
                        </tr>
                      </thead>
                      <tbody>
                        {rows.slice(0, 200).map((cells, nth) => (
                          // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name here, and none moves
                          <tr key={nth}>
                            {cells.map((cell, at) => (
                              // biome-ignore lint/suspicious/noArrayIndexKey: as the columns stand
                              <td key={at}>{cell}</td>
                            ))}
                          </tr>
                        ))}
                      </tbody>
                    </table>
                  </div>
                  {rows.length > 200 && (
                    <p className={css.small}>
                      {t('sharing.moreRows', { count: rows.length - 200 })}
                    </p>
                  )}
                </section>
              ))}
            </>
          )}
        </When>
      )}
    </Card>
  )
}

function Copies({ release }: { release: RecordView }) {
  const t = useWords()
  const copies = useList('releaseCopy', { release: release.id, limit: 50 })
  return (
    <Card title={t('sharing.copies')} aside={t('sharing.copiesAside')}>
      <When query={copies}>
        {({ items, refs }) => (
          <List label={t('sharing.copies')}>
            {items.map((copy) => (
              <CopyRow
                key={copy.id}
                copy={copy}
                office={refs?.[String(copy.fields.counterpart)]?.caption ?? '–'}
                isOpen={release.state === 'released'}
              />
            ))}
          </List>
        )}
      </When>
    </Card>
  )
}

type Link = { path: string; code: string }

function CopyRow({ copy, office, isOpen }: { copy: RecordView; office: string; isOpen: boolean }) {
  const t = useWords()
  const format = useFormat()
  const mission = useMission()
  const may = useRegister('releaseCopy')?.may ?? []
  const { act, error, busy } = useAct()
  const [link, setLink] = useState<Link>()
  const { fields, state } = copy
  const said = [
    String(fields.serial),
    fields.receivedOn
      ? t('sharing.receivedOn', { date: format.when(String(fields.receivedOn)) })
      : fields.sentOn && t('sharing.sentOn', { date: format.when(String(fields.sentOn)) }),
    fields.opens ? t('sharing.openings', { count: Number(fields.opens) }) : undefined,
  ]
  return (
    <>
      <ListRow
        title={office}
        caption={said.filter(Boolean).join(' · ')}
        end={<RecordState register="releaseCopy" state={state} />}
        to={recordPath('releaseCopy', copy.id)}
      />
      {isOpen && may.includes('send') && state !== 'destroyed' && (
        <li className={css.acts} data-print="no">
          <Button
            size="small"
            disabled={busy}
            onClick={() => void act<Link>(`sharing/copy/${copy.id}/link`).then(setLink)}
          >
            {t(fields.linkIssue ? 'sharing.newLink' : 'sharing.link')}
          </Button>
          <a href={`/api/${mission.id}/sharing/copy/${copy.id}/file`} download>
            {t('sharing.file')}
          </a>
        </li>
      )}
      {error !== undefined && (
        <li>
          <ErrorPanel error={error} />
        </li>
      )}
      {link && (
        <li className={css.once} role="status">
          <strong>{t('sharing.linkOnce')}</strong>
          <code>{`${location.origin}${link.path}`}</code>
          <span>{t('sharing.codeOnce')}</span>
          <code className={css.code}>{link.code}</code>
        </li>
      )}
    </>
  )
}
