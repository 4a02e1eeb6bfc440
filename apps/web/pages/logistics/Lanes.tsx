/** The four lanes of the board. Fit and expected are plates; what is not fit is grouped by what it lacks; off the road, the longest first. */
import { createContext, useContext, useState } from 'react'
import type { VehicleFit } from '../../api/force.ts'
import { useRegister } from '../../api/hooks.ts'
import { useMoment } from '../../api/moment.ts'
import { useFormat } from '../../format.ts'
import { daysBetween } from '../../frame/days.ts'
import { Card } from '../../parts/Card.tsx'
import { StateChip } from '../../parts/Chip.tsx'
import { Go, GoRecord, recordPath } from '../../parts/Go.tsx'
import { usePhone } from '../../parts/usePhone.ts'
import { useTerm, useWords } from '../../words.tsx'
import { byLack, type Count, type Lane, lanes } from './board.ts'
import css from './logistics.module.css'
import taps from './taps.module.css'
import { tapVerbs } from './taps.ts'
import { VehicleSheet } from './VehicleSheet.tsx'

type Props = {
  board: Record<Lane, VehicleFit[]>
  refs: Readonly<Record<string, string>>
  day: string
  hasTask: boolean
  /** How many there are, of which the board may hold fewer. */
  counts: Count
  lacks: Readonly<Record<string, number>>
}

/** Opens a vehicle under the thumb, with a verb or without; absent where its page is opened instead. */
type Tap = (vehicle: VehicleFit, verb?: string) => void
const tapping = createContext<Tap | undefined>(undefined)

/** On a phone, now, for whoever may change a vehicle's state. */
function useTaps(tap: Tap): Tap | undefined {
  const phone = usePhone()
  const moment = useMoment()
  const register = useRegister('vehicle')
  const mayAny = register?.states.some((state) => tapVerbs(register, state).length > 0)
  return phone && moment.isNow && mayAny ? tap : undefined
}

/** A vehicle by its plate: under the thumb it opens where its state is changed, else its own page. */
function Plate({ one, look }: { one: VehicleFit; look: 'plate' | 'name' }) {
  const term = useTerm()
  const tap = useContext(tapping)
  return tap ? (
    <button
      type="button"
      className={look === 'plate' ? taps.plate : taps.name}
      onClick={() => tap(one)}
    >
      {one.plate}
    </button>
  ) : (
    <GoRecord
      register="vehicle"
      id={one.record}
      className={css[look]}
      title={term('choice.vehicle.type', one.type)}
    >
      {one.plate}
    </GoRecord>
  )
}

export function Lanes({ board, refs, day, hasTask, counts, lacks }: Props) {
  const t = useWords()
  const [tapped, setTapped] = useState<{ vehicle: VehicleFit; verb: string | undefined }>()
  const tap = useTaps((vehicle, verb) => setTapped({ vehicle, verb }))
  const aside = (lane: Lane): string => t('logistics.vehicles', { count: counts[lane] })
  const hidden = lanes.reduce(
    (sum, lane) => sum + Math.max(0, counts[lane] - board[lane].length),
    0,
  )
  return (
    <tapping.Provider value={tap}>
      {tapped && (
        <VehicleSheet
          vehicle={tapped.vehicle}
          first={tapped.verb}
          onClose={() => setTapped(undefined)}
        />
      )}
      <div className={css.lanes}>
        <div className={css.stack}>
          <Card title={t('logistics.lane.offRoad')} aside={aside('offRoad')}>
            <OffRoad list={board.offRoad} refs={refs} day={day} />
          </Card>
          <Card title={t('logistics.lane.expected')} aside={aside('expected')}>
            <Plates list={board.expected} none={t('logistics.noneExpected')} />
          </Card>
        </div>
        <div className={css.stack}>
          {hasTask && (
            <Card title={t('logistics.lane.unfit')} aside={aside('unfit')}>
              <Unfit list={board.unfit} lacks={lacks} />
            </Card>
          )}
          <Card
            title={t(hasTask ? 'logistics.lane.fit' : 'logistics.lane.serviceable')}
            aside={aside('fit')}
          >
            <Plates list={board.fit} none={t('logistics.noneFit')} />
          </Card>
        </div>
      </div>
      {hidden > 0 && (
        <p className={css.filtered}>
          {t('logistics.hidden', { count: hidden })}{' '}
          <Go to="/r/vehicle">{t('logistics.toVehicles')}</Go>
        </p>
      )}
    </tapping.Provider>
  )
}

