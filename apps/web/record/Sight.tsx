/** Why can I see this? By which clearance each part of the record is open; and the way to see it with other eyes. */
import { lazy, Suspense, useState } from 'react'
import { useHere } from '../api/hooks.ts'
import { useViewAs } from '../api/moment.ts'
import { type Because, useSight } from '../api/trust.ts'
import type { RecordView, RegisterView } from '../api/types.ts'
import { dayIn, useFormat } from '../format.ts'
import { Button } from '../parts/Button.tsx'
import { Card } from '../parts/Card.tsx'
import { GoRecord } from '../parts/Go.tsx'
import { IconBadge, IconEye, IconEyeOff, IconLock } from '../parts/icons.ts'
import { Skeleton, When } from '../parts/Rest.tsx'
import { usePersonTitle } from '../parts/usePersonTitle.ts'
import { useWords } from '../words.tsx'
import css from './Beside.module.css'

const ViewAs = lazy(() => import('./ViewAs.tsx'))

export function Sight({ register, record }: { register: RegisterView; record: RecordView }) {
  const t = useWords()
  const { person } = useHere()
  const { as } = useViewAs()
  const sight = useSight(register.name, record.id)
  const title = usePersonTitle()(person.id, person.title)
  const [choosing, setChoosing] = useState(false)
  const where = (unit: string, caption?: string): string =>
    unit === '*' ? t('why.everywhere') : (caption ?? t('why.oneUnit'))
  return (
    <Card title={t('why.title')}>
      <When query={sight} skeleton={<Skeleton lines={4} />}>
        {({ facets, barred }) => (
          <ul className={css.why}>
            <li>
              <IconBadge size={16} stroke={1.6} aria-hidden />
              <span>{t('why.who', { person: title })}</span>
            </li>
            {facets.map((facet) => (
              <li key={`${facet.label}${facet.unit}`}>
                <IconLock size={16} stroke={1.6} aria-hidden />
                <div className={css.parts}>
                  <span>
                    {t('why.part', {
                      label: t(`label.${facet.label}`),
                      where: where(facet.unit, facet.unitCaption),
                    })}{' '}
                    <Fields register={register} label={facet.label} />
                  </span>
                  {facet.because.map((one) => (
                    <Reason
                      key={`${one.kind}${one.label}${one.unit}${one.entry ?? ''}`}
                      reason={one}
                      where={where(one.unit, one.unitCaption)}
                    />
                  ))}
                </div>
              </li>
            ))}
            {barred && barred.length > 0 && (
              <li>
                <IconEyeOff size={16} stroke={1.6} aria-hidden />
                <span>
                  {t('why.barred', {
                    units: barred.map(({ unit, caption }) => caption ?? where(unit)).join(', '),
                  })}
                </span>
              </li>
            )}
            <li>
              <IconEye size={16} stroke={1.6} aria-hidden />
              <span className={css.quiet}>{t('why.above')}</span>
            </li>
          </ul>
        )}
      </When>
      {!as && (
        <p className={css.as} data-print="no">
          <Button
            size="small"
            aria-haspopup="dialog"
            icon={<IconEye size={16} stroke={1.75} aria-hidden />}
            onClick={() => setChoosing(true)}
          >
            {t('as.button')}
          </Button>
        </p>
      )}
      {choosing && (
        <Suspense>
          <ViewAs onClose={() => setChoosing(false)} />
        </Suspense>
      )}
    </Card>
  )
}

/** Which fields lie in a part that is marked otherwise than the register. */
function Fields({ register, label }: { register: RegisterView; label: string }) {
  const own = Object.values(register.fields).filter((field) => field.label === label)
  if (label === register.label || own.length === 0) return null
  return <span className={css.quiet}>({own.map(({ title }) => title).join(', ')})</span>
}

function Reason({ reason, where }: { reason: Because; where: string }) {
  const t = useWords()
  const format = useFormat()
  const { zone } = useHere().mission
  const said = t(`why.by.${reason.kind}`, { label: t(`label.${reason.label}`), where })
  const register = reason.kind === 'emergency' ? 'emergency' : 'clearance'
  return (
    <span className={css.because}>
      {reason.record && reason.kind !== 'own' ? (
        <GoRecord register={register} id={reason.record}>
          {said}
        </GoRecord>
      ) : (
        said
      )}
      {reason.entry !== undefined && ` · ${t('why.entry', { seq: reason.entry })}`}
      {reason.until &&
        ` · ${t('why.until', {
          date:
            reason.kind === 'emergency'
              ? format.instant(reason.until, zone)
              : // The end is the first instant that is no longer covered.
                format.when(dayIn(Date.parse(reason.until) - 1, zone)),
        })}`}
    </span>
  )
}
