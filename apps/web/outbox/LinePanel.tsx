/** What is behind the chip: how things stand with the line, what waits, and what can be done about it. */
import { useHere } from '../api/hooks.ts'
import { useFormat } from '../format.ts'
import { Button } from '../parts/Button.tsx'
import { Go } from '../parts/Go.tsx'
import { useWords } from '../words.tsx'
import { close as lock } from './box.ts'
import { tellLine, useLine, type Who } from './line.ts'
import css from './outbox.module.css'

export default function LinePanel({ close }: { close: () => void }) {
  const t = useWords()
  const format = useFormat()
  const { mission, person } = useHere()
  const { isUp, has, isOpen, isHeld, isReady, waiting, refused, stale, halted, update } = useLine()
  const who: Who = { mission: mission.id, member: person.id, title: person.title }
  const mayKeep = person.roles.length > 0
  const ask = (): void => {
    tellLine({ asking: { who, done: () => tellLine({ asking: undefined }) } })
    close()
  }
  return (
    <div className={css.panel}>
      <p>
        <b>{t(isUp ? 'line.up' : 'line.down')}</b>
      </p>
      {!isUp && <p>{t(isOpen ? 'line.downKept' : 'line.downWhy')}</p>}
      {stale !== undefined && (
        <p>
          {t('line.stale', { at: format.instant(new Date(stale).toISOString(), mission.zone) })}
        </p>
      )}
      {isUp && isOpen && <p>{t(isHeld && isReady ? 'line.ready' : 'line.fetching')}</p>}
      {halted && <p>{t(`line.halted.${halted}`)}</p>}
      {has && (
        <p>
          <Go to="/outbox" onClick={close}>
            {waiting + refused === 0
              ? t('line.nothing')
              : [
                  ...(waiting > 0 ? [t('line.waiting', { count: waiting })] : []),
                  ...(refused > 0 ? [t('line.refused', { count: refused })] : []),
                ].join(' · ')}
          </Go>
        </p>
      )}
      <div className={css.row}>
        {mayKeep && !isOpen && (
          <Button size="small" onClick={ask}>
            {t(has ? 'line.unlock' : 'line.begin')}
          </Button>
        )}
        {isOpen && (
          <Button
            size="small"
            onClick={() => {
              lock()
              // What the page remembers goes with the key.
              location.reload()
            }}
          >
            {t('line.lock')}
          </Button>
        )}
        {update && (
          <Button size="small" look="filled" onClick={update}>
            {t('line.take')}
          </Button>
        )}
      </div>
      {update && <p className={css.quiet}>{t('line.takeWhy')}</p>}
    </div>
  )
}
