/**
 * Behind a figure: what it is, what it rests on, who says otherwise, how to cite it. Pushes the page on a desk, fills
 * it on a phone. Its address is `?figure=people.deployed:KEN`; Escape closes it and focus goes back to the figure.
 */
import { useEffect, useRef, useState } from 'react'
import { Problem } from '../api/client.ts'
import { useHere, useMeasureAt } from '../api/hooks.ts'
import { useFigureAddress, useMoment } from '../api/moment.ts'
import type { ClaimView, MeasureView, RestView } from '../api/types.ts'
import { dayIn, useFormat } from '../format.ts'
import { lastDay } from '../frame/days.ts'
import { useToday } from '../frame/TimeMachine.tsx'
import { Button, GoButton } from '../parts/Button.tsx'
import { GoRecord } from '../parts/Go.tsx'
import { IconLink, IconX } from '../parts/icons.ts'
import { ErrorPanel, Skeleton } from '../parts/Rest.tsx'
import { Unknown } from '../parts/Text.tsx'
import { isMoney, unitWord } from '../parts/unit.ts'
import { product } from '../settings.ts'
import { useLanguage, useSaid, useWords } from '../words.tsx'
import { Cite, CopyButton } from './Cite.tsx'
import { FigureValue } from './Figure.tsx'
import css from './FigureDrawer.module.css'
import { OfParts, Otherwise } from './Otherwise.tsx'
import { Section } from './Section.tsx'
import { useFigure } from './useFigure.ts'

export default function FigureDrawer({ className }: { className: string }) {
  const t = useWords()
  const said = useSaid()
  const { name, key, show, figure } = useFigureAddress()
  const found = useFigure(name, key)
  const { asked } = found
  const box = useRef<HTMLElement>(null)
  const opener = useRef<Element | null>(null)

  useEffect(() => {
    opener.current = document.activeElement
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !document.querySelector('dialog[open]')) show(undefined)
    }
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onKey)
      if (opener.current instanceof HTMLElement) opener.current.focus({ preventScroll: true })
    }
  }, [show])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new figure takes the focus again
  useEffect(() => box.current?.focus({ preventScroll: true }), [figure])

  const data = asked.data
  return (
    <aside
      ref={box}
      className={`${className} ${css.drawer}`}
      tabIndex={-1}
      aria-label={data ? said(`measure.${data.name}`, data.title) : name}
      data-print="no"
    >
      <div className={css.top}>
        <Path data={data} name={name ?? ''} keyed={found.key} />
        <CopyLink />
        <button
          type="button"
          className={css.icon}
          aria-label={t('close')}
          onClick={() => show(undefined)}
        >
          <IconX size={20} stroke={1.75} aria-hidden />
        </button>
      </div>
      {data ? (
        <Behind data={data} found={found} />
      ) : asked.error || found.missing ? (
        <ErrorPanel error={asked.error ?? new Problem('not-found', 404, '')} />
      ) : (
        <Skeleton lines={9} height={22} className={css.wait ?? ''} />
      )}
    </aside>
  )
}

function Path({
  data,
  name,
  keyed,
}: {
  data: MeasureView | undefined
  name: string
  keyed: string | undefined
}) {
  const t = useWords()
  const said = useSaid()
  const desk = name.split('.')[0] ?? ''
  const row = rowOf(data, keyed)
  return (
    <p className={css.path}>
      {[
        t(`desk.${desk}`),
        data ? said(`measure.${data.name}`, data.title) : name,
        ...(keyed ? [row?.caption ?? keyed] : []),
      ].join(' · ')}
    </p>
  )
}

const rowOf = (data: MeasureView | undefined, key: string | undefined) =>
  key ? data?.rows.find((row) => row.key === key || row.code === key) : undefined

function CopyLink() {
  const t = useWords()
  const [done, setDone] = useState(false)
  return (
    <button
      type="button"
      className={css.icon}
      aria-label={t('figure.copyLink')}
      title={t(done ? 'cite.copied' : 'figure.copyLink')}
      onClick={() => void navigator.clipboard.writeText(location.href).then(() => setDone(true))}
    >
      <IconLink size={18} stroke={1.75} aria-hidden />
    </button>
  )
}

