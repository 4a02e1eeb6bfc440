/**
 * Successions: who carries on what the mission held. By kind how much is open, taken over and on no list; first of all what is
 * left without an owner, nearest clock first. Nothing of a compartment is told here but the number its own unit gave.
 */
import { useGet, useList, useRegister, useRegisters } from '../../api/hooks.ts'
import { useFormat } from '../../format.ts'
import { Card, PageHead } from '../../parts/Card.tsx'
import { StateChip, type Tone } from '../../parts/Chip.tsx'
import { useCaption } from '../../parts/caption.ts'
import { Go, GoRecord, recordPath } from '../../parts/Go.tsx'
import { List, ListRow } from '../../parts/ListRow.tsx'
import { Empty, Skeleton, When } from '../../parts/Rest.tsx'
import { useTerm, useWords } from '../../words.tsx'
import { DeskTabs } from '../desk/DeskTabs.tsx'
import css from './mandate.module.css'

type Sums = Record<'open' | 'accepted' | 'listed' | 'refused' | 'over' | 'unlisted', number>
type Unowned = {
  kind: string
  register: string
  record: string
  caption: string
  dueOn: string | null
  item: string | null
  standing: string
  note: string | null
}
type Account = {
  id: string
  caption: string
  partial: boolean
  isComplete: boolean
  kinds: ({ kind: string; sealed: number } & Sums)[]
  total: Sums
  unowned: Unowned[]
}

export default function SuccessionPage() {
  const t = useWords()
  const successions = useList('succession', { limit: 20 })
  return (
    <>
      <PageHead title={t('mandate.successions')} question={t('mandate.successionQuestion')} />
      <DeskTabs desk="mandate" />
      <div className={css.page}>
        <When query={successions} skeleton={<Skeleton lines={8} height={24} />}>
          {({ items, refs }) =>
            items.length === 0 ? (
              <Card>
                <Empty title={t('mandate.noSuccessions')} why={t('mandate.noSuccessionsWhy')} />
              </Card>
            ) : (
              items.map(({ id, caption, state, fields }) => (
                <div key={id} className={css.stack}>
                  <Ends
                    id={id}
                    caption={caption}
                    state={state}
                    fields={fields}
                    nameOf={(one) => refs?.[String(one)]?.caption ?? '–'}
                  />
                  <Accounted id={id} />
                </div>
              ))
            )
          }
        </When>
      </div>
    </>
  )
}

const SHOWN = 40

const stateTones: Readonly<Record<string, Tone>> = {
  planned: 'unknown',
  handedOver: 'limited',
  closed: 'fit',
}

function Ends({
  id,
  caption,
  state,
  fields,
  nameOf,
}: {
  id: string
  caption: string
  state: string
  fields: Record<string, unknown>
  nameOf: (id: unknown) => string
}) {
  const term = useTerm()
  const format = useFormat()
  const register = useRegister('succession')
  const titleOf = (name: string): string => register?.fields[name]?.title ?? ''
  const told: [string, string][] = [
    ['predecessor', nameOf(fields.predecessor)],
    ['successor', nameOf(fields.successor)],
    ['startsOn', format.when(String(fields.startsOn))],
    ...(fields.otherOrigin
      ? ([
          ['otherOrigin', String(fields.otherOrigin)],
          ['otherSize', format.number(Number(fields.otherSize ?? 0))],
          ['otherRoot', String(fields.otherRoot ?? '–')],
        ] as [string, string][])
      : []),
  ]
  return (
    <Card
      title={
        <GoRecord register="succession" id={id}>
          {caption}
        </GoRecord>
      }
      action={
        <StateChip tone={stateTones[state] ?? 'unknown'}>
          {term('state.succession', state)}
        </StateChip>
      }
    >
      <dl className={css.ends}>
        {told.map(([name, value]) => (
          <div key={name}>
            <dt>{titleOf(name)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

const itemTones: Readonly<Record<string, Tone>> = {
  unlisted: 'out',
  refused: 'out',
  listed: 'limited',
}

function Accounted({ id }: { id: string }) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const captionOf = useCaption()
  const account = useGet<Account>(`/mandate/succession/${id}`)
  const registers = useRegisters().data?.items
  const titleOf = (name: string): string =>
    registers?.find((one) => one.name === name)?.title ?? name
  return (
    <When query={account} skeleton={<Skeleton lines={8} height={24} />}>
      {({ kinds, total, unowned, isComplete, partial }) => {
        const left = total.listed + total.refused + total.unlisted
        return (
          <div className={`${css.two} ${css.account}`}>
            <Card
              title={
                isComplete ? t('mandate.nothingUnowned') : t('mandate.unowned', { count: left })
              }
              aside={partial ? t('mandate.partOnly') : t('mandate.unownedAside')}
            >
              {unowned.length === 0 ? (
                <Empty title={t('mandate.nothingUnowned')} why={t('mandate.nothingUnownedWhy')} />
              ) : (
                <List label={t('mandate.unownedList')}>
                  {unowned.slice(0, SHOWN).map((one) => (
                    <ListRow
                      key={one.record}
                      title={captionOf(one.register, one.caption) || titleOf(one.register)}
                      caption={
                        <>
                          {[
                            term('choice.successionItem.kind', one.kind),
                            titleOf(one.register),
                            one.dueOn ? t('mandate.clock', { date: format.when(one.dueOn) }) : '',
                          ]
                            .filter(Boolean)
                            .join(' · ')}
                          {one.note && <span className={css.note}>{one.note}</span>}
                        </>
                      }
                      end={
                        <StateChip tone={itemTones[one.standing] ?? 'unknown'}>
                          {t(`mandate.standing.${one.standing}`)}
                        </StateChip>
                      }
                      to={
                        one.item
                          ? recordPath('successionItem', one.item)
                          : recordPath(one.register, one.record)
                      }
                    />
                  ))}
                </List>
              )}
              {left > SHOWN && (
                <p className={css.caption}>{t('mandate.andMore', { count: left - SHOWN })}</p>
              )}
            </Card>
            <Card
              title={t('mandate.byKind')}
              action={
                <Go to="/r/successionItem" search={{ succession: id }}>
                  {t('mandate.all')}
                </Go>
              }
            >
              <div className={css.scroll}>
                <table className={css.kinds}>
                  <thead>
                    <tr>
                      <th scope="col">{t('mandate.kind')}</th>
                      <th scope="col">{t('mandate.openNow')}</th>
                      <th scope="col">{t('mandate.takenOver')}</th>
                      <th scope="col">{t('mandate.standing.listed')}</th>
                      <th scope="col">{t('mandate.standing.refused')}</th>
                      <th scope="col">{t('mandate.standing.unlisted')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {kinds.map((one) => (
                      <tr key={one.kind}>
                        <th scope="row">
                          <Go
                            to="/r/successionItem"
                            search={{ succession: id, kind: one.kind }}
                            className={css.link}
                          >
                            {term('choice.successionItem.kind', one.kind)}
                          </Go>
                          {one.sealed > 0 && ` (${t('mandate.sealed', { count: one.sealed })})`}
                        </th>
                        {[
                          one.open,
                          one.accepted + one.over,
                          one.listed,
                          one.refused,
                          one.unlisted,
                        ].map((value, at) => (
                          <td key={`${one.kind}-${String(at)}`}>{format.number(value)}</td>
                        ))}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </Card>
          </div>
        )
      }}
    </When>
  )
}
