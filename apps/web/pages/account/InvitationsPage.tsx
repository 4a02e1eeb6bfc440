/** For access officers: letting members in, letting them back in, and shutting a lost device out. Nothing is sent from here. */
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { type Link, useOpenPasses } from '../../api/account.ts'
import { post } from '../../api/client.ts'
import { useHere, useList, useMission } from '../../api/hooks.ts'
import { useFormat } from '../../format.ts'
import { Button } from '../../parts/Button.tsx'
import { Card, PageHead } from '../../parts/Card.tsx'
import { StateChip } from '../../parts/Chip.tsx'
import { GoRecord } from '../../parts/Go.tsx'
import { Empty, ErrorPanel, When } from '../../parts/Rest.tsx'
import { useWords } from '../../words.tsx'
import css from './account.module.css'
import { Field, Form, useDoing } from './fields.tsx'
import { Once } from './Once.tsx'
import { PhonesOf } from './PhonesOf.tsx'

/** Whose state lets it be done; a phone may also be lost by somebody who has gone. */
const membersFor = {
  invitation: ['invited', 'active'],
  recovery: ['active'],
  shut: ['active', 'suspended', 'left'],
} as const
type Work = keyof typeof membersFor

export default function InvitationsPage() {
  const t = useWords()
  const { person } = useHere()
  if (!person.roles.includes('registrar') || person.by === 'demo')
    return (
      <>
        <PageHead title={t('account.letIn')} />
        <Empty title={t('account.officersOnly')} why={t('account.officersOnlyWhy')} />
      </>
    )
  return (
    <>
      <PageHead title={t('account.letIn')} question={t('account.letInQuestion')} brief />
      <div className={css.cards}>
        <Card title={t('account.invite')} aside={t('account.inviteAbout')}>
          <Do work="invitation" />
        </Card>
        <Card title={t('account.recover')} aside={t('account.recoverAbout')}>
          <Do work="recovery" />
        </Card>
        <Card title={t('account.shut')} aside={t('account.shutAbout')}>
          <Do work="shut" />
        </Card>
        <OpenLinks />
      </div>
    </>
  )
}

/** Choose a member, then make the link or shut them out. */
function Do({ work }: { work: Work }) {
  const t = useWords()
  const mission = useMission()
  const id = useId()
  const client = useQueryClient()
  const members = useList('member', { limit: 200, state: [...membersFor[work]] }, { moment: false })
  const { busy, error, run } = useDoing()
  const [member, setMember] = useState('')
  const [email, setEmail] = useState('')
  const [link, setLink] = useState<string>()
  const [ended, setEnded] = useState<number>()
  const send = () =>
    run(async () => {
      setEnded(undefined)
      if (work === 'shut') {
        setEnded((await post<{ ended: number }>(`/${mission.id}/shut`, { member })).ended)
        return
      }
      const isNew = work === 'invitation'
      const path = isNew ? 'invitations' : 'recoveries'
      const body = isNew ? { member, email } : { member }
      setLink((await post<Link>(`/${mission.id}/${path}`, body)).link)
      await client.invalidateQueries({ queryKey: ['account', 'passes'] })
    })
  return (
    <>
      {link && <Once text={link} label={t('account.linkOnce')} onDone={() => setLink(undefined)} />}
      {ended !== undefined && (
        <StateChip tone="fit">{t('account.ended', { count: ended })}</StateChip>
      )}
      {members.error && <ErrorPanel error={members.error} />}
      <Form error={error} onSend={() => void send()}>
        <div className={css.field}>
          <label htmlFor={id}>{t('account.member')}</label>
          <select
            id={id}
            className={css.input}
            required
            value={member}
            onChange={(event) => setMember(event.target.value)}
          >
            <option value="">{t('account.chooseMember')}</option>
            {members.data?.items.map((one) => (
              <option key={one.id} value={one.id}>
                {one.caption}
              </option>
            ))}
          </select>
        </div>
        {work === 'invitation' && (
          <Field
            label={t('account.email')}
            help={t('account.inviteHelp')}
            type="email"
            autoComplete="off"
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
        <Button type="submit" disabled={busy}>
          {t(work === 'shut' ? 'account.shutNow' : 'account.makeLink')}
        </Button>
      </Form>
      {work === 'shut' && member && <PhonesOf key={member} member={member} />}
    </>
  )
}

function OpenLinks() {
  const t = useWords()
  const format = useFormat()
  const { zone } = useMission()
  const passes = useOpenPasses(true)
  return (
    <Card title={t('account.openLinks')}>
      <When query={passes}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={css.help}>{t('account.noOpenLinks')}</p>
          ) : (
            <ul className={css.list}>
              {items.map(({ kind, member, email, until }) => (
                <li key={`${kind} ${member}`}>
                  <div>
                    <p>
                      <b>{t(`account.welcome.${kind}`)}</b> {email}
                    </p>
                    <p className={css.help}>
                      {t('account.linkUntil', { at: format.instant(until, zone) })}
                    </p>
                  </div>
                  {member && (
                    <GoRecord register="member" id={member}>
                      {t('account.member')}
                    </GoRecord>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </When>
    </Card>
  )
}
