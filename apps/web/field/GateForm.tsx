/**
 * The gate of a patrol: go or no-go by what its task needs and its vehicles and crew have. What lacks is named; it goes, is turned
 * back with a reason, or goes out unfit when somebody who may signs for it.
 */
import { useState } from 'react'
import { useRegister } from '../api/hooks.ts'
import { useFormat } from '../format.ts'
import { Button } from '../parts/Button.tsx'
import { Empty } from '../parts/Rest.tsx'
import { useTerm, useWords } from '../words.tsx'
import { type Gate, type PatrolAtGate, useGate } from './answers.ts'
import {
  crewAt,
  crewNeeded,
  lacksAt,
  needsMedic,
  type Party,
  partyOf,
  refusedFor,
  vehicleLacks,
} from './atGate.ts'
import { FieldFrame } from './FieldFrame.tsx'
import css from './field.module.css'
import { Foot, Question, Said, Stepper, Taps } from './Taps.tsx'
import { useDeed } from './useDeed.ts'

export default function GateForm() {
  const t = useWords()
  const format = useFormat()
  const asked = useGate()
  const deed = useDeed()
  const [record, setRecord] = useState<string>()
  const gate = asked.data
  const chosen = gate?.items.find((one) => one.record === record)
  return (
    <FieldFrame
      form="gate"
      deed={deed}
      waits={asked.isPending}
      error={gate ? undefined : asked.error}
      onAgain={() => setRecord(undefined)}
    >
      {gate && chosen ? (
        <Checking
          key={chosen.record}
          gate={gate}
          patrol={chosen}
          deed={deed}
          onBack={() => setRecord(undefined)}
        />
      ) : gate && gate.items.length > 0 ? (
        <Question title={t('thumb.whichPatrol')}>
          <Taps
            wide
            taps={gate.items.map((one) => {
              const lacks = lacksAt(gate, one, partyOf(one))
              return {
                value: one.record,
                title: one.title,
                note: `${format.when(one.plannedOn)} · ${
                  lacks.length === 0
                    ? t('thumb.go')
                    : t('thumb.noGo', { what: lacks.map((lack) => t(`lack.${lack}`)).join(', ') })
                }`,
                tone: lacks.length === 0 ? 'fit' : 'limited',
              }
            })}
            onTap={setRecord}
          />
        </Question>
      ) : (
        <Empty title={t('thumb.noPatrols')} why={t('thumb.noPatrolsWhy')} />
      )}
    </FieldFrame>
  )
}

