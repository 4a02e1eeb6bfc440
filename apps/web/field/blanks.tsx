/** What each of the five sheets asks for, in the words of its register. Names that the record knows are printed in. */
import type { ReactNode } from 'react'
import { useRegister, useRegisters } from '../api/hooks.ts'
import { systems } from '../pages/logistics/taps.ts'
import { Skeleton } from '../parts/Rest.tsx'
import { useTerm, useWords } from '../words.tsx'
import { useExpected, useVehicles } from './answers.ts'
import css from './blank.module.css'
import { Boxes, Lines, Numbered, Rule } from './blankParts.tsx'

/** Nothing is printed half: what is known is there, or it is known that it cannot be had. */
export function Whole({ children }: { children: ReactNode }) {
  const asked = [useRegisters(), useExpected(), useVehicles()]
  return asked.some(({ isPending }) => isPending) ? <Skeleton lines={10} height={24} /> : children
}

/** The words of a choice of a register. */
function useOptions(register: string): (field: string) => string[] {
  const term = useTerm()
  const view = useRegister(register)
  return (field) =>
    (view?.fields[field]?.options ?? []).map((one) => term(`choice.${register}.${field}`, one))
}

export function StrengthBlank() {
  const t = useWords()
  const options = useOptions('strengthReturn')
  const items = useExpected().data?.items ?? []
  const rows = Math.max(12, Math.min(18, items.length + 4))
  const why = options('differsFor')
  return (
    <Numbered
      heads={[t('blank.contingent'), t('blank.counted'), t('blank.time'), t('thumb.whyDiffers')]}
      rows={rows}
      known={Array.from({ length: rows }, (_, row) => [
        items[row]?.contingent.caption ?? '',
        '',
        '',
        <Boxes key="why" words={why} />,
      ])}
    />
  )
}

export function VehicleBlank() {
  const t = useWords()
  const term = useTerm()
  const vehicles = (useVehicles().data?.items ?? []).filter(({ state }) => state !== 'expected')
  const states = ['ready', 'inRepair'].map((one) => term('state.vehicle', one))
  // A few sites fit on a sheet; a whole fleet does not, and then plates are written.
  const plates = vehicles.length <= 20 ? vehicles : []
  return (
    <>
      <Numbered
        heads={[t('blank.plate'), t('blank.time'), t('blank.now'), t('blank.failed')]}
        rows={20}
        known={Array.from({ length: 20 }, (_, row) => [
          plates[row]?.plate ?? '',
          '',
          <Boxes key="now" words={states} />,
          '',
        ])}
      />
      <p className={css.note}>
        {t('blank.failedWith', {
          what: systems.map((one) => term('choice.breakdown.system', one)).join(', '),
        })}
      </p>
    </>
  )
}

export function InspectionBlank() {
  const t = useWords()
  const options = useOptions('inspection')
  return (
    <>
      <div className={css.who}>
        <Rule wide>{t('blank.contingent')}</Rule>
        <Rule>{t('blank.time')}</Rule>
      </div>
      <p className={css.ask}>{t('blank.kind')}</p>
      <Boxes words={options('kind')} />
      <Numbered
        heads={[t('blank.plateOrItem'), t('blank.seen'), t('blank.found')]}
        rows={12}
        known={Array.from({ length: 12 }, () => ['', <Boxes key="seen" words={['']} />, ''])}
      />
      <p className={css.ask}>{t('thumb.outcome')}</p>
      <Boxes words={options('outcome')} />
      <p className={css.ask}>{t('thumb.finding')}</p>
      <Lines count={4} />
      <div className={css.who}>
        <Rule wide>{t('blank.forMission')}</Rule>
        <Rule wide>{t('blank.forContributor')}</Rule>
      </div>
    </>
  )
}

export function GateBlank() {
  const t = useWords()
  const options = useOptions('patrol')
  return (
    <>
      <div className={css.who}>
        <Rule wide>{t('blank.patrol')}</Rule>
        <Rule>{t('blank.planned')}</Rule>
        <Rule>{t('blank.leftAt')}</Rule>
      </div>
      <Numbered
        heads={[
          t('blank.plate'),
          t('blank.runs'),
          t('blank.turret'),
          t('blank.radio'),
          t('blank.seats'),
          t('blank.fuel'),
        ]}
        rows={8}
        known={Array.from({ length: 8 }, () => [
          '',
          ...['runs', 'turret', 'radio'].map((key) => <Boxes key={key} words={['']} />),
          '',
          '',
        ])}
      />
      <div className={css.who}>
        <Rule>{t('thumb.crew')}</Rule>
        <Rule>{t('thumb.medics')}</Rule>
      </div>
      <p className={css.ask}>{t('blank.decision')}</p>
      <Boxes words={[t('thumb.go'), t('blank.turnedBack')]} />
      <p className={css.ask}>{t('thumb.whyTurned')}</p>
      <Boxes words={options('refusedFor')} />
      <Lines count={2} />
    </>
  )
}

export function IncidentBlank() {
  const t = useWords()
  const options = useOptions('incident')
  return (
    <ol className={css.blocks}>
      {[1, 2, 3].map((number) => (
        <li key={number}>
          <b className={css.count}>{number}</b>
          <div>
            <div className={css.who}>
              <Rule>{t('blank.when')}</Rule>
              <Rule wide>{t('blank.where')}</Rule>
            </div>
            <Boxes words={options('kind')} />
            <p className={css.ask}>{t('thumb.touches')}</p>
            <Boxes words={options('touches')} />
            <p className={css.ask}>{t('blank.inOneLine')}</p>
            <Lines count={2} />
          </div>
        </li>
      ))}
    </ol>
  )
}
