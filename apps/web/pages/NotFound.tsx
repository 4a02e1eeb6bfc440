/** Nothing at this address: what may be meant instead. */
import { Link } from '@tanstack/react-router'
import { PageHead } from '../parts/Card.tsx'
import { Empty } from '../parts/Rest.tsx'
import { useWords } from '../words.tsx'

export function NotFound() {
  const t = useWords()
  return (
    <>
      <PageHead title={t('notFound.title')} />
      <Empty
        title={t('notFound.what')}
        why={t('notFound.why')}
        action={<Link to="/">{t('page.overview')}</Link>}
      />
    </>
  )
}
