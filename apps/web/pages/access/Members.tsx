/** Everybody with their roles and clearances and when each ends. A table on a desk, cards on a phone. */
import { useRegister } from '../../api/hooks.ts'
import { useFormat } from '../../format.ts'
import { LabelChip, OutlineChip, RecordState } from '../../parts/Chip.tsx'
import { Go, GoRecord } from '../../parts/Go.tsx'
import { usePersonTitle } from '../../parts/usePersonTitle.ts'
import { useModelWord } from '../../record/modelWords.ts'
import { useTerm, useWords } from '../../words.tsx'
import css from './access.module.css'
import type { Held, Holder } from './holdings.ts'

export function Members({ holders }: { holders: readonly Holder[] }) {
  const t = useWords()
  const mayGrant = useRegister('clearance')?.may.includes('enter') ?? false
  return (
    <div className={css.scroll}>
      <table className={css.table}>
        <thead>
          <tr>
            {['member', 'roles', 'clearances', 'lastDay'].map((one) => (
              <th key={one} scope="col">
                {t(`access.${one}`)}
              </th>
            ))}
            {mayGrant && (
              <th scope="col">
                <span className="aside-only">{t('access.grant')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {holders.map((one) => (
            <Row key={one.id} holder={one} mayGrant={mayGrant} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ holder, mayGrant }: { holder: Holder; mayGrant: boolean }) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const role = useModelWord('role')
  const person = usePersonTitle()
  return (
    <tr>
      <th scope="row" data-demo={holder.isDemo || undefined}>
        {holder.isDemo ? (
          <span>{person(holder.id, holder.title)}</span>
        ) : (
          <GoRecord register="member" id={holder.id}>
            {holder.title}
          </GoRecord>
        )}
        <span className={css.marks}>
          {holder.isDemo ? (
            <OutlineChip>{t('access.demo')}</OutlineChip>
          ) : (
            <RecordState state={holder.state} register="member" />
          )}
          <span>
            {[holder.kind && term('choice.member.kind', holder.kind), holder.body]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
      </th>
      <td data-title={t('access.roles')}>
        {holder.roles.length === 0 && '—'}
        {holder.roles.map((one) => (
          <Grant key={one.id ?? one.word} held={one} register="appointment">
            {role(one.word)}
          </Grant>
        ))}
      </td>
      <td data-title={t('access.clearances')}>
        {holder.clearances.length === 0 && '—'}
        {holder.clearances.map((one) => (
          <Grant key={one.id ?? `${one.word}${one.at}`} held={one} register="clearance">
            {one.label && <LabelChip label={one.label} />}{' '}
            {one.at === undefined ? t('why.everywhere') : one.at || t('why.oneUnit')}
          </Grant>
        ))}
      </td>
      <td data-title={t('access.lastDay')}>
        {holder.isDemo
          ? '—'
          : holder.leavesOn
            ? format.when(holder.leavesOn)
            : t('access.noLastDay')}
      </td>
      {mayGrant && (
        <td className={css.grant} data-print="no">
          {!holder.isDemo && (
            <>
              <Go to="/r/clearance/new" search={{ member: holder.id }}>
                {t('access.clear')}
              </Go>
              <Go to="/r/appointment/new" search={{ member: holder.id }}>
                {t('access.appoint')}
              </Go>
            </>
          )}
        </td>
      )}
    </tr>
  )
}

function Grant({
  held,
  register,
  children,
}: {
  held: Held
  register: string
  children: React.ReactNode
}) {
  const t = useWords()
  const format = useFormat()
  return (
    <span className={css.held}>
      {held.id ? (
        <GoRecord register={register} id={held.id}>
          {children}
        </GoRecord>
      ) : (
        children
      )}
      {held.until && <small>{t('access.until', { date: format.when(held.until) })}</small>}
    </span>
  )
}
