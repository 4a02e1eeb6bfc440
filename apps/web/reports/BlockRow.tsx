/** One block of a draft: text to be written, or a figure with its day and its place in the record. */
import { useMeasures, useRegister } from '../api/hooks.ts'
import { useFormat } from '../format.ts'
import { Button } from '../parts/Button.tsx'
import { IconDown, IconUp, IconX } from '../parts/icons.ts'
import { useWords } from '../words.tsx'
import css from './reports.module.css'
import type { Block } from './types.ts'

type Props = {
  block: Block
  isFirst: boolean
  isLast: boolean
  onPut: (block: Block) => void
  onAsk: (at: string) => void
  onMove: (by: 1 | -1) => void
  onRemove: () => void
}

export function BlockRow({ block, isFirst, isLast, onPut, onAsk, onMove, onRemove }: Props) {
  const t = useWords()
  const isText = block.kind === 'heading' || block.kind === 'paragraph'
  return (
    <li className={css.block} data-kind={block.kind}>
      <span className={css.kind}>{t(`reports.kind.${block.kind}`)}</span>
      <div className={css.content}>
        {isText ? <Text block={block} onPut={onPut} /> : <Pinned block={block} onAsk={onAsk} />}
      </div>
      <span className={css.tools}>
        <Button
          look="bare"
          size="small"
          aria-label={t('reports.up')}
          disabled={isFirst}
          icon={<IconUp size={16} stroke={1.75} aria-hidden />}
          onClick={() => onMove(-1)}
        />
        <Button
          look="bare"
          size="small"
          aria-label={t('reports.down')}
          disabled={isLast}
          icon={<IconDown size={16} stroke={1.75} aria-hidden />}
          onClick={() => onMove(1)}
        />
        <Button
          look="bare"
          size="small"
          aria-label={t('reports.remove')}
          icon={<IconX size={16} stroke={1.75} aria-hidden />}
          onClick={onRemove}
        />
      </span>
    </li>
  )
}

/** A number typed by hand rests on nothing: it is said, and never forbidden. */
const typed = (text: string): string[] =>
  (text.match(/\d[\d.,  ]*\d|\d/g) ?? []).filter((one) => !/^(19|20)\d\d$|^\d{1,2}$/.test(one))

function Text({
  block,
  onPut,
}: {
  block: Extract<Block, { text: string }>
  onPut: (block: Block) => void
}) {
  const t = useWords()
  const label = t(`reports.kind.${block.kind}`)
  if (block.kind === 'heading')
    return (
      <input
        className={css.headingText}
        aria-label={label}
        maxLength={200}
        value={block.text}
        onChange={({ target }) => onPut({ ...block, text: target.value })}
      />
    )
  const numbers = typed(block.text)
  return (
    <>
      <textarea
        aria-label={label}
        maxLength={4000}
        rows={Math.min(12, Math.max(2, Math.ceil(block.text.length / 90)))}
        value={block.text}
        onChange={({ target }) => onPut({ ...block, text: target.value })}
      />
      {numbers.length > 0 && (
        <p className={css.warn} role="note">
          {t('reports.typed', { numbers: numbers.slice(0, 5).join('; ') })}
        </p>
      )}
    </>
  )
}

function Pinned({
  block,
  onAsk,
}: {
  block: Exclude<Block, { text: string }>
  onAsk: (at: string) => void
}) {
  const t = useWords()
  const format = useFormat()
  const measures = useMeasures().data?.items
  const register = useRegister(block.kind === 'list' ? block.register : '')
  const title =
    block.kind === 'list'
      ? (register?.plural ?? block.register)
      : (measures?.find(({ name }) => name === block.measure)?.title ?? block.measure)
  return (
    <>
      <span className={css.what}>
        {title}
        {block.kind === 'figure' && block.key ? ` · ${block.caption ?? block.key}` : ''}
      </span>
      <span className={css.value}>
        {block.kind === 'figure'
          ? told(block.value, block.unit)
          : t(`reports.size.${block.kind}`, {
              count: block.kind === 'chart' ? block.points.length : block.rows.length,
            })}
      </span>
      <label className={css.pin}>
        <span>{t('reports.at')}</span>
        <input type="date" value={block.at} onChange={({ target }) => onAsk(target.value)} />
        <span>{t('paper.short', { seq: format.number(block.known) })}</span>
      </label>
    </>
  )

  function told(value: number | null, unit: string): string {
    if (value === null) return '–'
    if (/^[A-Z]{3}$/.test(unit))
      return format.money({ minor: Math.round(value * 100), currency: unit }, true)
    return unit === '%' ? `${format.number(value)} %` : format.number(value)
  }
}
