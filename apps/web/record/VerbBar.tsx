/** What can be done with a record now, by who looks: verbs of the register. What waits for another state is greyed and says for which. */
import type { RecordView, RegisterView, VerbView } from '../api/types.ts'
import { Button, buttonClass, GoButton } from '../parts/Button.tsx'
import { Go, recordPath } from '../parts/Go.tsx'
import { IconChevronDown } from '../parts/icons.ts'
import { Pop } from '../parts/Pop.tsx'
import { useTerm, useWords } from '../words.tsx'
import css from './VerbBar.module.css'
import { handling, standing, verbTitle } from './verbTitle.ts'

export function VerbBar({ register, record }: { register: RegisterView; record: RecordView }) {
  const t = useWords()
  const term = useTerm()
  const path = recordPath(register.name, record.id)
  const verbs = Object.entries(register.verbs).filter(
    ([name]) => !standing.has(name) && register.may.includes(name),
  )
  const fits = ([, verb]: [string, VerbView]): boolean =>
    [verb.from ?? []].flat().includes(record.state)
  const can = verbs.filter(fits)
  const waits = verbs.filter((one) => !fits(one))
  return (
    <>
      {can.map(([name, verb], i) => (
        <GoButton key={name} look={i === 0 ? 'filled' : 'plain'} to={`${path}/${name}`}>
          {verbTitle(t, name, verb)}
        </GoButton>
      ))}
      {can.length === 0 && register.may.includes('amend') && (
        <GoButton to={`${path}/amend`}>{t('verb.amend')}</GoButton>
      )}
      <More register={register} path={path} />
      {waits.slice(0, 3).map(([name, verb]) => {
        const why = t('verb.waits', {
          states: [verb.from ?? []]
            .flat()
            .map((state) => term(`state.${register.name}`, state))
            .join(', '),
        })
        return (
          <Button key={name} aria-disabled="true" title={why}>
            {verbTitle(t, name, verb)}
            <span className="aside-only">. {why}</span>
          </Button>
        )
      })}
    </>
  )
}

/** What is done to the record itself: who may see it, and what of it goes for ever. */
function More({ register, path }: { register: RegisterView; path: string }) {
  const t = useWords()
  const may = handling.filter((verb) => register.may.includes(verb) && register.verbs[verb])
  if (may.length === 0) return null
  return (
    <Pop
      align="end"
      label={t('verb.more')}
      buttonClass={buttonClass()}
      button={
        <>
          <span>{t('verb.more')}</span>
          <IconChevronDown size={16} stroke={2} aria-hidden />
        </>
      }
    >
      {(close) => (
        <ul className={css.handling}>
          {may.map((verb) => (
            <li key={verb}>
              <Go to={`${path}/${verb}`} onClick={close}>
                <b>{t(`verb.${verb}`)}</b>
                <span>{t(`verb.${verb}.help`)}</span>
              </Go>
            </li>
          ))}
        </ul>
      )}
    </Pop>
  )
}
