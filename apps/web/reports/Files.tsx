/** The paper to take away: a tagged PDF and a Word file, in the language that is chosen. */
import { query } from '../api/client.ts'
import { useMission } from '../api/hooks.ts'
import { IconDownload } from '../parts/icons.ts'
import { useWords } from '../words.tsx'
import css from './reports.module.css'

type Params = Readonly<Record<string, string | undefined>>

export function Files({ path, params }: { path: string; params: Params }) {
  const t = useWords()
  const mission = useMission()
  return (['pdf', 'docx'] as const).map((format) => (
    <a
      key={format}
      className={css.file}
      href={`/api/${mission.id}${path}${query({ ...params, format })}`}
      download
    >
      <IconDownload size={17} stroke={1.75} aria-hidden />
      <span>{t(`reports.${format}`)}</span>
    </a>
  ))
}
