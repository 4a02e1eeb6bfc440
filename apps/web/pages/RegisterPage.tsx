/** One register as a list, for every register that no page is drawn for. */
import { useParams } from '@tanstack/react-router'
import { Problem, query } from '../api/client.ts'
import { useMission, useRegister, useRegisters } from '../api/hooks.ts'
import { useMoment } from '../api/moment.ts'
import type { RegisterView } from '../api/types.ts'
import { GoButton } from '../parts/Button.tsx'
import { PageHead } from '../parts/Card.tsx'
import { LabelChip } from '../parts/Chip.tsx'
import { IconPlus, IconUp } from '../parts/icons.ts'
import { ErrorPanel, Skeleton } from '../parts/Rest.tsx'
import { ExportMenu } from '../table/ExportMenu.tsx'
import type { Filters } from '../table/looks.ts'
import { RegisterTable } from '../table/RegisterTable.tsx'
import { useFilters } from '../table/view.ts'
import { useWords } from '../words.tsx'
import css from './RegisterPage.module.css'

export default function RegisterPage() {
  const { register: name } = useParams({ strict: false }) as { register: string }
  const registers = useRegisters()
  const register = useRegister(name)
  if (registers.error) return <ErrorPanel error={registers.error} />
  if (registers.isPending) return <Skeleton lines={8} height={24} />
  if (!register) return <ErrorPanel error={new Problem('unknown-register', 404, '')} />
  return <Register key={name} register={register} />
}

function Register({ register }: { register: RegisterView }) {
  const t = useWords()
  const [filters, setFilters] = useFilters()
  return (
    <div className={css.page}>
      <PageHead
        title={register.plural}
        question={register.about}
        marks={<LabelChip label={register.label} />}
        actions={
          <>
            <Exports register={register} filters={filters} />
            {register.may.some((verb) => verb === 'enter' || verb === 'amend') && (
              <GoButton
                to={`/r/${register.name}/import`}
                icon={<IconUp size={17} stroke={1.75} aria-hidden />}
              >
                {t('import.button')}
              </GoButton>
            )}
            {register.may.includes('enter') && (
              <GoButton
                look="filled"
                to={`/r/${register.name}/new`}
                icon={<IconPlus size={17} stroke={2} aria-hidden />}
              >
                {t('enter.button', { what: register.title.toLowerCase() })}
              </GoButton>
            )}
          </>
        }
      />
      <RegisterTable register={register} filters={filters} onFilter={setFilters} />
    </div>
  )
}

function Exports({ register, filters }: { register: RegisterView; filters: Filters }) {
  const mission = useMission()
  const moment = useMoment()
  const address = (format: string): string =>
    `/api/${mission.id}/${register.name}${query({ ...moment.params, ...filters, format })}`
  return (
    <ExportMenu
      csv={address('csv')}
      xlsx={address('xlsx')}
      json={address('json')}
      dictionary={`/api/${mission.id}/${register.name}?format=dictionary`}
      {...(register.place ? { geojson: address('geojson') } : {})}
      file={register.name}
    />
  )
}
