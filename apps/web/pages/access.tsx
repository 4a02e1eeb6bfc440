/** Access and record: who may see and do what, until when; what is open in an emergency; and whether each change was told. */
import { useHere, useList, useRegister, useRegisters } from '../api/hooks.ts'
import { useNotices } from '../api/trust.ts'
import type { RecordView, Refs } from '../api/types.ts'
import { useFormat } from '../format.ts'
import { addDays } from '../frame/days.ts'
import { useToday } from '../frame/TimeMachine.tsx'
import { GoButton } from '../parts/Button.tsx'
import { Card, PageHead } from '../parts/Card.tsx'
import { RecordState, StateChip } from '../parts/Chip.tsx'
import { Go, recordPath } from '../parts/Go.tsx'
import { IconPlus } from '../parts/icons.ts'
import { List, ListRow } from '../parts/ListRow.tsx'
import { Empty, ErrorPanel, Skeleton, When } from '../parts/Rest.tsx'
import { usePersonTitle } from '../parts/usePersonTitle.ts'
import { useModelWord } from '../record/modelWords.ts'
import { useWords } from '../words.tsx'
import css from './access/access.module.css'
import { demoHolders, holdersOf } from './access/holdings.ts'
import { Members } from './access/Members.tsx'
import { DeskLists } from './desk/DeskLists.tsx'

const ALL = 200
const SOON = 30

export default function AccessPage() {
  const t = useWords()
  const member = useRegister('member')
  const emergency = useRegister('emergency')
  const { person } = useHere()
  // It is opened for oneself only; most people of a demonstration are no member on record.
  const isMember = /^[0-9a-f]{8}-/.test(person.id)
  return (
    <>
      <PageHead
        title={t('desk.access')}
        question={t('desk.access.question')}
        actions={
          <>
            {emergency?.may.includes('enter') && (
              <GoButton to="/r/emergency/new" search={isMember ? { member: person.id } : undefined}>
                {t('access.openEmergency')}
              </GoButton>
            )}
            {member?.may.includes('enter') && (
              <GoButton
                look="filled"
                to="/r/member/new"
                icon={<IconPlus size={17} stroke={2} aria-hidden />}
              >
                {t('access.newMember')}
              </GoButton>
            )}
          </>
        }
      />
      <nav className={css.pages} aria-label={t('access.pages')} data-print="no">
        {['log', 'readings', 'retention', 'requests'].map((page) => (
          <Go key={page} to={`/${page}`}>
            <b>{t(`access.page.${page}`)}</b>
            <span>{t(`access.page.${page}.about`)}</span>
          </Go>
        ))}
      </nav>
      <div className={css.page}>
        <Emergencies />
        <EndingSoon />
        <Everybody />
        <Notices />
        <Recent />
      </div>
      <DeskLists desk="access" />
    </>
  )
}

const nameIn = (refs: Refs | undefined, id: unknown): string | undefined =>
  typeof id === 'string' ? refs?.[id]?.caption : undefined

/** What is open, and what nobody has reviewed yet: the first thing on the page. */
function Emergencies() {
  const t = useWords()
  const format = useFormat()
  const { zone } = useHere().mission
  const list = useList('emergency', { state: ['opened', 'closed'], limit: ALL })
  return (
    <Card
      title={t('access.emergency')}
      aside={list.data && t('access.emergencyAside', { count: list.data.items.length })}
    >
      <When query={list} skeleton={<Skeleton lines={2} height={28} />}>
        {({ items, refs }) =>
          items.length === 0 ? (
            <Empty title={t('access.noEmergency')} why={t('access.noEmergencyWhy')} />
          ) : (
            <List label={t('access.emergency')}>
              {items.map((one) => {
                const ends = Date.parse(one.at) + Number(one.fields.hours ?? 0) * 3_600_000
                const isOpen = one.state === 'opened' && ends > Date.now()
                return (
                  <ListRow
                    key={one.id}
                    title={`${nameIn(refs, one.fields.member) ?? one.caption} · ${t(`label.${String(one.fields.level)}`)}`}
                    caption={t('access.emergencyUntil', {
                      until: format.instant(new Date(ends).toISOString(), zone),
                      hours: Number(one.fields.hours ?? 0),
                    })}
                    end={
                      isOpen ? (
                        <StateChip tone="out">{t('access.openNow')}</StateChip>
                      ) : (
                        <StateChip tone="limited">{t('access.unreviewed')}</StateChip>
                      )
                    }
                    to={recordPath('emergency', one.id)}
                  />
                )
              })}
            </List>
          )
        }
      </When>
    </Card>
  )
}

/** Grants that end within a month: extend them, or let them end. */
function EndingSoon() {
  const t = useWords()
  const role = useModelWord('role')
  const format = useFormat()
  const today = useToday()
  const span = { 'until.from': today, 'until.to': addDays(today, SOON), limit: ALL }
  const clearances = useList('clearance', { ...span, state: 'granted' })
  const appointments = useList('appointment', { ...span, state: 'held' })
  const members = useList('member', {
    'leavesOn.from': today,
    'leavesOn.to': addDays(today, SOON),
    state: ['active', 'invited'],
    limit: ALL,
  })
  const rows = [
    ...rowsOf(clearances.data, (one) => t(`label.${String(one.fields.level)}`), 'until'),
    ...rowsOf(appointments.data, (one) => role(String(one.fields.role)), 'until'),
    ...rowsOf(members.data, () => t('access.leaves'), 'leavesOn'),
  ].sort((a, b) => a.day.localeCompare(b.day))
  return (
    <Card title={t('access.ending')} aside={t('access.endingAside', { days: SOON })}>
      {clearances.isPending || appointments.isPending ? (
        <Skeleton lines={3} height={28} />
      ) : clearances.error ? (
        <ErrorPanel error={clearances.error} />
      ) : rows.length === 0 ? (
        <Empty title={t('access.noEnding')} why={t('access.noEndingWhy')} />
      ) : (
        <List label={t('access.ending')}>
          {rows.map(({ record, who, what, day }) => (
            <ListRow
              key={record.id}
              lead={format.when(day)}
              title={who}
              caption={what}
              to={recordPath(record.register, record.id)}
            />
          ))}
        </List>
      )}
    </Card>
  )
}

