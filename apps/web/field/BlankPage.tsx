/**
 * The same five forms on paper: one sheet of A4 in the reader's language, with what the record knows printed in. Whoever fills it
 * in signs it; a clerk enters each numbered line later, on their behalf and with their time.
 */
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useMission } from '../api/hooks.ts'
import { NotFound } from '../pages/NotFound.tsx'
import { Button } from '../parts/Button.tsx'
import { Path } from '../parts/Card.tsx'
import { Go } from '../parts/Go.tsx'
import { IconPrinter } from '../parts/icons.ts'
import { useLanguage } from '../words.tsx'
import css from './blank.module.css'
import { Rule } from './blankParts.tsx'
import {
  GateBlank,
  IncidentBlank,
  InspectionBlank,
  StrengthBlank,
  VehicleBlank,
  Whole,
} from './blanks.tsx'
import { type FormName, forms, isForm } from './forms.ts'

const bodies: Record<FormName, () => ReactNode> = {
  strength: StrengthBlank,
  vehicle: VehicleBlank,
  inspection: InspectionBlank,
  gate: GateBlank,
  incident: IncidentBlank,
}

export default function BlankPage() {
  const { form } = useParams({ strict: false }) as { form: string }
  return isForm(form) ? <Blank key={form} form={form} /> : <NotFound />
}

function Blank({ form }: { form: FormName }) {
  const { t, language } = useLanguage()
  const mission = useMission()
  const Body = bodies[form]
  return (
    <>
      <div className={css.tools} data-print="no">
        <Path label={t('record.path')}>
          <li>
            <Go to="/field">{t('thumb.title')}</Go>
          </li>
          <li>
            <Go to={`/field/${form}`}>{t(`thumb.${form}`)}</Go>
          </li>
        </Path>
        <p>{t('blank.how')}</p>
        <Button
          look="filled"
          icon={<IconPrinter size={16} stroke={1.75} aria-hidden />}
          onClick={() => window.print()}
        >
          {t('blank.print')}
        </Button>
      </div>
      <article className={css.sheet} lang={language} data-blank={form}>
        <header className={css.head}>
          <p>
            <b>{mission.name}</b>
          </p>
          <h1>{t(`thumb.${form}`)}</h1>
          <p className={css.number}>
            {t('blank.number', { number: `K-${forms.indexOf(form) + 1}` })}
          </p>
        </header>
        <div className={css.who}>
          <Rule wide>{t('blank.place')}</Rule>
          <Rule>{t('blank.unit')}</Rule>
          <Rule>{t('blank.date')}</Rule>
        </div>
        <Whole>
          <Body />
        </Whole>
        <footer className={css.end}>
          <div className={css.who}>
            <Rule wide>{t('blank.filledBy')}</Rule>
            <Rule>{t('blank.signature')}</Rule>
          </div>
          <div className={css.who}>
            <Rule wide>{t('blank.enteredBy')}</Rule>
            <Rule>{t('blank.enteredOn')}</Rule>
          </div>
          <p>{t('blank.clerk')}</p>
        </footer>
      </article>
    </>
  )
}
