/** A start without a line: whoever works on this phone opens what they keep here, and reads on from there. */
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { choosePerson, get } from '../api/client.ts'
import { missionsQuery } from '../api/hooks.ts'
import type { Mission } from '../api/types.ts'
import { Segments } from '../parts/Segments.tsx'
import { useWords } from '../words.tsx'
import { CodeForm } from './CodeForm.tsx'
import css from './outbox.module.css'
import { persons as allPersons, type PersonRow } from './store.ts'

export default function Unlock() {
  const t = useWords()
  const client = useQueryClient()
  const router = useRouter()
  const [persons, setPersons] = useState<readonly PersonRow[]>([])
  const [chosen, setChosen] = useState('')
  useEffect(() => {
    allPersons().then(
      (found) => {
        setPersons(found)
        const here = found.find(({ mission }) => location.pathname.startsWith(`/${mission}`))
        setChosen((here ?? found[0])?.id ?? '')
      },
      () => undefined,
    )
  }, [])
  const person = persons.find(({ id }) => id === chosen)
  if (!person) return null
  const goOn = async (): Promise<void> => {
    const { items } = await get<{ items: Mission[] }>('/missions')
    const mission = items.find(({ id }) => id === person.mission)
    if (mission?.demo) choosePerson(person.member)
    client.setQueryData(missionsQuery.queryKey, { items })
    await client.resetQueries({ queryKey: ['me'] })
    if (!location.pathname.startsWith(`/${person.mission}`))
      await router.navigate({ to: `/${person.mission}` as never })
    // A page that failed for want of an answer is begun anew.
    await router.invalidate()
  }
  return (
    <section className={css.unlock}>
      <h2>{t('code.title')}</h2>
      {persons.length > 1 && (
        <Segments
          label={t('code.who')}
          value={chosen}
          choices={persons.map(({ id, title, mission }) => ({
            value: id,
            title: `${title} · ${mission}`,
          }))}
          onChoose={setChosen}
        />
      )}
      <CodeForm
        key={person.id}
        who={{ mission: person.mission, member: person.member, title: person.title }}
        onDone={() => void goOn()}
      />
    </section>
  )
}
