/** Above a list of which rows are chosen: how many, what can be done with them, and how to let go of them. */
import { lazy, Suspense, useState } from 'react'
import type { RecordView, RegisterView } from '../api/types.ts'
import { Button } from '../parts/Button.tsx'
import { verbTitle } from '../record/verbTitle.ts'
import { useWords } from '../words.tsx'
import css from './Bulk.module.css'
import { bulkVerbs } from './bulk.ts'

/** Forms come with their controls, which a list that is only read does without. */
const BulkSheet = lazy(() => import('./BulkSheet.tsx'))

export function BulkBar({
  register,
  rows,
  onClear,
}: {
  register: RegisterView
  rows: readonly RecordView[]
  onClear: () => void
}) {
  const t = useWords()
  const [verb, setVerb] = useState<string>()
  if (rows.length === 0) return null
  return (
    <section className={css.bar} aria-label={t('bulk.label')} data-print="no">
      <span role="status">{t('bulk.chosen', { count: rows.length })}</span>
      {bulkVerbs(register).map((one) => {
        const from = [register.verbs[one]?.from ?? []].flat()
        const fits = rows.filter(({ state }) => from.length === 0 || from.includes(state)).length
        return (
          <Button key={one} size="small" disabled={fits === 0} onClick={() => setVerb(one)}>
            {verbTitle(t, one, register.verbs[one])}
            {fits < rows.length && fits > 0 ? ` (${fits})` : ''}
          </Button>
        )
      })}
      <Button size="small" look="bare" onClick={onClear}>
        {t('bulk.clear')}
      </Button>
      {verb !== undefined && (
        <Suspense>
          <BulkSheet
            register={register}
            verb={verb}
            rows={rows}
            onClose={(done) => {
              setVerb(undefined)
              if (done) onClear()
            }}
          />
        </Suspense>
      )}
    </section>
  )
}
