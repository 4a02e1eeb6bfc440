/** The log: what it is, where it stands, who signed it, and a verifier that trusts nothing this server says. */
import { useHere, useTimeline } from '../api/hooks.ts'
import { type LogView, useLog } from '../api/trust.ts'
import { CopyButton } from '../figure/Cite.tsx'
import { useFormat } from '../format.ts'
import { Card, PageHead } from '../parts/Card.tsx'
import { StateChip } from '../parts/Chip.tsx'
import { Go } from '../parts/Go.tsx'
import { Skeleton, When } from '../parts/Rest.tsx'
import { useWords } from '../words.tsx'
import { Latest } from './log/Latest.tsx'
import css from './log/log.module.css'
import { ReceiptCheck } from './log/ReceiptCheck.tsx'
import { OtherTools, Rotation, VerifierKey, Witnesses } from './log/Trustees.tsx'
import { Verify } from './log/Verify.tsx'

export default function LogPage() {
  const t = useWords()
  const log = useLog()
  return (
    <>
      <PageHead title={t('page.about')} question={t('log.question')} />
      <When query={log} skeleton={<Skeleton lines={12} height={28} />}>
        {(one) => (
          <div className={css.page}>
            <div className={css.column}>
              <Now log={one} />
              <Verify log={one} />
              <ReceiptCheck log={one} />
              <Latest />
              <Clock />
              <Further />
            </div>
            <div className={css.column}>
              <Witnesses log={one} />
              <VerifierKey log={one} />
              <Rotation log={one} />
              <OtherTools log={one} />
            </div>
          </div>
        )}
      </When>
    </>
  )
}

function Now({ log }: { log: LogView }) {
  const t = useWords()
  const format = useFormat()
  const { mission } = useHere()
  const hidden = useTimeline().data?.hidden
  const { checkpoint } = log
  return (
    <Card title={t('about.log')} aside={log.origin}>
      <dl className={css.facts}>
        <div>
          <dt>{t('about.size')}</dt>
          <dd>{format.number(log.size)}</dd>
        </div>
        {hidden?.total !== undefined && (
          <div>
            <dt>{t('about.statements')}</dt>
            <dd>{format.number(hidden.total)}</dd>
          </div>
        )}
        <div>
          <dt>{t('log.signed')}</dt>
          <dd>{checkpoint ? format.number(checkpoint.size) : '—'}</dd>
        </div>
        <div>
          <dt>{t('log.signedAt')}</dt>
          <dd>{checkpoint ? format.instant(checkpoint.at, mission.zone) : t('log.notYet')}</dd>
        </div>
      </dl>
      <div className={css.signing} data-does={log.signing.does}>
        <StateChip tone={log.signing.does ? 'fit' : 'out'}>
          {t(log.signing.does ? 'log.signs' : 'log.refuses')}
        </StateChip>
        <p>
          {log.signing.does ? t('log.signsText') : t('log.refusesText')}
          {log.signing.why && (
            <>
              {' '}
              <span lang="en">{log.signing.why}</span>
            </>
          )}
        </p>
      </div>
      <p className={css.label}>{t('about.root')}</p>
      <pre className={css.mono}>{checkpoint?.root ?? log.root}</pre>
      {checkpoint && (
        <details className={css.more}>
          <summary>{t('log.note')}</summary>
          <pre className={css.mono}>{checkpoint.note}</pre>
          <CopyButton text={checkpoint.note} words={t('log.copyNote')} />
        </details>
      )}
      <p className={css.row}>
        <CopyButton
          text={t('about.rootText', { mission: mission.name, size: log.size, root: log.root })}
          words={t('about.copyRoot')}
        />
      </p>
    </Card>
  )
}

function Clock() {
  const t = useWords()
  const { mission } = useHere()
  return (
    <Card title={t(`about.clock.${mission.clock}`)}>
      <div className={css.text}>
        <p>{t(`about.clock.${mission.clock}.text`)}</p>
        <p>{t('about.zone', { zone: mission.zone })}</p>
      </div>
    </Card>
  )
}

function Further() {
  const t = useWords()
  return (
    <Card title={t('about.further')}>
      <ul className={css.links}>
        <li>
          <Go to="/attribution">{t('page.attribution')}</Go>
          <span>{t('about.attribution')}</span>
        </li>
        <li>
          <Go to="/registers">{t('page.registers')}</Go>
          <span>{t('about.registers')}</span>
        </li>
        <li>
          <a href="/openapi.json">/openapi.json</a>
          <span>{t('about.api')}</span>
        </li>
      </ul>
    </Card>
  )
}