const rowsOf = (
  page: { items: RecordView[]; refs?: Refs } | undefined,
  what: (record: RecordView) => string,
  day: string,
) =>
  (page?.items ?? []).map((record) => ({
    record,
    who: nameIn(page?.refs, record.fields.member) ?? record.caption,
    what: what(record),
    day: String(record.fields[day] ?? ''),
  }))

function Everybody() {
  const t = useWords()
  const { mission } = useHere()
  const members = useList('member', { limit: ALL, state: ['invited', 'active', 'suspended'] })
  const appointments = useList('appointment', { limit: ALL, state: 'held' })
  const clearances = useList('clearance', { limit: ALL, state: 'granted' })
  const bodies = useList('organisation', { limit: ALL }, { enabled: mission.mayChoose ?? false })
  const refs: Refs = { ...members.data?.refs, ...clearances.data?.refs }
  const isReady = members.data && appointments.data && clearances.data
  const holders = isReady
    ? [
        ...holdersOf(
          members.data.items,
          appointments.data.items,
          clearances.data.items,
          (id) => refs[id]?.caption,
        ),
        ...demoHolders(
          mission.mayChoose ? mission.people : [],
          (id) => bodies.data?.items.find((one) => one.id === id)?.caption,
        ),
      ]
    : []
  return (
    <Card
      flush
      className={css.wide}
      title={t('access.members')}
      aside={isReady && t('access.membersAside', { count: holders.length })}
      action={<Go to="/r/member">{t('desk.all')}</Go>}
    >
      {members.error ? (
        <ErrorPanel error={members.error} />
      ) : isReady ? (
        <Members holders={holders} />
      ) : (
        <div className={css.pad}>
          <Skeleton lines={8} height={28} />
        </div>
      )}
    </Card>
  )
}

/** Monitors and donors are told of every change to their access by a way outside this server; here, whether it arrived. */
function Notices() {
  const t = useWords()
  const format = useFormat()
  const { zone } = useHere().mission
  const person = usePersonTitle()
  const { asked, items } = useNotices()
  return (
    <Card title={t('access.notices')} aside={t('access.noticesAside')}>
      {asked.isPending ? (
        <Skeleton lines={3} height={28} />
      ) : asked.error ? (
        <ErrorPanel error={asked.error} />
      ) : items?.length === 0 ? (
        <Empty title={t('access.noNotice')} why={t('access.noNoticeWhy')} />
      ) : (
        <List label={t('access.notices')}>
          {items?.slice(0, 12).map((one) => (
            <ListRow
              key={`${one.seq}${one.member}${one.by}`}
              title={person(one.member, one.memberTitle)}
              caption={t(`access.noticeBy.${one.by}`, {
                seq: one.seq,
                when: format.instant(one.deliveredAt ?? one.made, zone),
              })}
              end={
                <StateChip
                  tone={
                    one.state === 'delivered' ? 'fit' : one.state === 'waiting' ? 'limited' : 'out'
                  }
                >
                  {t(`access.notice.${one.state}`)}
                </StateChip>
              }
              endCaption={one.state === 'delivered' ? undefined : one.failure}
            />
          ))}
        </List>
      )}
    </Card>
  )
}

const changing = ['member', 'appointment', 'clearance', 'emergency', 'barring']

function Recent() {
  const t = useWords()
  const format = useFormat()
  const { zone } = useHere().mission
  const registers = useRegisters().data?.items ?? []
  const lists = [
    useList('member', { limit: ALL }),
    useList('appointment', { limit: ALL }),
    useList('clearance', { limit: ALL }),
    useList('emergency', { limit: ALL }),
    useList('barring', { limit: ALL }),
  ]
  const latest = lists
    .flatMap(({ data }) => data?.items ?? [])
    .filter(({ register }) => changing.includes(register))
    .sort((a, b) => b.seq - a.seq)
    .slice(0, 8)
  const refs: Refs = Object.assign({}, ...lists.map(({ data }) => data?.refs ?? {}))
  return (
    <Card title={t('access.recent')} aside={t('access.recentAside')}>
      {lists.some(({ isPending }) => isPending) ? (
        <Skeleton lines={5} height={28} />
      ) : latest.length === 0 ? (
        <Empty title={t('access.noRecent')} why={t('access.noRecentWhy')} />
      ) : (
        <List label={t('access.recent')}>
          {latest.map((one) => (
            <ListRow
              key={one.id}
              title={`${registers.find(({ name }) => name === one.register)?.title ?? one.register}: ${nameIn(refs, one.fields.member) ?? one.caption}`}
              caption={t('access.changed', {
                seq: one.seq,
                when: format.instant(one.known, zone),
              })}
              end={<RecordState state={one.state} register={one.register} />}
              to={recordPath(one.register, one.id)}
            />
          ))}
        </List>
      )}
    </Card>
  )
}