const FEW = { wide: 60, phone: 18 }

function Plates({ list, none }: { list: readonly VehicleFit[]; none: string }) {
  const t = useWords()
  const phone = usePhone()
  const [all, setAll] = useState(false)
  if (list.length === 0) return <p className={css.quiet}>{none}</p>
  const shown = all ? list : list.slice(0, FEW[phone ? 'phone' : 'wide'])
  return (
    <ul className={css.plates}>
      {shown.map((one) => (
        <li key={one.record}>
          <Plate one={one} look="plate" />
        </li>
      ))}
      {list.length > shown.length && (
        <li>
          <button type="button" className={css.more} onClick={() => setAll(true)}>
            {t('table.more', { count: list.length - shown.length })}
          </button>
        </li>
      )}
    </ul>
  )
}

function Unfit({ list, lacks }: { list: readonly VehicleFit[]; lacks: Props['lacks'] }) {
  const t = useWords()
  const term = useTerm()
  if (list.length === 0) return <p className={css.quiet}>{t('logistics.noneUnfit')}</p>
  return (
    <div className={css.lacks}>
      {byLack(list, lacks).map(({ lack, count, items }) => (
        <section key={lack} aria-label={term('lack', lack)}>
          <h3>
            <StateChip tone="limited">{term('lack', lack)}</StateChip>
            <span>{t('logistics.vehicles', { count })}</span>
          </h3>
          <Plates list={items} none="" />
        </section>
      ))}
    </div>
  )
}

const LONG = 14

function OffRoad({
  list,
  refs,
  day,
}: {
  list: readonly VehicleFit[]
  refs: Props['refs']
  day: string
}) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const register = useRegister('vehicle')
  const tap = useContext(tapping)
  const mayRelease = register?.may.includes('release') ?? false
  const [all, setAll] = useState(false)
  if (list.length === 0) return <p className={css.quiet}>{t('logistics.noneOff')}</p>
  const shown = all ? list : list.slice(0, LONG)
  return (
    <>
      <ul className={css.off}>
        {shown.map((one) => {
          const days = one.since ? daysBetween(one.since.slice(0, 10), day) : null
          return (
            <li key={one.record}>
              <span className={css.days}>
                {days === null ? '—' : format.number(days)}
                <small>
                  {days === null
                    ? t('logistics.sinceUnknown')
                    : t('logistics.daysWord', { count: days })}
                </small>
              </span>
              <span className={css.what}>
                <span>
                  <Plate one={one} look="name" /> {term('choice.vehicle.type', one.type)}
                  {one.base && ` · ${refs[one.base] ?? one.base}`}
                </span>
                <small>
                  {one.awaits ? (
                    <GoRecord register="workOrder" id={one.awaits.record}>
                      {t(one.awaits.on ? 'logistics.awaitsOn' : 'logistics.awaits', {
                        part: one.awaits.part,
                        date: one.awaits.on ? format.when(one.awaits.on) : '',
                      })}
                    </GoRecord>
                  ) : (
                    t('logistics.awaitsNothing')
                  )}
                  {one.since &&
                    ` · ${t('logistics.since', { date: format.when(one.since.slice(0, 10)) })}`}
                </small>
                {one.breakdown?.inDanger === 'yes' && (
                  <GoRecord register="breakdown" id={one.breakdown.record} className={css.danger}>
                    <StateChip tone="out">{t('logistics.inDanger')}</StateChip>
                  </GoRecord>
                )}
              </span>
              {mayRelease && one.state === 'inRepair' && tap && (
                <button
                  type="button"
                  className={css.act}
                  aria-label={t('logistics.releaseOne', { plate: one.plate })}
                  onClick={() => tap(one, 'release')}
                >
                  {t('logistics.release')}
                </button>
              )}
              {mayRelease && one.state === 'inRepair' && !tap && (
                <Go
                  to={`${recordPath('vehicle', one.record)}/release`}
                  className={css.act}
                  aria-label={t('logistics.releaseOne', { plate: one.plate })}
                >
                  {t('logistics.release')}
                </Go>
              )}
            </li>
          )
        })}
      </ul>
      {list.length > shown.length && (
        <button type="button" className={css.more} onClick={() => setAll(true)}>
          {t('table.more', { count: list.length - shown.length })}
        </button>
      )}
    </>
  )
}
