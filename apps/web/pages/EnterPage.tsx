/** Entering a new record of any register. The address may fill fields beforehand: `?member=` and an id. */
import { useParams, useSearch } from '@tanstack/react-router'
import { Problem } from '../api/client.ts'
import { useGet, useRegister, useRegisters } from '../api/hooks.ts'
import type { FieldView, RecordView, RegisterView } from '../api/types.ts'
import { RecordForm } from '../form/RecordForm.tsx'
import { type Draft, draftOf } from '../form/read.ts'
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
        <Filled key={name} register={register}>
          {(first) => (
            <RecordForm
              register={register}
              verb="enter"
              button={t('enter.record')}
              fields={order.flatMap((one): [string, FieldView][] =>
                register.fields[one] ? [[one, register.fields[one]]] : [],
              )}
              needs={needs}
              first={first}
              reason={verb?.reason ?? false}
              cancel={`/r/${name}`}
            />
          )}
        </Filled>
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

/** What the address says of the fields; of references the first, since one leads here from one record. */
function Filled({
  register,
  children,
}: {
  register: RegisterView
  children: (first: Draft) => React.ReactNode
}) {
  const search = useSearch({ strict: false }) as Record<string, unknown>
  const given = Object.entries(register.fields).filter(
    ([name]) => typeof search[name] === 'string' && search[name] !== '',
  )
  const [name, reference] = given.find(([, { control }]) => control === 'reference') ?? []
  const id = String(search[name ?? ''] ?? '')
  const found = useGet<RecordView>(
    `/${reference?.to}/${id}`,
    {},
    { enabled: reference !== undefined, keep: false },
  )
  if (reference && found.isPending) return <Skeleton lines={8} height={28} />
  return children(
    Object.fromEntries(
      given
        .filter(([one, { control }]) => control !== 'reference' || (one === name && found.data))
        .map(([one, field]) => [
          one,
          draftOf(search[one], field, () => found.data?.caption ?? id.slice(0, 8)),
        ]),
    ),
  )
}
