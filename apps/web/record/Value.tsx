/** The value of a field as it is read: one way for each control. Not known is a dash; a name nobody may see says so. */
import type { ReactNode } from 'react'
import type { Control, FieldView, Place, Refs } from '../api/types.ts'
import { GoRecord } from '../parts/Go.tsx'
import { IconExternal } from '../parts/icons.ts'
import { DateText, MoneyText, NumberText, Unknown } from '../parts/Text.tsx'
import { unitWord } from '../parts/unit.ts'
import { useWhoIs } from '../parts/usePersonTitle.ts'
import { useTerm, useWords } from '../words.tsx'
import css from './Value.module.css'
import { Written } from './Written.tsx'

export type Shown = {
  register: string
  name: string
  field: FieldView
  value: unknown
  refs?: Refs | undefined
  /** In a table: one line, shortened. */
  short?: boolean
}

const drawn: Record<Control, (shown: Shown) => ReactNode> = {
  text: ({ value, field }) => (field.isSigned ? <Who id={value} /> : String(value)),
  longText: (shown) =>
    shown.short ? (
      <span className={css.short}>
        <Written text={String(shown.value)} />
      </span>
    ) : (
      <span className={css.long}>
        <Written text={String(shown.value)} />
      </span>
    ),
  number: ({ value, field, short }) =>
    // A year is no amount: it has no thousands.
    field.unit === 'year' ? (
      String(value)
    ) : (
      <>
        <NumberText value={value as number} />
        {!short && field.unit && <Unit unit={field.unit} />}
      </>
    ),
  money: ({ value }) => <MoneyText value={value as { minor: number; currency: string }} />,
  date: ({ value }) => (
    <span className={css.date}>
      <DateText when={String(value)} />
    </span>
  ),
  choice: (shown) => <Choice {...shown} one={String(shown.value)} />,
  choices: (shown) =>
    (shown.value as string[]).map((one, i) => (
      <span key={one}>
        {i > 0 && ', '}
        <Choice {...shown} one={one} />
      </span>
    )),
  reference: (shown) => <Names {...shown} />,
  place: ({ value }) => <PlaceText place={value as Place} />,
  flag: ({ value }) => <Flag is={value === true} />,
  link: ({ value, short }) => <Outside address={String(value)} short={short ?? false} />,
}

export function Value(shown: Shown) {
  const { value } = shown
  if (
    value === undefined ||
    value === null ||
    value === '' ||
    (Array.isArray(value) && value.length === 0)
  )
    return <Unknown />
  return drawn[shown.field.control](shown)
}

function Choice({ register, name, one }: Shown & { one: string }) {
  const term = useTerm()
  const said = term(`choice.${register}.${name}`, one)
  return <>{said.charAt(0).toUpperCase() + said.slice(1)}</>
}

function Unit({ unit }: { unit: string }) {
  return <span className={css.unit}> {unitWord(useWords(), unit)}</span>
}

/** A member by what the mission calls them. */
function Who({ id }: { id: unknown }) {
  return <>{useWhoIs()(id)}</>
}

function Flag({ is }: { is: boolean }) {
  const t = useWords()
  return <>{t(is ? 'yes' : 'no')}</>
}

const FEW = 12

function Names({ value, refs, short }: Shown) {
  const t = useWords()
  const ids = [value].flat() as string[]
  if (short && ids.length > 1) return <>{t('records', { count: ids.length })}</>
  return (
    <span className={css.names}>
      {ids.slice(0, FEW).map((id) => {
        const found = refs?.[id]
        return found ? (
          <GoRecord key={id} register={found.register} id={id} className={short ? css.short : ''}>
            {found.caption}
          </GoRecord>
        ) : (
          <span key={id} className={css.hidden}>
            {t('notAvailable')}
          </span>
        )
      })}
      {ids.length > FEW && (
        <span className={css.hidden}>{t('andMore', { count: ids.length - FEW })}</span>
      )}
    </span>
  )
}

export function PlaceText({ place }: { place: Place }) {
  const t = useWords()
  return (
    <span>
      {place.name ?? place.pcode ?? t('place.noName')}
      <span className={css.unit}> {t(`place.${place.precision}`)}</span>
    </span>
  )
}

/** Only web addresses lead anywhere; anything else a source gave as its address stays text. */
function Outside({ address, short }: { address: string; short: boolean }) {
  const t = useWords()
  if (!/^https?:\/\//i.test(address)) return <>{address}</>
  const shown = short ? new URL(address).hostname : address
  return (
    <a href={address} rel="noreferrer noopener" target="_blank" className={css.outside}>
      {shown} <IconExternal size={13} stroke={2} aria-label={t('opensOutside')} />
    </a>
  )
}

/** Numbers and money stand at the right of their column. */
export const isNumeric = ({ control }: FieldView): boolean =>
  control === 'number' || control === 'money'
