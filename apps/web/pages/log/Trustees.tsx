/** Beside the log: the key that signs, the witnesses and how far each has followed, keys and logs before, other tools. */
import { useHere } from '../../api/hooks.ts'
import type { LogView } from '../../api/trust.ts'
import { CopyButton } from '../../figure/Cite.tsx'
import { useFormat } from '../../format.ts'
import { Card } from '../../parts/Card.tsx'
import { StateChip } from '../../parts/Chip.tsx'
import { List, ListRow } from '../../parts/ListRow.tsx'
import { Empty } from '../../parts/Rest.tsx'
import { useWords } from '../../words.tsx'
import css from './log.module.css'

export function VerifierKey({ log }: { log: LogView }) {
  const t = useWords()
  return (
    <Card title={t('log.key')}>
      <p className={css.text}>{t('log.keyText')}</p>
      <pre className={css.mono}>{log.key}</pre>
      <div className={css.row}>
        <CopyButton text={log.key} words={t('log.copyKey')} />
      </div>
    </Card>
  )
}

export function Witnesses({ log }: { log: LogView }) {
  const t = useWords()
  const format = useFormat()
  const { zone } = useHere().mission
  const now = log.checkpoint?.size ?? log.size
  return (
    <Card title={t('log.witnesses')} aside={t('log.witnessesAside')}>
      {log.witnesses.length === 0 ? (
        <Empty title={t('log.noWitness')} why={t('log.noWitnessWhy')} />
      ) : (
        <List label={t('log.witnesses')}>
          {log.witnesses.map((one) => (
            <ListRow
              key={one.key}
              title={one.name}
              caption={
                one.size === null || one.at === null
                  ? t('log.witnessNone')
                  : t('log.witnessAt', { size: one.size, at: format.instant(one.at, zone) })
              }
              end={
                one.size === null ? (
                  <StateChip tone="unknown">{t('log.unsigned')}</StateChip>
                ) : one.size >= now ? (
                  <StateChip tone="fit">{t('log.current')}</StateChip>
                ) : (
                  <StateChip tone="limited">{t('log.behind', { count: now - one.size })}</StateChip>
                )
              }
            />
          ))}
        </List>
      )}
    </Card>
  )
}

export function Rotation({ log }: { log: LogView }) {
  const t = useWords()
  const format = useFormat()
  const past = log.logs?.filter(({ origin }) => origin !== log.origin) ?? []
  const size = (at: number | string): string =>
    typeof at === 'number' ? t('log.fromEntry', { seq: at }) : format.when(at)
  return (
    <Card title={t('log.keys')}>
      <p className={css.text}>{t('log.keysText')}</p>
      <List label={t('log.keys')}>
        {log.keys.map(({ key, from, to }) => (
          <ListRow
            key={key}
            title={<span className={css.code}>{key}</span>}
            caption={[
              from === null || from === 0 ? t('log.fromStart') : size(from),
              to === null ? '' : size(to),
            ]
              .filter(Boolean)
              .join(' – ')}
            end={to === null ? t('log.inUse') : t('log.before')}
          />
        ))}
        {past.map(({ origin, opened }) => (
          <ListRow
            key={origin}
            title={<span className={css.code}>{origin}</span>}
            caption={opened ? format.when(String(opened)) : undefined}
            end={t('log.oldLog')}
          />
        ))}
      </List>
    </Card>
  )
}

export function OtherTools({ log }: { log: LogView }) {
  const t = useWords()
  const { mission } = useHere()
  const address = `${location.origin}/log/${mission.id}`
  return (
    <Card title={t('log.tools')}>
      <p className={css.text}>{t('log.toolsText')}</p>
      <pre className={css.mono}>{`konbit verify ${address} --key '${log.key}'`}</pre>
      <ul className={css.links}>
        {['checkpoint', 'key'].map((file) => (
          <li key={file}>
            <a href={`/log/${mission.id}/${file}`}>{`/log/${mission.id}/${file}`}</a>
            <span>{t(`log.file.${file}`)}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
