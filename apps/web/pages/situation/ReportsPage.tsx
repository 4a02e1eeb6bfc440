/**
 * What came in: reports that nobody has weighed, incidents that may be one, how many channels stand behind each, and who is said to
 * have harmed whom. What is suggested here is computed; only somebody who looks merges.
 */
import { useGet, useList, useRegister } from '../../api/hooks.ts'
import { useFormat } from '../../format.ts'
import { GoButton } from '../../parts/Button.tsx'
import { Card, PageHead } from '../../parts/Card.tsx'
import { GoRecord } from '../../parts/Go.tsx'
import { List, ListRow } from '../../parts/ListRow.tsx'
import { Empty, Skeleton, When } from '../../parts/Rest.tsx'
import { Cell, Rows } from '../../parts/Rows.tsx'
import { useTerm, useWords } from '../../words.tsx'
import { DeskExport } from '../desk/DeskLists.tsx'
import { DeskTabs } from '../desk/DeskTabs.tsx'
import type { CorroborationView, HarmView } from './answers.ts'
import { Duplicates } from './Duplicates.tsx'
import css from './reports.module.css'

const SHOWN = 25

export default function ReportsPage() {
  const t = useWords()
  const mayEnter = useRegister('report')?.may.includes('enter')
  return (
    <>
      <PageHead
        title={t('situation.reports.title')}
        question={t('situation.reports.question')}
        actions={
          <>
            {mayEnter && (
              <GoButton look="filled" to="/r/report/new">
                {t('situation.reports.enter')}
              </GoButton>
            )}
            <DeskExport desk="situation" />
          </>
        }
      />
      <DeskTabs desk="situation" />
      <div className={css.page}>
        <ToWeigh />
        <Duplicates />
        <Channels />
        <Harm />
      </div>
    </>
  )
}

function ToWeigh() {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const mayWeigh = useRegister('report')?.may.includes('weigh')
  const reports = useList('report', { state: 'received', limit: SHOWN, sort: '-receivedOn' })
  return (
    <Card
      title={t('situation.toWeigh', { count: reports.data?.total ?? 0 })}
      aside={t('situation.toWeighAside')}
    >
      <When query={reports} skeleton={<Skeleton lines={5} height={36} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('situation.noneToWeigh')} why={t('situation.noneToWeighWhy')} />
          ) : (
            <List label={t('situation.toWeigh', { count: items.length })}>
              {items.map(({ id, caption, fields }) => (
                <ListRow
                  key={id}
                  to={`/r/report/${id}${mayWeigh ? '/weigh' : ''}`}
                  lead={format.when(String(fields.receivedOn), 'day')}
                  title={String(fields.title ?? caption)}
                  caption={[
                    term('choice.report.channel', String(fields.channel)),
                    (fields.where as { name?: string } | undefined)?.name,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                  end={`${fields.sourceGrade ?? ''}${fields.contentGrade ?? ''}`}
                  endCaption={t('situation.grade.asGiven')}
                />
              ))}
            </List>
          )
        }
      </When>
    </Card>
  )
}

function Channels() {
  const t = useWords()
  const term = useTerm()
  const asked = useGet<CorroborationView>('/situation/corroboration', { limit: SHOWN })
  const incidents = useList('incident', { limit: 200, sort: '-occurredOn' })
  const names = new Map((incidents.data?.items ?? []).map((one) => [one.id, one.caption]))
  return (
    <Card
      title={t('situation.channels')}
      aside={
        asked.data &&
        t('situation.channelsAside', { single: asked.data.single, total: asked.data.total })
      }
    >
      <When query={asked} skeleton={<Skeleton lines={5} height={30} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('situation.noChannels')} why={t('situation.noChannelsWhy')} />
          ) : (
            <Rows
              caption={t('situation.channels')}
              keyOf={({ incident }) => incident}
              rows={items.toSorted((a, b) => a.independent - b.independent)}
              columns={[
                {
                  key: 'incident',
                  title: t('situation.incident'),
                  cell: ({ incident }) => (
                    <GoRecord register="incident" id={incident}>
                      {names.get(incident) ?? t('situation.incident')}
                    </GoRecord>
                  ),
                },
                {
                  key: 'independent',
                  title: t('situation.independent'),
                  number: true,
                  cell: ({ independent }) => independent,
                },
                {
                  key: 'reports',
                  title: t('situation.reportsNumber'),
                  number: true,
                  cell: ({ reports }) => reports,
                },
                {
                  key: 'channels',
                  title: t('situation.through'),
                  cell: ({ channels }) =>
                    channels.map((one) => term('choice.report.channel', one)).join(', '),
                },
                {
                  key: 'grade',
                  title: t('situation.bestGrade'),
                  cell: ({ sourceGrade, contentGrade }) =>
                    `${sourceGrade ?? '–'} / ${contentGrade ?? '–'}`,
                },
              ]}
            />
          )
        }
      </When>
    </Card>
  )
}

function Harm() {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const asked = useGet<HarmView>('/situation/harm')
  return (
    <Card
      title={t('situation.harmBy')}
      aside={
        asked.data &&
        t('situation.harmByAside', {
          from: format.when(asked.data.from),
          to: format.when(asked.data.to),
        })
      }
    >
      <When query={asked} skeleton={<Skeleton lines={5} height={30} />}>
        {({ items, refs, apart }) => (
          <>
            {items.length === 0 ? (
              <Empty title={t('situation.noHarm')} why={t('situation.noHarmWhy')} />
            ) : (
              <Rows
                caption={t('situation.harmBy')}
                keyOf={({ group, harm }) => `${group} ${harm}`}
                rows={items}
                columns={[
                  {
                    key: 'group',
                    title: t('situation.saidToBeBy'),
                    cell: ({ group }) =>
                      group ? (
                        <GoRecord register="group" id={group}>
                          {refs[group] ?? t('situation.groupUnknown')}
                        </GoRecord>
                      ) : (
                        t('situation.byNobody')
                      ),
                  },
                  {
                    key: 'harm',
                    title: t('situation.harm'),
                    cell: ({ harm }) => term('choice.civilianHarm.harm', harm),
                  },
                  {
                    key: 'low',
                    title: t('situation.low'),
                    number: true,
                    cell: ({ low }) => format.number(low),
                  },
                  {
                    key: 'best',
                    title: t('situation.best'),
                    number: true,
                    cell: ({ best }) => (
                      <Cell
                        value={best === null ? null : format.number(best)}
                        why={t('situation.notSettled')}
                      />
                    ),
                  },
                  {
                    key: 'high',
                    title: t('situation.high'),
                    number: true,
                    cell: ({ high }) => format.number(high),
                  },
                  {
                    key: 'incidents',
                    title: t('situation.incidentRow'),
                    number: true,
                    cell: ({ incidents, shared }) =>
                      shared > 0
                        ? t('situation.sharedWith', { count: incidents, shared })
                        : format.number(incidents),
                  },
                ]}
              />
            )}
            <p className={css.note}>
              {apart > 0 ? t('situation.harmNote', { count: apart }) : t('situation.harmNoteAll')}
            </p>
          </>
        )}
      </When>
    </Card>
  )
}
