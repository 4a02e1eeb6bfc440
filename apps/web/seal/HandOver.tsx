/** Hand-over: what is sealed to keys of those who left is sealed to those who came, here, by somebody who can still open it. */
import { useState } from 'react'
import { useHere } from '../api/hooks.ts'
import { Button } from '../parts/Button.tsx'
import { Card } from '../parts/Card.tsx'
import { ErrorPanel } from '../parts/Rest.tsx'
import { useWords } from '../words.tsx'
import css from './seal.module.css'
import { open, parcelsOf, sealAnew } from './work.ts'

type Far = { done: number; left: number; of: number }

export function HandOver({ secret }: { secret: string | undefined }) {
  const t = useWords()
  const { mission } = useHere()
  const [far, setFar] = useState<Far>()
  const [failed, setFailed] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const go = async (): Promise<void> => {
    if (!secret) return
    setBusy(true)
    setFailed(undefined)
    const count: Far = { done: 0, left: 0, of: 0 }
    const seen = new Set<string>()
    try {
      for (;;) {
        const parcels = (await parcelsOf(mission.id)).filter(({ id }) => !seen.has(id))
        if (parcels.length === 0) break
        count.of += parcels.length
        for (const parcel of parcels) {
          seen.add(parcel.id)
          const isDone = await sealAnew(mission.id, await open(mission.id, parcel, secret))
          count[isDone ? 'done' : 'left'] += 1
          setFar({ ...count })
        }
      }
      setFar({ ...count })
    } catch (failure) {
      setFailed(failure)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card title={t('seal.handOver')}>
      <div className={css.form}>
        <p className={css.quiet}>{t('seal.handOverHelp')}</p>
        <Button disabled={!secret || isBusy} onClick={() => void go()}>
          {t('seal.sealAnew')}
        </Button>
        <p role="status">
          {far && t('seal.far', { done: far.done, of: far.of })}
          {far && far.left > 0 && ` ${t('seal.left', { count: far.left })}`}
        </p>
        {failed !== undefined && <ErrorPanel error={failed} />}
      </div>
    </Card>
  )
}
