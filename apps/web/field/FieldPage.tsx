/** The forms for a thumb, each one tap away; those that whoever looks may send come first, and each prints as a blank. */
import { useRegisters } from '../api/hooks.ts'
import { PageHead } from '../parts/Card.tsx'
import { Go } from '../parts/Go.tsx'
import { IconAlert, IconCheck, IconStamp, IconTruck, IconUsers } from '../parts/icons.ts'
import { ErrorPanel, Skeleton } from '../parts/Rest.tsx'
import { useWords } from '../words.tsx'
import { useExpected, useGate, useVehicles, useVisits } from './answers.ts'
import css from './field.module.css'
import { type FormName, forms, mayUse } from './forms.ts'

const icons = {
  strength: IconUsers,
  vehicle: IconTruck,
  inspection: IconStamp,
  gate: IconCheck,
  incident: IconAlert,
} as const

export default function FieldPage() {
  const t = useWords()
  const registers = useRegisters()
  if (!registers.data)
    return registers.error ? (
      <ErrorPanel error={registers.error} />
    ) : (
      <Skeleton lines={5} height={72} />
    )
  const { items } = registers.data
  const mine = forms.filter((form) => mayUse(form, items))
  const others = forms.filter((form) => !mayUse(form, items))
  return (
    <div className={css.page}>
      <PageHead title={t('thumb.title')} question={t('thumb.question')} />
      {mine.length > 0 && (
        <ul className={css.index}>
          {mine.map((form) => (
            <Entry key={form} form={form} />
          ))}
        </ul>
      )}
      <h2 className={css.label}>{t('thumb.blanks')}</h2>
      <p className={css.help}>{t('thumb.blanksHelp')}</p>
      <ul className={css.blanks}>
        {[...mine, ...others].map((form) => (
          <li key={form}>
            <Go to={`/field/${form}/blank`}>{t(`thumb.${form}`)}</Go>
          </li>
        ))}
      </ul>
      <Kept forms={mine} />
    </div>
  )
}

function Entry({ form }: { form: FormName }) {
  const t = useWords()
  const Icon = icons[form]
  return (
    <li>
      <Go to={`/field/${form}`} className={css.entry}>
        <Icon size={28} stroke={1.5} aria-hidden />
        <span>
          <b>{t(`thumb.${form}`)}</b>
          <small>{t(`thumb.${form}.about`)}</small>
        </span>
      </Go>
    </li>
  )
}

/** Asks for what the forms are filled with while there is a line, so that they open where there is none. */
function Kept({ forms: mine }: { forms: readonly FormName[] }) {
  return (
    <>
      {mine.includes('strength') && <KeptStrength />}
      {(mine.includes('vehicle') || mine.includes('inspection')) && <KeptVehicles />}
      {mine.includes('inspection') && <KeptVisits />}
      {mine.includes('gate') && <KeptGate />}
    </>
  )
}
function KeptStrength() {
  useExpected()
  return null
}
function KeptVehicles() {
  useVehicles()
  return null
}
function KeptVisits() {
  useVisits()
  return null
}
function KeptGate() {
  useGate()
  return null
}
