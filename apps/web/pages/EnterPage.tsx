/** Entering a new record of any register. */
import { useParams } from '@tanstack/react-router'
import { Problem } from '../api/client.ts'
import { useRegister, useRegisters } from '../api/hooks.ts'
import { RecordForm } from '../form/RecordForm.tsx'
import { PageHead, Path } from '../parts/Card.tsx'
import { LabelChip } from '../parts/Chip.tsx'
import { Go } from '../parts/Go.tsx'
import { ErrorPanel, Skeleton } from '../parts/Rest.tsx'
import { useWords } from '../words.tsx'

export default function EnterPage() {
  const t = useWords()
  const { register: name } = useParams({ strict: false }) as { register: string }
  const registers = useRegisters()
  const register = useRegister(name)
  if (registers.isPending) return <Skeleton lines={8} height={28} />
  if (!register)
    return <ErrorPanel error={registers.error ?? new Problem('unknown-register', 404, '')} />
  const verb = register.verbs.enter
  const takes = verb?.takes ?? Object.keys(register.fields)
  const needs = verb?.needs ?? []
  const order = [...needs, ...takes.filter((one) => !needs.includes(one))]
  return (
    <>
      <PageHead
        path={
          <Path label={t('record.path')}>
            <li>
              <Go to={`/r/${name}`}>{register.plural}</Go>
            </li>
          </Path>
        }
        title={t('enter.title', { what: register.title.toLowerCase() })}
        marks={<LabelChip label={register.label} />}
        question={register.about}
      />
      {register.may.includes('enter') ? (
        <RecordForm
          key={name}
          register={register}
          verb="enter"
          button={t('enter.record')}
          fields={
            order.flatMap((one) =>
              register.fields[one] ? [[one, register.fields[one]] as const] : [],
            ) as never
          }
          needs={needs}
          first={{}}
          reason={false}
          cancel={`/r/${name}`}
        />
      ) : (
        <ErrorPanel
          error={
            new Problem(
              'not-allowed',
              403,
              t('enter.notAllowed', { what: register.plural.toLowerCase() }),
            )
          }
        />
      )}
    </>
  )
}
