/** What is due for erasure: each record past the time for which its register keeps it, to be erased or held with a reason. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useHere, useList, useRegister, useRegisters } from '../api/hooks.ts'
import { type DueView, useDue } from '../api/trust.ts'
import type { RegisterView } from '../api/types.ts'
import { useFormat } from '../format.ts'
import { Button } from '../parts/Button.tsx'
import { Card, PageHead } from '../parts/Card.tsx'
import { RecordState, StateChip } from '../parts/Chip.tsx'
import { Go, GoRecord, recordPath } from '../parts/Go.tsx'
import { List, ListRow } from '../parts/ListRow.tsx'
import { Empty, ErrorPanel, Skeleton } from '../parts/Rest.tsx'
import { useModelWord } from '../record/modelWords.ts'
import { useTerm, useWords } from '../words.tsx'
import { AccessPath } from './access/AccessPath.tsx'
import css from './access/access.module.css'

export default function RetentionPage() {
  const t = useWords()
  const navigate = useNavigate()
  const { register } = useSearch({ strict: false }) as { register?: string }
  const registers = useRegisters().data?.items ?? []
  const due = useDue({ register, limit: 50 })
  return (
    <>
      <PageHead
        path={<AccessPath />}
        title={t('access.page.retention')}
        question={t('retention.question')}
      />
      <div className={css.tools} data-print="no">
        <div>
          <label htmlFor="retention-register">{t('readings.register')}</label>
          <select
            id="retention-register"
            value={register ?? ''}
            onChange={(event) =>
              void navigate({
                to: '.',
                search: ((before: object) => ({
                  ...before,
                  register: event.target.value || undefined,
                })) as never,
                replace: true,
              })
            }
          >
            <option value="">{t('readings.every')}</option>
            {registers.map(({ name, plural }) => (
              <option key={name} value={name}>
                {plural}
              </option>
            ))}
          </select>
        </div>
      </div>
      <div className={css.page}>
        <Card flush className={css.wide} title={t('retention.due')}>
          {due.asked.error ? (
            <div className={css.pad}>
              <ErrorPanel error={due.asked.error} />
            </div>
          ) : !due.items ? (
            <div className={css.pad}>
              <Skeleton lines={6} height={28} />
            </div>
          ) : due.items.length === 0 ? (
            <div className={css.pad}>
              <Empty title={t('retention.none')} why={t('retention.noneWhy')} />
            </div>
          ) : (
            <Due items={due.items} registers={registers} />
          )}
          {due.asked.hasNextPage && (
            <div className={css.below}>
              <Button onClick={() => void due.asked.fetchNextPage()}>{t('readings.more')}</Button>
            </div>
          )}
        </Card>
        <Holds />
        <Rules registers={registers} />
      </div>
    </>
  )
}

function Due({
  items,
  registers,
}: {
  items: readonly DueView[]
  registers: readonly RegisterView[]
}) {
  const t = useWords()
  const format = useFormat()
  const mayHold = useRegister('legalHold')?.may.includes('enter') ?? false
  return (
    <div className={css.scroll}>
      <table className={css.table}>
        <thead>
          <tr>
            {['record', 'closed', 'dueOn', 'state'].map((one) => (
              <th key={one} scope="col">
                {t(`retention.${one}`)}
              </th>
            ))}
            <th scope="col">
              <span className="aside-only">{t('retention.do')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => {
            const register = registers.find(({ name }) => name === one.register)
            return (
              <tr key={one.id}>
                <th scope="row">
                  <GoRecord register={one.register} id={one.id}>
                    {one.caption || one.id.slice(0, 8)}
                  </GoRecord>
                  <span className={css.small}>{register?.title ?? one.register}</span>
                </th>
                <td data-title={t('retention.closed')}>
                  {format.when(one.closedOn)}{' '}
                  <RecordState state={one.state} register={one.register} />
                </td>
                <td data-title={t('retention.dueOn')}>{format.when(one.dueOn)}</td>
                <td>
                  {one.held ? (
                    <>
                      <StateChip tone="limited">{t('retention.held')}</StateChip>
                      {one.hold && (
                        <GoRecord register="legalHold" id={one.hold.id} className={css.small}>
                          {one.hold.caption}
                        </GoRecord>
                      )}
                    </>
                  ) : (
                    <StateChip tone="late">{t('retention.toDecide')}</StateChip>
                  )}
                </td>
                <td className={css.grant} data-print="no">
                  {!one.held && register?.may.includes('erase') && (
                    <Go
                      to={`${recordPath(one.register, one.id)}/erase`}
                      search={{ ground: 'retention' }}
                    >
                      {t('retention.erase')}
                    </Go>
                  )}
                  {!one.held && mayHold && (
                    <Go
                      to="/r/legalHold/new"
                      search={{ heldRecord: one.id, inRegister: one.register }}
                    >
                      {t('retention.hold')}
                    </Go>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function Holds() {
  const t = useWords()
  const format = useFormat()
  const list = useList('legalHold', { state: 'standing', limit: 50 })
  return (
    <Card title={t('retention.holds')} action={<Go to="/r/legalHold">{t('desk.all')}</Go>}>
      {list.isPending ? (
        <Skeleton lines={3} height={28} />
      ) : list.error ? (
        <ErrorPanel error={list.error} />
      ) : list.data.items.length === 0 ? (
        <Empty title={t('retention.noHold')} why={t('retention.noHoldWhy')} />
      ) : (
        <List label={t('retention.holds')}>
          {list.data.items.map((one) => (
            <ListRow
              key={one.id}
              title={one.caption}
              caption={
                typeof one.fields.reviewOn === 'string'
                  ? t('retention.review', { date: format.when(one.fields.reviewOn) })
                  : t('retention.noReview')
              }
              to={recordPath('legalHold', one.id)}
            />
          ))}
        </List>
      )}
    </Card>
  )
}

/** How long each register keeps what, on whose behalf and why. */
function Rules({ registers }: { registers: readonly RegisterView[] }) {
  const t = useWords()
  const term = useTerm()
  const heldFor = useModelWord('controller')
  const basedOn = useModelWord('basis')
  const { mission } = useHere()
  return (
    <Card title={t('retention.rules')} aside={mission.name}>
      <details>
        <summary>{t('retention.rulesShow', { count: registers.length })}</summary>
        <List label={t('retention.rules')}>
          <ListRow
            title={t('retention.readings')}
            caption={t('retention.readingsText')}
            to="/readings"
          />
          {registers.map(({ name, plural, controller, basis, retention }) => (
            <ListRow
              key={name}
              title={plural}
              caption={[
                controller && heldFor(controller),
                basis && basedOn(basis),
                retention &&
                  ('months' in retention
                    ? t('retention.months', {
                        count: retention.months,
                        states: retention.after
                          .map((state) => term(`state.${name}`, state))
                          .join(', '),
                      })
                    : t('retention.permanent', { why: retention.permanent })),
              ]
                .filter(Boolean)
                .join(' · ')}
            />
          ))}
        </List>
      </details>
    </Card>
  )
}
