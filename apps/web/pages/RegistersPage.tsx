/** Everything the record holds, by desk: one door to every register, also those that no page is drawn for. */
import { useRegisters } from '../api/hooks.ts'
import type { RegisterView } from '../api/types.ts'
import { useOff } from '../day/leads.ts'
import { deskOrder } from '../frame/desks.ts'
import { Card, PageHead } from '../parts/Card.tsx'
import { LabelChip } from '../parts/Chip.tsx'
import { Go } from '../parts/Go.tsx'
import { Skeleton, When } from '../parts/Rest.tsx'
import { useWords } from '../words.tsx'
import css from './RegistersPage.module.css'

export default function RegistersPage() {
  const t = useWords()
  const registers = useRegisters()
  const isOff = useOff()
  return (
    <>
      <PageHead title={t('page.registers')} question={t('registers.question')} />
      <When query={registers} skeleton={<Skeleton lines={12} height={28} />}>
        {({ items }) => (
          <div className={css.page}>
            {[...deskOrder, 'sources'].map((desk) => {
              const own = items.filter((one) => one.desk === desk && !isOff.register(one))
              return own.length > 0 && <Desk key={desk} title={t(`desk.${desk}`)} registers={own} />
            })}
            <Off registers={items.filter(isOff.register)} />
          </div>
        )}
      </When>
    </>
  )
}

function Desk({ title, registers }: { title: string; registers: readonly RegisterView[] }) {
  const t = useWords()
  return (
    <Card title={title} aside={t('registers.count', { count: registers.length })}>
      <ul className={css.list}>
        {registers.map((one) => (
          <li key={one.name}>
            <div className={css.row}>
              <Go to={`/r/${one.name}`} className={css.title}>
                {one.plural}
              </Go>
              <LabelChip label={one.label} />
              {one.may.includes('enter') && (
                <Go
                  to={`/r/${one.name}/new`}
                  className={css.enter}
                  aria-label={t('enter.title', { what: one.title.toLowerCase() })}
                >
                  {t('verb.enter')}
                </Go>
              )}
            </div>
            <p className={css.about}>{one.about}</p>
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** What is off asks for nothing, and is still found. */
function Off({ registers }: { registers: readonly RegisterView[] }) {
  const t = useWords()
  if (registers.length === 0) return null
  return (
    <Card title={t('registers.off')} aside={t('registers.offAside')}>
      <ul className={css.list}>
        {registers.map(({ name, plural }) => (
          <li key={name}>
            <Go to={`/r/${name}`}>{plural}</Go>
          </li>
        ))}
      </ul>
    </Card>
  )
}
