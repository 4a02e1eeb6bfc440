/** Where, and how surely: a name found in the gazetteer or typed, what it stands for, and its coordinates if known. */
import { Combobox, NativeSelect, TextInput, useCombobox } from '@mantine/core'
import { useState } from 'react'
import { useList } from '../api/hooks.ts'
import type { Place, RecordView } from '../api/types.ts'
import { useTerm, useWords } from '../words.tsx'
import css from './Controls.module.css'
import type { ControlProps } from './Controls.tsx'

const precisions = ['point', 'section', 'commune', 'department', 'country', 'abroad', 'unknown']

export function PlaceControl({ id, field, value, needed, error, onChange, onLeave }: ControlProps) {
  const t = useWords()
  const place = (value ?? {}) as Record<string, string>
  const change = (part: Record<string, string>): void => onChange({ ...place, ...part })
  return (
    <fieldset className={css.place}>
      <legend>
        {field.title}
        {!needed && <span className={css.optional}> {t('form.optional')}</span>}
      </legend>
      <Gazetteer
        id={id}
        words={place.name ?? ''}
        help={field.help}
        error={error}
        onLeave={onLeave}
        onType={(name) => change({ name, precision: place.precision ?? 'unknown' })}
        onPick={(area) => onChange(placeOf(area))}
      />
      <NativeSelect
        label={t('form.precision')}
        value={place.precision ?? ''}
        onChange={(event) => change({ precision: event.currentTarget.value })}
      >
        <option value="">{t('form.choose')}</option>
        {precisions.map((one) => (
          <option key={one} value={one}>
            {t(`place.${one}`)}
          </option>
        ))}
      </NativeSelect>
      <details className={css.details}>
        <summary>{t('form.coordinates')}</summary>
        <div className={css.coordinates}>
          <TextInput
            label={t('form.latitude')}
            inputMode="decimal"
            value={place.lat ?? ''}
            onChange={(event) => change({ lat: event.currentTarget.value })}
          />
          <TextInput
            label={t('form.longitude')}
            inputMode="decimal"
            value={place.lon ?? ''}
            onChange={(event) => change({ lon: event.currentTarget.value })}
          />
          <TextInput
            label={t('form.pcode')}
            value={place.pcode ?? ''}
            onChange={(event) => change({ pcode: event.currentTarget.value })}
          />
        </div>
      </details>
    </fieldset>
  )
}

/** An area's place, with its own name and the precision of its level. */
function placeOf({ fields }: RecordView): Record<string, string> {
  const where = (fields.where ?? {}) as Place
  return {
    name: String(fields.name),
    precision: where.precision ?? 'unknown',
    ...(where.pcode ? { pcode: where.pcode } : {}),
    ...(where.lon !== undefined && where.lat !== undefined
      ? { lon: String(where.lon), lat: String(where.lat) }
      : {}),
  }
}

function Gazetteer({
  id,
  words,
  help,
  error,
  onType,
  onPick,
  onLeave,
}: {
  id: string
  words: string
  help: string | undefined
  error: string | undefined
  onType: (name: string) => void
  onPick: (area: RecordView) => void
  onLeave: () => void
}) {
  const t = useWords()
  const term = useTerm()
  const [typing, setTyping] = useState(false)
  const box = useCombobox()
  const found =
    useList(
      'area',
      { q: words, limit: 8 },
      { moment: false, enabled: typing && words.trim().length > 1 },
    ).data?.items ?? []
  return (
    <Combobox
      store={box}
      withinPortal={false}
      onOptionSubmit={(chosen) => {
        const area = found.find((one) => one.id === chosen)
        if (area) onPick(area)
        setTyping(false)
        box.closeDropdown()
      }}
    >
      <Combobox.Target>
        <TextInput
          id={id}
          label={t('form.placeName')}
          description={help}
          error={error}
          value={words}
          onChange={(event) => {
            onType(event.currentTarget.value)
            setTyping(true)
            box.openDropdown()
          }}
          onBlur={() => {
            box.closeDropdown()
            onLeave()
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!typing || found.length === 0}>
        <Combobox.Options aria-label={t('form.placeName')}>
          {found.map((area) => (
            <Combobox.Option key={area.id} value={area.id}>
              <span className={css.hit}>
                {String(area.fields.name)}{' '}
                <span>{term('choice.area.level', String(area.fields.level))}</span>
              </span>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
