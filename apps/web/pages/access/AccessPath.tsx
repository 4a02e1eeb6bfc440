/** The way back from a page of the desk of access to its first. */
import { Path } from '../../parts/Card.tsx'
import { Go } from '../../parts/Go.tsx'
import { useWords } from '../../words.tsx'

export function AccessPath() {
  const t = useWords()
  return (
    <Path label={t('record.path')}>
      <li>
        <Go to="/access">{t('desk.access')}</Go>
      </li>
    </Path>
  )
}
