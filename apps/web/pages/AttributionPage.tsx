/** Whose data this is, under which licence, and what those who gave it want said. */
import { useAttribution } from '../api/hooks.ts'
import { Card, PageHead } from '../parts/Card.tsx'
import { IconExternal } from '../parts/icons.ts'
import { Empty, Skeleton, When } from '../parts/Rest.tsx'
import { useWords } from '../words.tsx'
import css from './AttributionPage.module.css'

type Attribution = {
  items: {
    title: string
    holder?: string
    licence?: string
    url?: string
    note?: string
    files?: string[]
  }[]
}

export default function AttributionPage() {
  const t = useWords()
  const attribution = useAttribution<Attribution>()
  return (
    <>
      <PageHead title={t('page.attribution')} question={t('attribution.question')} />
      <When query={attribution} skeleton={<Skeleton lines={8} height={24} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('attribution.none')} />
          ) : (
            <div className={css.page}>
              {items.map((one) => (
                <Card key={one.title} title={one.title} aside={one.holder}>
                  <dl className={css.facts}>
                    {one.licence && (
                      <div>
                        <dt>{t('attribution.licence')}</dt>
                        <dd>{one.licence}</dd>
                      </div>
                    )}
                    {one.url && /^https?:/.test(one.url) && (
                      <div>
                        <dt>{t('attribution.from')}</dt>
                        <dd>
                          <a href={one.url} rel="noreferrer noopener" target="_blank">
                            {new URL(one.url).hostname}{' '}
                            <IconExternal size={13} stroke={2} aria-label={t('opensOutside')} />
                          </a>
                        </dd>
                      </div>
                    )}
                    {one.files && one.files.length > 0 && (
                      <div>
                        <dt>{t('attribution.files')}</dt>
                        <dd className={css.files}>{one.files.join(', ')}</dd>
                      </div>
                    )}
                  </dl>
                  {one.note && <p className={css.note}>{one.note}</p>}
                </Card>
              ))}
            </div>
          )
        }
      </When>
      <p className={css.disclaimer}>{t('attribution.boundaries')}</p>
    </>
  )
}
