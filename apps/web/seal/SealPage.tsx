/**
 * Sealed complaints: opened with a key that its holder brings along, read, answered, sealed anew for those who come next; and the
 * making of a key. All of it happens in this tab: neither a secret nor what it opens is sent or kept.
 */
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useHere } from '../api/hooks.ts'
import { Card, PageHead } from '../parts/Card.tsx'
import { useWords } from '../words.tsx'
import { Ceremony } from './Ceremony.tsx'
import { HandOver } from './HandOver.tsx'
import { KeyHere } from './KeyHere.tsx'
import { Sealed } from './Sealed.tsx'
import css from './seal.module.css'

export default function SealPage() {
  const t = useWords()
  const { person } = useHere()
  const { complaint } = useSearch({ strict: false }) as { complaint?: string }
  const [secret, setSecret] = useState<string>()
  const may = person.roles.some((role) => role === 'conduct' || role === 'monitor')
  if (!may)
    return (
      <>
        <PageHead title={t('seal.title')} question={t('seal.question')} />
        <Card>{t('seal.notYours')}</Card>
      </>
    )
  return (
    <>
      <PageHead title={t('seal.title')} question={t('seal.question')} />
      <div className={css.page}>
        <div className={css.column}>
          <Sealed secret={secret} complaint={complaint} />
        </div>
        <div className={css.column}>
          <KeyHere secret={secret} onSecret={setSecret} />
          <HandOver secret={secret} />
          <Ceremony />
        </div>
      </div>
    </>
  )
}
