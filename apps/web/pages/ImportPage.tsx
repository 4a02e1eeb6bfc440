/** Many rows into a register: choose a file or paste, say once what the columns are, see what would come of each row, land. */
import { useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { Problem, uuid7 } from '../api/client.ts'
import { useHere, useRegister, useRegisters } from '../api/hooks.ts'
import type { RegisterView } from '../api/types.ts'
import { whenOf } from '../form/read.ts'
import { Columns } from '../import/Columns.tsx'
import css from '../import/import.module.css'
import { RowReport } from '../import/RowReport.tsx'
import { Source } from '../import/Source.tsx'
import {
  importId,
  keepMapping,
  type Mapping,
  madeOf,
  mappingFor,
  type Report,
  type Rows,
  type Step,
  sendRows,
} from '../import/send.ts'
import { Button, GoButton } from '../parts/Button.tsx'
import { Card, PageHead, Path } from '../parts/Card.tsx'
import { LabelChip } from '../parts/Chip.tsx'
import { Go } from '../parts/Go.tsx'
import { ErrorPanel, Skeleton } from '../parts/Rest.tsx'
import { verbTitle } from '../record/verbTitle.ts'
import { tellDeed } from '../undo/deeds.ts'
import { useWords } from '../words.tsx'

export default function ImportPage() {
  const t = useWords()
  const { register: name } = useParams({ strict: false }) as { register: string }
  const registers = useRegisters()
  const register = useRegister(name)
  if (registers.isPending) return <Skeleton lines={8} height={28} />
  if (!register)
    return <ErrorPanel error={registers.error ?? new Problem('unknown-register', 404, '')} />
  return (
    <>
      <PageHead
        path={
          <Path label={t('record.path')}>
            <li>
              <Go to={`/r/${name}`}>{register.plural}</Go>
            </li>
          </Path>
        }
        title={t('import.title', { what: register.plural.toLowerCase() })}
        marks={<LabelChip label={register.label} />}
        question={t('import.question')}
      />
      {bulkVerbs(register).length > 0 ? (
        <Importing key={name} register={register} />
      ) : (
        <ErrorPanel error={new Problem('not-allowed', 403, '')} />
      )}
    </>
  )
}

const standing = ['correct', 'void', 'erase', 'raise', 'lower']
/** What may be done with many at once. */
const bulkVerbs = ({ may }: RegisterView): string[] =>
  may.filter((verb) => !standing.includes(verb))

type How = { verb: string; all: boolean; at: string; because: string }

function Importing({ register }: { register: RegisterView }) {
  const t = useWords()
  const { mission, person } = useHere()
  const client = useQueryClient()
  const [rows, setRows] = useState<Rows>()
  const [map, setMap] = useState<Mapping>({})
  const [how, setHow] = useState<How>({ verb: '', all: false, at: '', because: '' })
  const [report, setReport] = useState<Report>()
  const [problem, setProblem] = useState<unknown>()
  const [step, setStep] = useState<Step>()
  const turn = useRef(0)
  const busy = step !== undefined
  const reason = register.verbs[how.verb]?.reason ?? false
  const badDate = how.at.trim() !== '' && whenOf(how.at) === undefined
  const lacksReason = reason && how.because.trim() === ''

  /** Only the last that was asked is shown: whoever changes a column while it runs wants the new answer. */
  const send = async (
    of: Rows,
    with_: Mapping,
    as: How,
    dry: boolean,
  ): Promise<Report | undefined> => {
    turn.current += 1
    const mine = turn.current
    setProblem(undefined)
    setStep({ step: 'look', done: 0, of: 0 })
    const at = whenOf(as.at)
    const because = as.because.trim() || undefined
    try {
      const told = await sendRows(
        mission.id,
        register.name,
        of,
        {
          id: await importId(of, JSON.stringify([mission.id, register.name, as.verb, at])),
          dry,
          all: as.all,
          verb: as.verb || undefined,
          map: with_,
          at,
          because,
        },
        (one) => mine === turn.current && setStep(one),
      )
      if (mine !== turn.current) return undefined
      setReport(told)
      if (!dry)
        tellDeed({
          ...{ id: uuid7(), mission: mission.id, member: person.id, register: register.name },
          verb: as.verb || 'enter',
          made: madeOf(told),
        })
      return told
    } catch (cause) {
      if (mine !== turn.current) return undefined
      setProblem(cause)
      return undefined
    } finally {
      if (mine === turn.current) setStep(undefined)
    }
  }

  const read = async (next: Rows): Promise<void> => {
    setRows(next)
    setReport(undefined)
    setMap({})
    const first = await send(next, {}, how, true)
    if (!first) return
    const guessed = await mappingFor(mission.id, register, first.columns)
    setMap(guessed)
    if (first.columns.some(({ column, field }) => (guessed[column] ?? '') !== field))
      await send(next, guessed, how, true)
  }
  const changeMap = (column: string, field: string): void => {
    const next = { ...map, [column]: field }
    setMap(next)
    void keepMapping(mission.id, register, { [column]: field })
    if (rows) void send(rows, next, how, true)
  }
  const changeHow = (change: Partial<How>, again = true): void => {
    const next = { ...how, ...change }
    setHow(next)
    if (rows && again) void send(rows, map, next, true)
  }
  const land = async (): Promise<void> => {
    if (!rows) return
    void keepMapping(mission.id, register, map)
    const done = await send(rows, map, how, false)
    if (done) await client.invalidateQueries({ queryKey: [mission.id] })
  }

  const ready = report?.dry ? report.counts.lands : 0
  const left =
    report?.columns.filter(({ column }) => column !== '' && (map[column] ?? '') === '') ?? []
  return (
    <div className={css.page}>
      <Card title={t('import.step.rows')} aside={rows?.name}>
        <Source onRows={(next) => void read(next)} />
      </Card>
      {rows && report && report.columns.length > 0 && (
        <Card
          title={t('import.step.columns')}
          aside={left.length > 0 ? t('import.leftOut', { count: left.length }) : undefined}
        >
          <Columns register={register} columns={report.columns} map={map} onChange={changeMap} />
        </Card>
      )}
      {rows && (
        <Card title={t('import.step.what')}>
          <div className={css.how}>
            <label>
              {t('import.verb')}
              <select
                value={how.verb}
                onChange={(event) => changeHow({ verb: event.target.value })}
              >
                <option value="">{t('import.verb.auto')}</option>
                {bulkVerbs(register).map((verb) => (
                  <option key={verb} value={verb}>
                    {verb === 'enter'
                      ? t('import.verb.enter')
                      : verb === 'amend'
                        ? t('import.verb.amend')
                        : verbTitle(t, verb, register.verbs[verb])}
                  </option>
                ))}
              </select>
            </label>
            <label>
              {t('form.at')}
              <input
                value={how.at}
                aria-invalid={badDate || undefined}
                placeholder={t('import.atNow')}
                onChange={(event) => changeHow({ at: event.target.value }, false)}
                onBlur={() => rows && !badDate && void send(rows, map, how, true)}
              />
            </label>
            <label>
              {reason ? t('form.because') : t('form.becauseOptional')}
              <input
                value={how.because}
                maxLength={2000}
                onChange={(event) => changeHow({ because: event.target.value }, false)}
                onBlur={() => reason && rows && void send(rows, map, how, true)}
              />
            </label>
            <label className={css.check}>
              <input
                type="checkbox"
                checked={how.all}
                onChange={(event) => changeHow({ all: event.target.checked })}
              />
              {t('import.allOrNone')}
            </label>
          </div>
        </Card>
      )}
      {problem !== undefined && (
        <ErrorPanel
          error={problem}
          {...(rows ? { again: () => void send(rows, map, how, true) } : {})}
        />
      )}
      {busy && <Progress step={step} />}
      {report && !busy && (
        <Card title={t(report.dry ? 'import.step.dry' : 'import.step.done')}>
          <RowReport report={report} register={register} />
          <div className={css.actions}>
            {report.dry ? (
              <>
                <Button
                  look="filled"
                  disabled={ready === 0 || badDate || lacksReason}
                  onClick={() => void land()}
                >
                  {t('import.land', { count: ready })}
                </Button>
                <span className={css.quiet} role="status">
                  {badDate
                    ? t('form.needsDate')
                    : lacksReason
                      ? t('form.needsReason')
                      : report.counts.refused > 0
                        ? t(how.all ? 'import.noneUntil' : 'import.restStays')
                        : ''}
                </span>
              </>
            ) : (
              <GoButton to={`/r/${register.name}`}>
                {t('import.toList', { what: register.plural.toLowerCase() })}
              </GoButton>
            )}
          </div>
        </Card>
      )}
    </div>
  )
}

function Progress({ step: { step, done, of } }: { step: Step }) {
  const t = useWords()
  return (
    <div className={css.progress} role="status">
      <span>{of > 0 ? t(`import.${step}`, { done, of }) : t('import.sending')}</span>
      {of > 0 && step === 'land' ? <progress value={done} max={of} /> : <progress />}
    </div>
  )
}
