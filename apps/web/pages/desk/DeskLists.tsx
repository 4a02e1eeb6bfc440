/** What a desk's own page leads to: the lists of its registers, and each of them as a file at the page's moment. */

import { query } from '../../api/client.ts'
import { useMission, useRegisters } from '../../api/hooks.ts'
import { useMoment } from '../../api/moment.ts'
import { buttonClass } from '../../parts/Button.tsx'
import { Go } from '../../parts/Go.tsx'
import { IconDownload } from '../../parts/icons.ts'
import { Pop } from '../../parts/Pop.tsx'
import { useTerm, useWords } from '../../words.tsx'
import css from './desk.module.css'

const useDeskRegisters = (desk: string) =>
  (useRegisters().data?.items ?? []).filter((one) => one.desk === desk)

export function DeskLists({ desk }: { desk: string }) {
  const t = useWords()
  const term = useTerm()
  const registers = useDeskRegisters(desk)
  if (registers.length === 0) return null
  return (
    <nav className={css.lists} aria-label={t('desk.lists')} data-print="no">
      <span>{t('desk.lists')}</span>
      {registers.map(({ name, plural }) => (
        <Go key={name} to={`/r/${name}`} className={css.link}>
          {word(name, plural)}
        </Go>
      ))}
    </nav>
  )

  function word(name: string, plural: string): string {
    const key = `register.${name}.plural`
    const found = t(key)
    return found === key ? plural : term('register', found)
  }
}

export function DeskExport({ desk }: { desk: string }) {
  const t = useWords()
  const mission = useMission()
  const moment = useMoment()
  const registers = useDeskRegisters(desk)
  return (
    <Pop
      align="end"
      label={t('desk.export')}
      buttonClass={buttonClass()}
      button={
        <>
          <IconDownload size={17} stroke={1.75} aria-hidden />
          <span>{t('desk.export')}</span>
        </>
      }
    >
      {(close) => (
        <ul className={css.files}>
          {registers.map(({ name, plural }) => (
            <li key={name}>
              <a
                href={`/api/${mission.id}/${name}${query({ ...moment.params, format: 'csv' })}`}
                download={`${name}.csv`}
                onClick={close}
              >
                {plural} <span>CSV</span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </Pop>
  )
}
