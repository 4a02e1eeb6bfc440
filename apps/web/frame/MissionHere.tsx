/** The mission of the address and the person who looks at it, for every page under it. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { useMe } from '../api/account.ts'
import { choosePerson, chosenPerson, Problem } from '../api/client.ts'
import { hereContext, missionsQuery } from '../api/hooks.ts'
import type { Mission } from '../api/types.ts'
import { Empty, ErrorPanel, Skeleton } from '../parts/Rest.tsx'
import { product } from '../settings.ts'
import { useWords, withWords } from '../words.tsx'
import { Frame } from './Frame.tsx'
import css from './MissionHere.module.css'

const Unlock = lazy(withWords(() => import('../outbox/Unlock.tsx')))
const SignIn = lazy(() => import('../pages/account/SignIn.tsx'))
const SecondFactor = lazy(withWords(() => import('../pages/account/SecondFactor.tsx')))

export function MissionHere() {
  const { mission: id } = useParams({ strict: false }) as { mission: string }
  const missions = useQuery(missionsQuery)
  const client = useQueryClient()
  const [chosen, setChosen] = useState(chosenPerson)
  const mission = missions.data?.items.find((one) => one.id === id)
  const me = useMe(mission && !mission.demo ? mission.id : undefined)
  const demo =
    mission?.people.find((one) => one.id === chosen) ??
    mission?.people.find((one) => one.id === mission.defaultPerson) ??
    mission?.people[0]
  const person = mission?.demo ? demo : me.data

  useEffect(() => {
    if (mission) document.title = `${mission.name} · ${product}`
  }, [mission])

  const here = useMemo(
    () =>
      mission && person
        ? {
            mission,
            person,
            missions: missions.data?.items ?? [],
            become: (next: string) => {
              choosePerson(next)
              setChosen(next)
              void client.invalidateQueries()
            },
          }
        : null,
    [mission, person, missions.data, client],
  )

  if (missions.error) return <MissionsProblem error={missions.error} />
  if (missions.isPending) return <Skeleton lines={8} height={24} className={css.alone ?? ''} />
  if (mission && !mission.demo && !me.data) return <Door mission={mission} error={me.error} />
  if (!here) return <MissionsProblem error={new Problem('unknown-mission', 404, '')} />
  return (
    <hereContext.Provider value={here}>
      <Frame key={here.mission.id} />
    </hereContext.Provider>
  )
}

/** In front of a mission where people sign in. */
function Door({ mission, error }: { mission: Mission; error: unknown }) {
  const kind = error instanceof Problem ? error.kind : undefined
  if (!error) return <Skeleton lines={8} height={24} className={css.alone ?? ''} />
  return (
    <Suspense fallback={<Skeleton lines={8} height={24} className={css.alone ?? ''} />}>
      {kind === 'no-person' || kind === 'wrong-credentials' ? (
        <SignIn mission={mission} />
      ) : kind === 'second-factor' ? (
        <SecondFactor mission={mission} />
      ) : (
        <MissionsProblem error={error} />
      )}
    </Suspense>
  )
}

/** Where there is no mission to show: none yet, none of that name, or no line. */
export function MissionsProblem({ error }: { error?: unknown }) {
  const t = useWords()
  return (
    <main className={css.alone}>
      <h1>{product}</h1>
      {error ? (
        <>
          <ErrorPanel error={error} again={() => location.reload()} />
          {error instanceof Problem && error.kind === 'no-line' && (
            <Suspense>
              <Unlock />
            </Suspense>
          )}
        </>
      ) : (
        <Empty title={t('missions.none')} why={t('missions.noneWhy')} />
      )}
    </main>
  )
}
