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

/** Groups that are shown open; more of them are opened one by one. */
const FEW = 4

/** Records that refer to this one, by register and field. */
export function Links({ register, record }: { register: RegisterView; record: RecordView }) {
  const t = useWords()
  const registers = useRegisters().data?.items ?? []
  const links = useLinks(register.name, record.id)
  const groups = links.data?.items ?? []
  const isAlone = (name: string) => groups.filter((one) => one.register === name).length === 1
  const count = groups.reduce((sum, { total, items }) => sum + (total ?? items.length), 0)
  return (
    <Card
      title={t('record.links')}
      aside={
        links.data &&
        (groups.some(({ total }) => total === null)
          ? t('table.many', { count })
          : t('record.linksAside', { count }))
      }
    >
      {links.isPending ? (
        <Skeleton lines={3} />
      ) : groups.length === 0 ? (
        <p className={css.quiet}>{t('record.noLinks')}</p>
      ) : (
        groups.map(({ register: name, field, total, items }) => {
          const found = registers.find((one) => one.name === name)
          const isAll = total === items.length
          return (
            <details key={`${name} ${field}`} className={css.group} open={groups.length <= FEW}>
              <summary>
                {found?.plural ?? name}
                {isAlone(name) || !found?.fields[field] ? '' : ` · ${found.fields[field].title}`}{' '}
                {total !== null && <span>{total}</span>}
              </summary>
              <List>
                {items.map((link) => (
                  <LinkRow key={link.id} link={link} />
                ))}
              </List>
              {!isAll && found?.fields[field]?.kind === 'ref' && (
                <p className={css.all}>
                  <Go to={`/r/${name}`} search={{ [field]: record.id }}>
                    {total === null
                      ? t('record.manyLinks')
                      : t('record.allLinks', { count: total })}
                  </Go>
                </p>
              )}
            </details>
          )
        })
      )}
    </Card>
  )
}

function LinkRow({ link }: { link: Hit }) {
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
