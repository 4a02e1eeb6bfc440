/** The log: how long it is, where it stands, what that proves today and what it will, and what this mission's clock means. */
import { useHead, useHere, useTimeline } from '../api/hooks.ts'
import { CopyButton } from '../figure/Cite.tsx'
import { useFormat } from '../format.ts'
import { Card, PageHead } from '../parts/Card.tsx'
import { Go } from '../parts/Go.tsx'
import { Skeleton, When } from '../parts/Rest.tsx'
import { useWords } from '../words.tsx'
import css from './AboutPage.module.css'

export default function AboutPage() {
  const t = useWords()
  const format = useFormat()
  const { mission } = useHere()
  const head = useHead()
  const hidden = useTimeline().data?.hidden
  return (
    <>
      <PageHead title={t('page.about')} question={t('about.question')} />
      <div className={css.page}>
        <Card title={t('about.log')}>
          <When query={head} skeleton={<Skeleton lines={4} />}>
            {({ size, root, known }) => (
              <>
                <dl className={css.facts}>
                  <div>
                    <dt>{t('about.size')}</dt>
                    <dd>{format.number(size)}</dd>
                  </div>
                  {hidden?.total !== undefined && (
                    <div>
                      <dt>{t('about.statements')}</dt>
                      <dd>{format.number(hidden.total)}</dd>
                    </div>
                  )}
                  <div>
                    <dt>{t('about.last')}</dt>
                    <dd>{known ? format.instant(known, mission.zone) : '—'}</dd>
                  </div>
                </dl>
                <p className={css.label}>{t('about.root')}</p>
                <pre className={css.root}>{root}</pre>
                <p className={css.copy}>
                  <CopyButton
                    text={t('about.rootText', { mission: mission.name, size, root })}
                    words={t('about.copyRoot')}
                  />
                </p>
              </>
            )}
          </When>
        </Card>
        <Card title={t('about.means')}>
          <div className={css.text}>
            <p>{t('about.means1')}</p>
            <p>{t('about.means2')}</p>
            <p>{t('about.means3')}</p>
          </div>
        </Card>
        <Card title={t(`about.clock.${mission.clock}`)}>
          <div className={css.text}>
            <p>{t(`about.clock.${mission.clock}.text`)}</p>
            <p>{t('about.zone', { zone: mission.zone })}</p>
          </div>
        </Card>
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
      </div>
    </>
  )
}