function Checking({
  gate,
  patrol,
  deed,
  onBack,
}: {
  gate: Gate
  patrol: PatrolAtGate
  deed: ReturnType<typeof useDeed>
  onBack: () => void
}) {
  const t = useWords()
  const term = useTerm()
  const register = useRegister('patrol')
  const planned = partyOf(patrol)
  const [party, setParty] = useState<Party>(planned)
  const [asked, setAsked] = useState<'turning' | 'signing'>()
  const turning = asked === 'turning'
  const lacks = lacksAt(gate, patrol, party)
  // Once nothing lacks, nobody need sign.
  const signing = asked === 'signing' && lacks.length > 0
  const [reason, setReason] = useState<string>()
  const [because, setBecause] = useState('')
  const plate = (id: string): string => gate.vehicles[id]?.plate ?? t('notAvailable')
  const may = register?.may ?? []
  const changed =
    party.vehicles.length !== planned.vehicles.length
      ? { vehicles: party.vehicles }
      : ({} as Record<string, unknown>)
  const input = {
    ...changed,
    ...(party.crew !== planned.crew ? { crew: party.crew } : {}),
    ...(party.medics !== planned.medics ? { medics: party.medics } : {}),
  }
  const leave = (verb: 'sendOut' | 'sendUnfit') =>
    void deed.act({
      register: 'patrol',
      record: patrol.record,
      verb,
      input: { leftAt: new Date().toISOString().replace(/\.\d+Z$/, 'Z'), ...input },
      ...(verb === 'sendUnfit' ? { because: because.trim() } : {}),
    })
  const named = crewAt(gate, patrol, party)
  const said = lacks.map((lack) => t(`lack.${lack}`)).join(', ')
  const why = reason ?? refusedFor(lacks)
  const crew = crewNeeded(gate, patrol, party)
  const toggle = (id: string): void =>
    setParty((before) => ({
      ...before,
      vehicles: before.vehicles.includes(id)
        ? before.vehicles.filter((one) => one !== id)
        : patrol.vehicles.filter((one) => one === id || before.vehicles.includes(one)),
    }))
  return (
    <>
      <Question
        title={patrol.title}
        help={[
          gate.needs[patrol.configuration ?? '']?.name,
          gate.refs[patrol.base ?? ''],
          gate.refs[patrol.contingent ?? ''],
        ]
          .filter(Boolean)
          .join(' · ')}
      >
        <p className={css.verdict} data-tone={lacks.length === 0 ? 'fit' : 'out'} role="status">
          {lacks.length === 0 ? t('thumb.go') : t('thumb.noGo', { what: said })}
        </p>
        <p className={css.label}>{t('thumb.vehiclesThatGo')}</p>
        <div className={css.taps}>
          {patrol.vehicles.map((id) => {
            const own = vehicleLacks(gate, patrol, id)
            const goes = party.vehicles.includes(id)
            return (
              <button
                key={id}
                type="button"
                className={css.tap}
                aria-pressed={goes}
                data-tone={goes && own.length > 0 ? 'limited' : undefined}
                onClick={() => toggle(id)}
              >
                <b>{plate(id)}</b>
                <span>
                  {!goes
                    ? t('thumb.stays')
                    : own.length === 0
                      ? t('thumb.fit')
                      : own.map((lack) => t(`lack.${lack}`)).join(', ')}
                </span>
              </button>
            )
          })}
        </div>
        <Stepper
          label={t('thumb.crew')}
          value={party.crew}
          most={1000}
          onChange={(value) => setParty((before) => ({ ...before, crew: value }))}
        />
        <Stepper
          label={t('thumb.medics')}
          value={party.medics}
          most={100}
          onChange={(value) => setParty((before) => ({ ...before, medics: value }))}
        />
        {named.length > 0 && (
          <>
            <p className={css.label}>{t('thumb.crewList', { count: named.length })}</p>
            <ul className={css.crew}>
              {named.map((one) => (
                <li key={one.id} data-tone={one.lacks.length > 0 ? 'limited' : undefined}>
                  <b>{one.serviceNumber ?? t('notAvailable')}</b>
                  <span>
                    {one.lacks.length === 0
                      ? t('thumb.goes')
                      : one.lacks.map((lack) => t(`lack.${lack}`)).join(', ')}
                  </span>
                </li>
              ))}
            </ul>
          </>
        )}
        <Said
          lines={[
            ...(crew > 0 ? [{ what: t('thumb.crewNeeded'), is: crew }] : []),
            ...(needsMedic(gate, patrol) ? [{ what: t('thumb.medicNeeded'), is: 1 }] : []),
          ]}
        />
      </Question>
      {turning && (
        <Question follows title={t('thumb.whyTurned')}>
          <Taps
            taps={(register?.fields.refusedFor?.options ?? []).map((one) => ({
              value: one,
              title: term('choice.patrol.refusedFor', one),
            }))}
            value={why}
            onTap={setReason}
          />
        </Question>
      )}
      {signing && (
        <Question
          follows
          title={t('thumb.whyUnfit')}
          help={t('thumb.whyUnfitHelp', { what: said })}
        >
          <textarea
            className={css.find}
            rows={3}
            maxLength={500}
            aria-label={t('thumb.whyUnfit')}
            value={because}
            onChange={(event) => setBecause(event.currentTarget.value)}
          />
        </Question>
      )}
      <Foot>
        {turning ? (
          <Button
            look="filled"
            disabled={deed.sending}
            onClick={() =>
              void deed.act({
                register: 'patrol',
                record: patrol.record,
                verb: 'refuse',
                input: { refusedFor: why },
                because:
                  lacks.length > 0 && reason === undefined
                    ? t('thumb.lacked', { what: said })
                    : t('thumb.turnedFor', { what: term('choice.patrol.refusedFor', why) }),
              })
            }
          >
            {t('thumb.turnBack')}
          </Button>
        ) : signing ? (
          <Button
            look="filled"
            disabled={deed.sending || because.trim() === ''}
            onClick={() => leave('sendUnfit')}
          >
            {t('thumb.signUnfit')}
          </Button>
        ) : (
          <>
            {lacks.length === 0 && may.includes('sendOut') && (
              <Button look="filled" disabled={deed.sending} onClick={() => leave('sendOut')}>
                {t('thumb.sendOut')}
              </Button>
            )}
            {may.includes('refuse') && (
              <Button
                look={lacks.length === 0 ? 'plain' : 'filled'}
                disabled={deed.sending}
                onClick={() => setAsked('turning')}
              >
                {t('thumb.turnBackAsk')}
              </Button>
            )}
            {lacks.length > 0 && may.includes('sendUnfit') && (
              <Button onClick={() => setAsked('signing')}>{t('thumb.sendUnfit')}</Button>
            )}
          </>
        )}
        <Button look="bare" onClick={turning || signing ? () => setAsked(undefined) : onBack}>
          {t(turning || signing ? 'thumb.back' : 'thumb.otherPatrol')}
        </Button>
      </Foot>
    </>
  )
}
