/** What can be done with a record now, by who looks: verbs of the register. What waits for another state is greyed and says for which. */
import type { RecordView, RegisterView, VerbView } from '../api/types.ts'
import { GoButton } from '../parts/Button.tsx'
import { recordPath } from '../parts/Go.tsx'
import { useTerm, useWords } from '../words.tsx'
import css from './VerbBar.module.css'

const standing = new Set(['enter', 'amend', 'correct', 'void'])

export const verbTitle = (
  t: (key: string) => string,
  name: string,
  verb: VerbView | undefined,
): string => (standing.has(name) ? t(`verb.${name}`) : (verb?.title ?? name))

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
      {waits.slice(0, 3).map(([name, verb]) => {
        const why = t('verb.waits', {
          states: [verb.from ?? []]
            .flat()
            .map((state) => term(`state.${register.name}`, state))
            .join(', '),
        })
        return (
          <button key={name} type="button" className={css.waits} aria-disabled="true" title={why}>
            {verbTitle(t, name, verb)}
            <span className="aside-only">. {why}</span>
          </button>
        )
      })}
    </>
  )
}
