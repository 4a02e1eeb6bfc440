/**
 * An inspection on the spot: whom, of what kind, which vehicles were seen, what came of it. The contingent's vehicles are there to
 * be tapped away; only what fails wants words. It is signed on the page that it leads to, by each side for itself.
 */
import { useState } from 'react'
import { useMission, useRegister } from '../api/hooks.ts'
import { dayIn, useFormat } from '../format.ts'
import { Button, GoButton } from '../parts/Button.tsx'
import { Empty } from '../parts/Rest.tsx'
import { useTerm, useWords } from '../words.tsx'
import { useVehicles, useVisits, type Visited } from './answers.ts'
import { FieldFrame } from './FieldFrame.tsx'
import css from './field.module.css'
import { Foot, Question, Taps } from './Taps.tsx'
import { useDeed } from './useDeed.ts'

export default function InspectionForm() {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const asked = useVisits()
  const deed = useDeed()
  const [unit, setUnit] = useState<string>()
  const items = (asked.data?.items ?? []).filter(({ contributor }) => contributor)
  const chosen = items.find(({ contingent }) => contingent === unit)
  const { done } = deed
  return (
    <FieldFrame
      form="inspection"
      deed={deed}
      waits={asked.isPending}
      error={asked.data ? undefined : asked.error}
      next={
        done &&
        'seq' in done && (
          <GoButton look="filled" to={`/logistics/inspections/${done.record}`}>
            {t('thumb.toSign')}
          </GoButton>
        )
      }
      onAgain={() => setUnit(undefined)}
    >
      {chosen ? (
        <Looking
          key={chosen.contingent}
          visited={chosen}
          deed={deed}
          onBack={() => setUnit(undefined)}
        />
      ) : items.length === 0 ? (
        <Empty title={t('thumb.noUnits')} why={t('thumb.noUnitsWhy')} />
      ) : (
        <Question title={t('thumb.whomInspected')} help={t('thumb.whomInspectedHelp')}>
          <Taps
            wide
            taps={items.map(({ contingent, caption, last }) => ({
              value: contingent,
              title: caption,
              note: last
                ? t('thumb.lastInspected', {
                    date: format.when(last.inspectedOn),
                    outcome: last.outcome
                      ? term('choice.inspection.outcome', last.outcome)
                      : term('state.inspection', last.state),
                  })
                : t('thumb.neverInspected'),
            }))}
            onTap={setUnit}
          />
        </Question>
      )}
    </FieldFrame>
  )
}

function Looking({
  visited,
  deed,
  onBack,
}: {
  visited: Visited
  deed: ReturnType<typeof useDeed>
  onBack: () => void
}) {
  const t = useWords()
  const term = useTerm()
  const { zone } = useMission()
  const register = useRegister('inspection')
  const fleet = (useVehicles().data?.items ?? []).filter(
    ({ contingent, state }) => contingent === visited.contingent && state !== 'expected',
  )
  const [kind, setKind] = useState('periodic')
  const [outcome, setOutcome] = useState<string>()
  const [unseen, setUnseen] = useState<readonly string[]>([])
  const [finding, setFinding] = useState('')
  const word = (name: string, value: string): string => {
    const said = term(`choice.inspection.${name}`, value)
    return said.charAt(0).toUpperCase() + said.slice(1)
  }
  const wantsWords = outcome !== undefined && outcome !== 'meets'
  return (
    <>
      <Question title={t('thumb.kindOf', { unit: visited.caption })}>
        <Taps
          taps={(register?.fields.kind?.options ?? []).map((one) => ({
            value: one,
            title: word('kind', one),
          }))}
          value={kind}
          onTap={setKind}
        />
      </Question>
      {fleet.length > 0 && (
        <Question
          title={t('thumb.seen', { count: fleet.length - unseen.length })}
          help={t('thumb.seenHelp')}
        >
          <div className={css.taps}>
            {fleet.map(({ record, plate, state }) => {
              const isSeen = !unseen.includes(record)
              return (
                <button
                  key={record}
                  type="button"
                  className={css.tap}
                  aria-pressed={isSeen}
                  onClick={() =>
                    setUnseen(isSeen ? [...unseen, record] : unseen.filter((one) => one !== record))
                  }
                >
                  <b>{plate}</b>
                  <span>{isSeen ? term('state.vehicle', state) : t('thumb.notSeen')}</span>
                </button>
              )
            })}
          </div>
        </Question>
      )}
      <Question title={t('thumb.outcome')}>
        <Taps
          taps={(register?.fields.outcome?.options ?? []).map((one) => ({
            value: one,
            title: word('outcome', one),
          }))}
          value={outcome}
          onTap={setOutcome}
        />
        {wantsWords && (
          <>
            <label className={css.label} htmlFor="thumb-finding">
              {t('thumb.finding')}
            </label>
            <textarea
              id="thumb-finding"
              className={css.find}
              rows={3}
              maxLength={8000}
              value={finding}
              onChange={(event) => setFinding(event.currentTarget.value)}
            />
          </>
        )}
      </Question>
      <Foot>
        <Button
          look="filled"
          disabled={deed.sending || !outcome}
          onClick={() =>
            void deed.act({
              register: 'inspection',
              verb: 'enter',
              input: {
                contributor: visited.contributor,
                contingent: visited.contingent,
                kind,
                inspectedOn: dayIn(Date.now(), zone),
                outcome,
                ...(fleet.length > unseen.length
                  ? {
                      vehicles: fleet
                        .map(({ record }) => record)
                        .filter((one) => !unseen.includes(one)),
                    }
                  : {}),
                ...(finding.trim() ? { finding: finding.trim() } : {}),
              },
            })
          }
        >
          {t('thumb.keepInspection')}
        </Button>
        <Button look="bare" onClick={onBack}>
          {t('thumb.otherUnit')}
        </Button>
      </Foot>
    </>
  )
}