function Behind({ data, found }: { data: MeasureView; found: ReturnType<typeof useFigure> }) {
  const keyed = found.key
  const said = useSaid()
  const t = useWords()
  const format = useFormat()
  const { mission } = useHere()
  const moment = useMoment()
  const today = useToday()
  const row = rowOf(data, keyed)
  const value = keyed ? (row?.value ?? null) : data.value
  const at = moment.at ?? today
  const speaking = (data.claims ?? []).filter(
    ({ state, unit }) => state !== 'setAside' && unit === data.unit,
  )
  const ofWhole = ({ speaksFor }: ClaimView): boolean =>
    !found.subject || speaksFor === found.subject
  const claims = speaking.filter((claim) => keyed || ofWhole(claim))
  const parts = speaking.filter((claim) => !ofWhole(claim))
  const asOn = t('figure.asOn', { date: format.when(at) })
  const known = moment.known
    ? t('figure.knownOn', { date: format.when(moment.known) })
    : t('figure.knownNow')
  const cite =
    data.cite ??
    t('cite.figure', {
      product,
      mission: mission.name,
      measure: keyed ? `${data.name} (${row?.caption ?? keyed})` : data.name,
      value: value === null ? '—' : `${format.number(value)} ${unitWord(t, data.unit)}`,
      at: format.when(at),
      known: format.when(moment.known ?? today),
    })
  const url = location.href
  return (
    <>
      <div className={css.figure}>
        {value === null ? (
          <p className={css.absent}>
            <Unknown why={t('figure.notKnown')} />
          </p>
        ) : (
          <p>
            <FigureValue value={value} unit={data.unit} bound={data.bound} size="drawer" />
          </p>
        )}
        <p className={css.when}>
          {asOn} · {known}
        </p>
        <ThatDay name={data.name} value={value} keyed={keyed} by={found.by} />
        {data.partial && <p className={css.partial}>{t('figure.partial')}</p>}
      </div>
      <Section title={t('figure.what')}>
        <p>{said(`measure.${data.name}.definition`, data.definition)}</p>
      </Section>
      <Rests rests={data.rests ?? []} sum={value} unit={data.unit} />
      <Otherwise claims={claims} value={value} unit={data.unit} day={lastDay(at)} />
      {!keyed && <OfParts claims={parts} rows={data.rows} day={lastDay(at)} />}
      <Section title={t('cite.title')}>
        <Cite text={`${cite} ${url}`} />
        <p className={css.actions}>
          <CopyButton text={`${cite} ${url}`} />
          {(data.rivals?.length ?? 0) > 0 && (
            <GoButton size="small" to="/rivals" search={{ measure: data.name }}>
              {t('figure.compare')}
            </GoButton>
          )}
        </p>
      </Section>
    </>
  )
}

/** What the same figure was as it was known that day, where the page shows later knowledge. */
function ThatDay({
  name,
  value,
  keyed,
  by,
}: {
  name: string
  value: number | null
  keyed: string | undefined
  by: string | undefined
}) {
  const t = useWords()
  const format = useFormat()
  const { at, known } = useMoment()
  const wanted = at !== undefined && known !== at
  const then = useMeasureAt(
    wanted ? name : undefined,
    { at: at ?? '', known: at ?? '' },
    keyed && by ? { by, key: keyed } : {},
  ).data
  if (!wanted || !then) return wanted ? <p className={css.that}> </p> : null
  const was = keyed ? (rowOf(then, keyed)?.value ?? null) : then.value
  if (was === value)
    return (
      <p className={css.that}>
        {t('figure.sameThen', { value: was === null ? '—' : format.number(was) })}
      </p>
    )
  return (
    <p className={css.restated}>
      {t('figure.otherThen', { value: was === null ? t('notKnown') : format.number(was) })}
    </p>
  )
}

const SHORT = 7

/** The records a figure is made of, each with what it adds; the sum stands under them. */
function Rests({
  rests,
  sum,
  unit,
}: {
  rests: readonly RestView[]
  sum: number | null
  unit: string
}) {
  const { t, has } = useLanguage()
  const { zone } = useHere().mission
  const format = useFormat()
  const [all, setAll] = useState(false)
  const inOrder = [...rests].sort((a, b) => a.at.localeCompare(b.at))
  const shown = all ? inOrder : inOrder.slice(-SHORT)
  const money = isMoney(unit)
  const signed = (value: number): string =>
    money ? `${format.number(value / 1e6)} ${t('unit.millionShort')}` : format.signed(value)
  return (
    <Section title={t('figure.rests')} aside={t('figure.entries', { count: rests.length })}>
      {rests.length === 0 ? (
        <p className={css.quiet}>{t('figure.restsOnNothing')}</p>
      ) : (
        <table className={css.rows}>
          <thead className="aside-only">
            <tr>
              <th scope="col">{t('figure.date')}</th>
              <th scope="col">{t('figure.entry')}</th>
              <th scope="col">{t('figure.source')}</th>
              <th scope="col">{t('figure.adds')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((rest) => (
              <tr key={rest.id}>
                <td className={css.date}>{format.when(dayIn(Date.parse(rest.at), zone))}</td>
                <td>
                  <GoRecord register={rest.register} id={rest.id}>
                    {has(`rests.${rest.register}.${rest.state}`)
                      ? `${t(`rests.${rest.register}.${rest.state}`)} · ${rest.caption}`
                      : rest.caption}
                  </GoRecord>
                </td>
                <td className={css.code}>
                  {[...(rest.sources ?? rest.claims ?? [])]
                    .map((one) => (typeof one === 'string' ? one : one.code))
                    .join(', ')}
                </td>
                <td className={css.number}>{signed(rest.value)}</td>
              </tr>
            ))}
          </tbody>
          {rests.length > 1 && sum !== null && (
            <tfoot>
              <tr>
                <td />
                <td>{t('figure.sum')}</td>
                <td />
                <td className={css.number}>
                  {money
                    ? `${format.number(sum / 1e6)} ${t('unit.millionShort')}`
                    : format.number(sum)}
                </td>
              </tr>
            </tfoot>
          )}
        </table>
      )}
      {rests.length > SHORT && (
        <Button look="bare" size="small" onClick={() => setAll(!all)} aria-expanded={all}>
          {t(all ? 'figure.fewer' : 'figure.all', { count: rests.length })}
        </Button>
      )}
    </Section>
  )
}
