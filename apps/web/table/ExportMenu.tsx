/** What is on the page, as files: always of the moment and the filters that are shown, complete or failed and saying so. */

import { buttonClass } from '../parts/Button.tsx'
import { IconDownload } from '../parts/icons.ts'
import { Pop } from '../parts/Pop.tsx'
import { useWords } from '../words.tsx'
import css from './ExportMenu.module.css'

export function ExportMenu({
  csv,
  xlsx,
  geojson,
  json,
  dictionary,
  file,
}: {
  csv: string
  xlsx?: string
  geojson?: string
  json?: string
  /** What the columns of the files mean. */
  dictionary?: string
  file: string
}) {
  const t = useWords()
  const all = [
    ['CSV', csv, 'csv'],
    ['XLSX', xlsx, 'xlsx'],
    ['GeoJSON', geojson, 'geojson'],
    ['JSON', json, 'json'],
    [t('export.columns'), dictionary, 'dictionary'],
  ].filter((one): one is [string, string, string] => one[1] !== undefined)
  return (
    <Pop
      label={t('export')}
      align="end"
      role="menu"
      buttonClass={buttonClass()}
      button={
        <>
          <IconDownload size={17} stroke={1.75} aria-hidden />
          <span>{t('export')}</span>
        </>
      }
    >
      {() => (
        <>
          {all.map(([name, address, ending]) => (
            <a
              key={name}
              role="menuitem"
              className={css.item}
              href={address}
              download={ending === 'dictionary' ? `${file}-columns.csv` : `${file}.${ending}`}
            >
              <b>{name}</b>
              <span>{t(`export.${ending}`)}</span>
            </a>
          ))}
        </>
      )}
    </Pop>
  )
}
