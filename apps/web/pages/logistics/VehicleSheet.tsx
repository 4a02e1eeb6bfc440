/**
 * A vehicle's state in three taps: the vehicle, its new state, confirm. Only what the verb cannot do without is asked for, and
 * has a first answer; all its other fields are on the record's own page.
 */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { uuid7 } from '../../api/client.ts'
import type { VehicleFit } from '../../api/force.ts'
import { useMission, useRecord, useRegister } from '../../api/hooks.ts'
import { useSend } from '../../outbox/send.ts'
import { Button } from '../../parts/Button.tsx'
import { RecordState } from '../../parts/Chip.tsx'
import { Go, recordPath } from '../../parts/Go.tsx'
import { ErrorPanel } from '../../parts/Rest.tsx'
import { Sheet } from '../../parts/Sheet.tsx'
import { verbTitle } from '../../record/verbTitle.ts'
import { useTerm, useWords } from '../../words.tsx'
import css from './taps.module.css'
import { systems, tapVerbs } from './taps.ts'

export function VehicleSheet({
  vehicle,
  first,
  onClose,
}: {
  vehicle: VehicleFit
  /** A verb that was tapped already. */
  first: string | undefined
  onClose: () => void
}) {
  const t = useWords()
  const term = useTerm()
  const mission = useMission()
  const client = useQueryClient()
  const sendCommand = useSend()
  const register = useRegister('vehicle')
  const record = useRecord('vehicle', vehicle.record)
  const [verb, setVerb] = useState(first)
  const [fault, setFault] = useState('')
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const verbs = register ? tapVerbs(register, vehicle.state) : []
  const act = verb === undefined ? undefined : register?.verbs[verb]
  const to = act?.to ?? ''
  const send = async (): Promise<void> => {
    if (!record.data || verb === undefined) return
    setSending(true)
    setProblem(undefined)
    try {
      await sendCommand({
        register: 'vehicle',
        record: vehicle.record,
        verb,
        id: uuid7(),
        expects: record.data.seq,
        input: act?.needs?.includes('fault') ? { fault: fault || t('taps.unsaid') } : {},
      })
      await client.invalidateQueries({ queryKey: [mission.id] })
      onClose()
    } catch (cause) {
      setProblem(cause)
      setSending(false)
    }
  }
  return (
    <Sheet title={vehicle.plate} open onClose={onClose}>
      <div className={css.sheet}>
        <p className={css.now}>
          <RecordState state={vehicle.state} register="vehicle" />{' '}
          {term('choice.vehicle.type', vehicle.type)}
        </p>
        <fieldset className={css.verbs}>
          <legend>{t('taps.choose')}</legend>
          {verbs.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === verb}
              onClick={() => setVerb(one)}
            >
              <b>{verbTitle(t, one, register?.verbs[one])}</b>
              <span>{term('state.vehicle', register?.verbs[one]?.to ?? '')}</span>
            </button>
          ))}
          {verbs.length === 0 && <p>{t('taps.none')}</p>}
        </fieldset>
        {act?.needs?.includes('fault') && (
          <fieldset className={css.faults}>
            <legend>{t('taps.fault')}</legend>
            {systems.map((one) => {
              const word = term('choice.breakdown.system', one)
              return (
                <button
                  key={one}
                  type="button"
                  aria-pressed={fault === word}
                  onClick={() => setFault(fault === word ? '' : word)}
                >
                  {word}
                </button>
              )
            })}
            <p>{fault === '' ? t('taps.unsaidHelp') : ''}</p>
          </fieldset>
        )}
        {problem !== undefined && <ErrorPanel error={problem} />}
        {record.error && <ErrorPanel error={record.error} />}
        {verb !== undefined && (
          <Button
            look="filled"
            className={css.confirm}
            disabled={sending || !record.data}
            onClick={() => void send()}
          >
            {sending
              ? t('form.sending')
              : t('taps.confirm', {
                  plate: vehicle.plate,
                  state: term('state.vehicle', to),
                })}
          </Button>
        )}
        <p className={css.more}>
          <Go to={recordPath('vehicle', vehicle.record)}>{t('taps.record')}</Go>
        </p>
      </div>
    </Sheet>
  )
}
