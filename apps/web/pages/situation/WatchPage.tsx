/**
 * The watch, for a phone at night: one line in three taps, the log of this watch under it, and at the end a handover that one signs
 * and the next accepts. From then on nobody changes a line of it, but by a correction that stays beside it.
 */
import { useState } from 'react'
import { useHere, useList, useRegister } from '../../api/hooks.ts'
import type { RecordView } from '../../api/types.ts'
import { useDeed } from '../../field/useDeed.ts'
import { Warned, worriesIn } from '../../form/Warned.tsx'
import { useFormat } from '../../format.ts'
import { useToday } from '../../frame/TimeMachine.tsx'
import { Button } from '../../parts/Button.tsx'
import { Card, PageHead } from '../../parts/Card.tsx'
import { StateChip } from '../../parts/Chip.tsx'
import { Empty, ErrorPanel, Skeleton } from '../../parts/Rest.tsx'
import { useTerm, useWords } from '../../words.tsx'
import { DeskTabs } from '../desk/DeskTabs.tsx'
import { EARLIER, Earlier, LINES, Log, ToAccept, useWatchTitle } from './WatchParts.tsx'
import css from './watch.module.css'

const kinds = ['event', 'message', 'decision', 'action', 'check'] as const

export default function WatchPage() {
  const t = useWords()
  const watches = useList('watchHandover', { limit: EARLIER + 2, sort: '-startsOn' })
  const items = watches.data?.items ?? []
  const now = items.find(({ state }) => state === 'onWatch')
  const waiting = items.filter(({ state }) => state === 'handedOver')
  return (
    <>
      <PageHead title={t('watch.title')} question={t('watch.question')} brief />
      <DeskTabs desk="situation" />
      {watches.error ? (
        <ErrorPanel error={watches.error} again={() => void watches.refetch()} />
      ) : !watches.data ? (
        <Skeleton lines={6} height={44} />
      ) : (
        <div className={css.page}>
          {waiting.map((one) => (
            <ToAccept key={one.id} watch={one} />
          ))}
          {now ? <OnWatch key={now.id} watch={now} /> : <Begin />}
          <Earlier list={items.filter(({ state }) => state === 'accepted')} />
        </div>
      )}
    </>
  )
}

function Begin() {
  const t = useWords()
  const format = useFormat()
  const today = useToday()
  const deed = useDeed()
  const { mission } = useHere()
  const may = useRegister('watchHandover')?.may.includes('enter')
  const hour = Number(format.instant(new Date().toISOString(), mission.zone).slice(-5, -3))
  const part = t(hour >= 6 && hour < 18 ? 'watch.day' : 'watch.night')
  if (!may) return <Empty title={t('watch.none')} why={t('watch.noneWhy')} />
  return (
    <Card title={t('watch.none')}>
      <div className={css.form}>
        <p className={css.say}>{t('watch.beginWhy')}</p>
        {deed.problem !== undefined && <ErrorPanel error={deed.problem} />}
        <Button
          look="filled"
          className={css.big}
          disabled={deed.sending}
          onClick={() =>
            void deed.act({
              register: 'watchHandover',
              verb: 'enter',
              input: {
                title: `${format.when(today)}, ${part}`,
                startsOn: new Date().toISOString(),
              },
            })
          }
        >
          {t('watch.begin', { what: part })}
        </Button>
      </div>
    </Card>
  )
}

function OnWatch({ watch }: { watch: RecordView }) {
  const t = useWords()
  const term = useTerm()
  const deed = useDeed()
  const titleOf = useWatchTitle()
  const may = useRegister('watchLog')?.may.includes('enter')
  const lines = useList('watchLog', { watch: watch.id, limit: LINES, sort: '-occurredOn' })
  const [kind, setKind] = useState<string>('event')
  const [text, setText] = useState('')
  const [handing, setHanding] = useState(false)
  const [looked, setLooked] = useState('')

  const write = async (): Promise<void> => {
    const worries = worriesIn(text, true)
      .map(({ what }) => what)
      .join(', ')
    // Once: whoever has looked again and knows better writes it.
    if (worries && worries !== looked) return setLooked(worries)
    const input = {
      watch: watch.id,
      occurredOn: new Date().toISOString(),
      kind,
      title: text.trim(),
    }
    if (!(await deed.act({ register: 'watchLog', verb: 'enter', input }))) return
    deed.again()
    setText('')
    setLooked('')
  }

  return (
    <>
      <Card
        title={titleOf(watch)}
        aside={<StateChip tone="fit">{t('watch.on')}</StateChip>}
        action={
          may && (
            <Button size="small" onClick={() => setHanding(!handing)} aria-expanded={handing}>
              {t('watch.handOver')}
            </Button>
          )
        }
      >
        {handing ? (
          <HandOver watch={watch} />
        ) : (
          may && (
            <form
              className={css.form}
              onSubmit={(event) => {
                event.preventDefault()
                void write()
              }}
            >
              <fieldset className={css.kinds}>
                <legend className="aside-only">{t('watch.kind')}</legend>
                {kinds.map((one) => (
                  <button
                    key={one}
                    type="button"
                    aria-pressed={one === kind}
                    onClick={() => setKind(one)}
                  >
                    {term('choice.watchLog.kind', one)}
                  </button>
                ))}
              </fieldset>
              <label className={css.label}>
                {t('watch.what')}
                <textarea
                  rows={2}
                  maxLength={300}
                  value={text}
                  onChange={(event) => setText(event.currentTarget.value)}
                />
              </label>
              <Warned text={text} namesNobody />
              {looked !== '' && (
                <p className={css.say} role="alert">
                  {t('form.namedAgain', { what: looked, button: t('watch.write') })}
                </p>
              )}
              {deed.problem !== undefined && <ErrorPanel error={deed.problem} />}
              <Button
                type="submit"
                look="filled"
                className={css.big}
                disabled={deed.sending || text.trim() === ''}
              >
                {t('watch.write')}
              </Button>
            </form>
          )
        )}
      </Card>
      <Log lines={lines.data?.items} />
    </>
  )
}

function HandOver({ watch }: { watch: RecordView }) {
  const t = useWords()
  const deed = useDeed()
  const [body, setBody] = useState(String(watch.fields.body ?? ''))
  const [openPoints, setOpenPoints] = useState(String(watch.fields.openPoints ?? ''))
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault()
        const left = openPoints.trim()
        void deed.act({
          register: 'watchHandover',
          record: watch.id,
          verb: 'handOver',
          input: {
            endsOn: new Date().toISOString(),
            body: body.trim(),
            ...(left ? { openPoints: left } : {}),
          },
        })
      }}
    >
      <label className={css.label}>
        {t('watch.body')}
        <textarea
          rows={4}
          maxLength={4000}
          value={body}
          onChange={(event) => setBody(event.currentTarget.value)}
        />
      </label>
      <Warned text={body} namesNobody />
      <label className={css.label}>
        {t('watch.openPoints')}
        <textarea
          rows={3}
          maxLength={4000}
          value={openPoints}
          onChange={(event) => setOpenPoints(event.currentTarget.value)}
        />
      </label>
      <Warned text={openPoints} namesNobody />
      <p className={css.say}>{t('watch.signAbout')}</p>
      {deed.problem !== undefined && <ErrorPanel error={deed.problem} />}
      <Button
        type="submit"
        look="filled"
        className={css.big}
        disabled={deed.sending || body.trim() === ''}
      >
        {t('watch.sign')}
      </Button>
    </form>
  )
}
