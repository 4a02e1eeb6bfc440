/**
 * A contingent's strength of the day: the record says what it should be and why; the officer confirms, or says what they
 * counted and what the record does not know yet. Nothing that movements, tours and absences tell is typed.
 */
import { useState } from 'react'
import { useMission, useRegister } from '../api/hooks.ts'
import { dayIn, useFormat } from '../format.ts'
import { Button } from '../parts/Button.tsx'
import { Empty } from '../parts/Rest.tsx'
import { useTerm, useWords } from '../words.tsx'
import { type Expected, useExpected } from './answers.ts'
import { FieldFrame } from './FieldFrame.tsx'
import css from './field.module.css'
import { Foot, Question, Said, Stepper, Taps } from './Taps.tsx'
import { useDeed } from './useDeed.ts'

export default function StrengthForm() {
  const t = useWords()
  const { zone } = useMission()
  const asked = useExpected()
  const deed = useDeed()
  const [unit, setUnit] = useState<string>()
  const items = asked.data?.items ?? []
  const today = dayIn(Date.now(), zone)
  const only = items.length === 1 ? items[0]?.contingent.id : undefined
  const chosen = items.find(({ contingent }) => contingent.id === (unit ?? only))
  return (
    <FieldFrame
      form="strength"
      deed={deed}
      waits={asked.isPending}
      error={asked.data ? undefined : asked.error}
      onAgain={() => setUnit(undefined)}
    >
      {chosen ? (
        <Counting
          key={chosen.contingent.id}
          expected={chosen}
          day={today}
          deed={deed}
          onBack={only ? undefined : () => setUnit(undefined)}
        />
      ) : items.length === 0 ? (
        <Empty title={t('thumb.noUnits')} why={t('thumb.noUnitsWhy')} />
      ) : (
        <Question title={t('thumb.whichUnit')} help={t('thumb.whichUnitHelp')}>
          <Taps
            wide
            taps={items
              .toSorted(
                (a, b) =>
                  Number(a.today?.countedOn === today) - Number(b.today?.countedOn === today),
              )
              .map((one) => ({
                value: one.contingent.id,
                title: one.contingent.caption,
                note:
                  one.today?.countedOn === today
                    ? t('thumb.returned', { count: one.today.persons })
                    : t('thumb.expects', { count: one.deployed ?? 0 }),
                ...(one.today?.countedOn === today ? { tone: 'fit' as const } : {}),
              }))}
            onTap={setUnit}
          />
        </Question>
      )}
    </FieldFrame>
  )
}

function Counting({
  expected,
  day,
  deed,
  onBack,
}: {
  expected: Expected
  day: string
  deed: ReturnType<typeof useDeed>
  onBack: (() => void) | undefined
}) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const register = useRegister('strengthReturn')
  const { contingent, contributor, deployed, away, last, today } = expected
  const computed = deployed ?? 0
  const [differs, setDiffers] = useState(false)
  const [persons, setPersons] = useState(computed)
  const [why, setWhy] = useState<string>()
  const gone = away.reduce((sum, one) => sum + one.persons, 0)
  const send = (counted: number): void =>
    void deed.act({
      register: 'strengthReturn',
      verb: 'enter',
      input: {
        contingent: contingent.id,
        countedOn: day,
        persons: counted,
        ...(deployed === null ? {} : { expected: computed }),
        ...(contributor ? { contributor: contributor.id } : {}),
        ...(counted !== computed && why ? { differsFor: why } : {}),
        code: `${contingent.id}/${day}`,
      },
    })
  const reasons = register?.fields.differsFor?.options ?? []
  return (
    <>
      <Question
        title={t('thumb.counts', { unit: contingent.caption, count: computed })}
        help={t('thumb.countsOn', { date: format.when(day, 'long') })}
      >
        <Said
          lines={[
            ...(last
              ? [
                  {
                    what: t('thumb.lastReturn', { date: format.when(last.countedOn, 'day') }),
                    is: format.number(last.persons),
                  },
                ]
              : []),
            { what: t('thumb.arrived'), is: format.signed(expected.arrived) },
            { what: t('thumb.left'), is: format.signed(-expected.left) },
            ...away.map(({ kind, persons: many }) => ({
              what: t('thumb.away', { why: term('choice.absence.kind', kind) }),
              is: format.number(many),
            })),
            { what: t('thumb.onDuty'), is: format.number(Math.max(0, computed - gone)) },
            ...(expected.endingSoon > 0
              ? [{ what: t('thumb.endingSoon'), is: format.number(expected.endingSoon) }]
              : []),
          ]}
        />
        {today?.countedOn === day && (
          <p className={css.help}>{t('thumb.returned', { count: today.persons })}</p>
        )}
      </Question>
      {differs && (
        <Question follows title={t('thumb.counted')} help={t('thumb.countedHelp')}>
          <Stepper label={t('thumb.persons')} value={persons} onChange={setPersons} />
          <p className={css.label}>{t('thumb.whyDiffers')}</p>
          <Taps
            taps={reasons.map((one) => ({
              value: one,
              title: term('choice.strengthReturn.differsFor', one),
            }))}
            value={why}
            onTap={setWhy}
          />
        </Question>
      )}
      <Foot>
        {differs ? (
          <Button
            look="filled"
            disabled={deed.sending || (persons !== computed && !why)}
            onClick={() => send(persons)}
          >
            {t('thumb.confirmCount', { count: persons })}
          </Button>
        ) : (
          <>
            <Button look="filled" disabled={deed.sending} onClick={() => send(computed)}>
              {t('thumb.confirmCount', { count: computed })}
            </Button>
            <Button disabled={deed.sending} onClick={() => setDiffers(true)}>
              {t('thumb.differs')}
            </Button>
          </>
        )}
        {onBack && (
          <Button look="bare" onClick={onBack}>
            {t('thumb.otherUnit')}
          </Button>
        )}
      </Foot>
    </>
  )
}
