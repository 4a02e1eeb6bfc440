/** Beside a record: what refers to it, and where it stands in the log. */
import { useHead, useLinks, useRegisters } from '../api/hooks.ts'
import type { Hit, RecordView, RegisterView } from '../api/types.ts'
import { useFormat } from '../format.ts'
import { Card } from '../parts/Card.tsx'
import { useCaption } from '../parts/caption.ts'
import { Go, recordPath } from '../parts/Go.tsx'
import { List, ListRow } from '../parts/ListRow.tsx'
import { Skeleton } from '../parts/Rest.tsx'
import { useTerm, useWords } from '../words.tsx'
import css from './Beside.module.css'

const FEW = 6

type Linked = Hit & { field?: string }

/** Records that refer to this one, by register. */
export function Links({ register, record }: { register: RegisterView; record: RecordView }) {
  const t = useWords()
  const registers = useRegisters().data?.items ?? []
  const links = useLinks(register.name, record.id)
  const groups = new Map<string, Linked[]>()
  for (const link of links.data?.items ?? [])
    groups.set(link.register, [...(groups.get(link.register) ?? []), link])
  return (
    <Card
      title={t('record.links')}
      aside={links.data && t('record.linksAside', { count: links.data.items.length })}
    >
      {links.isPending ? (
        <Skeleton lines={3} />
      ) : groups.size === 0 ? (
        <p className={css.quiet}>{t('record.noLinks')}</p>
      ) : (
        [...groups].map(([name, items]) => {
          const found = registers.find((one) => one.name === name)
          const field = items[0]?.field
          return (
            <div key={name} className={css.group}>
              <h3>
                {found?.plural ?? name} <span>{items.length}</span>
              </h3>
              <List>
                {items.slice(0, FEW).map((link) => (
                  <LinkRow key={`${link.id}${link.field ?? ''}`} link={link} />
                ))}
              </List>
              {items.length > FEW && field && found?.fields[field]?.kind === 'ref' && (
                <p className={css.all}>
                  <Go to={`/r/${name}`} search={{ [field]: record.id }}>
                    {t('record.allLinks', {
                      count: items.length,
                      more: links.data?.next ? '+' : '',
                    })}
                  </Go>
                </p>
              )}
            </div>
          )
        })
      )}
    </Card>
  )
}

function LinkRow({ link }: { link: Linked }) {
  const term = useTerm()
  const caption = useCaption()
  return (
    <ListRow
      title={caption(link.register, link.caption)}
      end={link.state ? term(`state.${link.register}`, link.state) : undefined}
      to={recordPath(link.register, link.id)}
    />
  )
}

/** Where the record's last entry stands in the log, and the log's root: what a later proof will be asked of. */
export function Position({ record }: { record: RecordView }) {
  const t = useWords()
  const format = useFormat()
  const head = useHead().data
  return (
    <Card title={t('record.position')}>
      {head ? (
        <>
          <p className={css.text}>
            {t('record.positionText', { seq: record.seq, size: head.size })}
          </p>
          <pre className={css.mono}>
            {`leaf  ${format.number(record.seq - 1)} / ${format.number(head.size)}\nroot  ${head.root.slice(0, 16)} … ${head.root.slice(-4)}`}
          </pre>
          <p className={css.all}>
            <Go to="/log" search={{ receipt: String(record.seq) }}>
              {t('record.openReceipt')}
            </Go>
          </p>
        </>
      ) : (
        <Skeleton lines={3} />
      )}
    </Card>
  )
}
