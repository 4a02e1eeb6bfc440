/** A vehicle's state in three taps: which vehicle, what it is now, confirm. What failed may be tapped beside. */
import { useState } from 'react'
import { useRegister } from '../api/hooks.ts'
import { systems, tapVerbs } from '../pages/logistics/taps.ts'
import { Button } from '../parts/Button.tsx'
import { Empty } from '../parts/Rest.tsx'
import { verbTitle } from '../record/verbTitle.ts'
import { useTerm, useWords } from '../words.tsx'
import { type Tapped, useVehicles } from './answers.ts'
import { FieldFrame } from './FieldFrame.tsx'
import css from './field.module.css'
import { Foot, Question, Taps } from './Taps.tsx'
import { useDeed } from './useDeed.ts'

/** More than these are found by their plate. */
const shown = 24
const tones = { ready: 'fit', inRepair: 'limited' } as const

export default function VehicleForm() {
  const t = useWords()
  const term = useTerm()
  const asked = useVehicles()
  const deed = useDeed()
  const [record, setRecord] = useState<string>()
  const [find, setFind] = useState('')
  const { items = [], refs = {} } = asked.data ?? {}
  const chosen = items.find((one) => one.record === record)
  const wanted = find.trim().toLowerCase()
  const found = items.filter(({ plate, base }) =>
    `${plate} ${refs[base ?? ''] ?? ''}`.toLowerCase().includes(wanted),
  )
  return (
    <FieldFrame
      form="vehicle"
      deed={deed}
      waits={asked.isPending}
      error={asked.data ? undefined : asked.error}
      onAgain={() => setRecord(undefined)}
    >
      {chosen ? (
        <State
          key={chosen.record}
          vehicle={chosen}
          deed={deed}
          onBack={() => setRecord(undefined)}
        />
      ) : items.length === 0 ? (
        <Empty title={t('thumb.noVehicles')} />
      ) : (
        <Question title={t('thumb.whichVehicle')}>
          {items.length > shown && (
            <input
              type="search"
              className={css.find}
              aria-label={t('thumb.findPlate')}
              placeholder={t('thumb.findPlate')}
              value={find}
              onChange={(event) => setFind(event.currentTarget.value)}
            />
          )}
          <Taps
            taps={found.slice(0, shown).map((one) => ({
              value: one.record,
              title: one.plate,
              note: term('state.vehicle', one.state),
              ...(one.state in tones ? { tone: tones[one.state as keyof typeof tones] } : {}),
            }))}
            onTap={setRecord}
          />
          {found.length > shown && (
            <p className={css.help}>{t('thumb.moreVehicles', { count: found.length - shown })}</p>
          )}
          {found.length === 0 && <p className={css.help}>{t('thumb.noPlate')}</p>}
        </Question>
      )}
    </FieldFrame>
  )
}

function State({
  vehicle,
  deed,
  onBack,
}: {
  vehicle: Tapped
  deed: ReturnType<typeof useDeed>
  onBack: () => void
}) {
  const t = useWords()
  const term = useTerm()
  const register = useRegister('vehicle')
  const verbs = register ? tapVerbs(register, vehicle.state) : []
  const [verb, setVerb] = useState<string>()
  const [fault, setFault] = useState('')
  const act = verb === undefined ? undefined : register?.verbs[verb]
  const needsFault = act?.needs?.includes('fault') ?? false
  return (
    <>
      <Question
        title={t('thumb.vehicleNow', { plate: vehicle.plate })}
        help={t('thumb.vehicleIs', {
          state: term('state.vehicle', vehicle.state),
          type: term('choice.vehicle.type', vehicle.type),
        })}
      >
        <Taps
          taps={verbs.map((one) => ({
            value: one,
            title: verbTitle(t, one, register?.verbs[one]),
            note: term('state.vehicle', register?.verbs[one]?.to ?? ''),
          }))}
          value={verb}
          onTap={setVerb}
        />
        {verbs.length === 0 && <p className={css.help}>{t('taps.none')}</p>}
        {needsFault && (
          <>
            <p className={css.label}>{t('taps.fault')}</p>
            <Taps
              taps={systems.map((one) => {
                const word = term('choice.breakdown.system', one)
                return { value: word, title: word }
              })}
              value={fault}
              onTap={(word) => setFault(word === fault ? '' : word)}
            />
          </>
        )}
      </Question>
      <Foot>
        {verb !== undefined && (
          <Button
            look="filled"
            disabled={deed.sending}
            onClick={() =>
              void deed.act({
                register: 'vehicle',
                record: vehicle.record,
                verb,
                input: needsFault ? { fault: fault || t('taps.unsaid') } : {},
              })
            }
          >
            {t('taps.confirm', {
              plate: vehicle.plate,
              state: term('state.vehicle', act?.to ?? ''),
            })}
          </Button>
        )}
        <Button look="bare" onClick={onBack}>
          {t('thumb.otherVehicle')}
        </Button>
      </Foot>
    </>
  )
}
