/** The words that were mended on this device, by language; sent as a file; and every other word, found by what it says. */
import { type MendedFile, mendedFormat, mendedMax } from '@konbit/formats/mended'
import { fold } from '@konbit/model'
import { useDeferredValue, useEffect, useId, useState } from 'react'
import { keepWord, keptSpeaker, keptWords, mendedEvent, mending } from '../mend/kept.ts'
import { Word } from '../mend/MendSheet.tsx'
import css from '../mend/mend.module.css'
import { useShipped } from '../mend/useShipped.ts'
import { Button } from '../parts/Button.tsx'
import { Card, PageHead } from '../parts/Card.tsx'
import { IconDownload, IconPencil } from '../parts/icons.ts'
import { Empty } from '../parts/Rest.tsx'
import { type Language, languages } from '../settings.ts'
import { useLanguage } from '../words.tsx'

const SHOWN = 20

export default function WordsPage() {
  const { t, language } = useLanguage()
  useKept()
  const all = Object.entries(keptWords()).filter(([, words]) => Object.keys(words).length > 0)
  const others = all.filter(([one]) => one !== language)
  return (
    <>
      <PageHead
        title={t('words.title')}
        question={t('words.question')}
        actions={
          <Button
            icon={<IconPencil size={17} stroke={1.75} aria-hidden />}
            aria-pressed={mending.isOn()}
            onClick={() => mending.turn(!mending.isOn())}
          >
            {t(mending.isOn() ? 'mend.done' : 'frame.mend')}
          </Button>
        }
      />
      <div className={css.page} data-mend="off">
        {language === 'en' ? (
          <Empty title={t('words.english')} why={t('words.englishWhy')} />
        ) : (
          <Mended key={language} language={language} />
        )}
        {others.map(([one]) => (
          <Mended key={one} language={one as Language} />
        ))}
        {language !== 'en' && <Find key={`find-${language}`} />}
      </div>
    </>
  )
}

/** Drawn again when a word was mended. */
function useKept(): void {
  const [, redraw] = useState(0)
  useEffect(() => {
    const again = (): void => redraw((times) => times + 1)
    addEventListener(mendedEvent, again)
    return () => removeEventListener(mendedEvent, again)
  }, [])
}

function Mended({ language }: { language: Language }) {
  const { t } = useLanguage()
  const id = useId()
  const [by, setBy] = useState(keptSpeaker.get)
  const words = Object.entries(keptWords()[language] ?? {})
  return (
    <Card
      title={t('words.mended', { language: languages[language] })}
      aside={t('words.count', { count: words.length })}
    >
      {words.length === 0 ? (
        <Empty title={t('words.none')} why={t('words.noneWhy')} />
      ) : (
        <>
          <ul className={css.mended}>
            {words.map(([key, word]) => (
              <li key={key}>
                <div lang={language}>
                  <span className={css.was}>{word.old}</span>
                  <br />
                  {word.new} <code className={css.quiet}>{key}</code>
                </div>
                <Button size="small" onClick={() => keepWord(language, key, undefined)}>
                  {t('mend.asItCame')}
                  <span className="aside-only">: {word.new}</span>
                </Button>
              </li>
            ))}
          </ul>
          <div className={css.line}>
            <label htmlFor={id}>{t('words.by')}</label>
            <input
              id={id}
              value={by}
              maxLength={mendedMax.by}
              autoComplete="name"
              aria-describedby={`${id}-why`}
              onChange={(event) => {
                setBy(event.target.value)
                keptSpeaker.set(event.target.value)
              }}
            />
            <p id={`${id}-why`} className={css.quiet}>
              {t('words.byWhy')}
            </p>
          </div>
          <Button
            look="filled"
            disabled={by.trim() === ''}
            icon={<IconDownload size={17} stroke={1.75} aria-hidden />}
            onClick={() => download(language, by.trim(), words)}
          >
            {t('words.send')}
          </Button>
        </>
      )}
    </Card>
  )
}

function download(
  language: string,
  by: string,
  words: [string, { old: string; new: string }][],
): void {
  const made = new Date().toISOString()
  const file: MendedFile = {
    ...{ format: mendedFormat, language, by, made },
    words: words.slice(0, mendedMax.words).map(([key, word]) => ({ key, ...word })),
  }
  const address = URL.createObjectURL(
    new Blob([`${JSON.stringify(file, null, 2)}\n`], { type: 'application/json' }),
  )
  const link = document.createElement('a')
  link.href = address
  link.download = `konbit-words-${language}-${made.slice(0, 10)}.json`
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

/** Words that cannot be pointed at, such as those of a refusal, by what they say or by their key. */
function Find() {
  const { t } = useLanguage()
  const shipped = useShipped()
  const [text, setText] = useState('')
  const wanted = fold(useDeferredValue(text.trim()))
  const found =
    wanted.length < 2
      ? []
      : Object.entries(shipped ?? {}).filter(
          ([key, word]) => key.toLowerCase().includes(wanted) || fold(word).includes(wanted),
        )
  return (
    <Card title={t('words.find')}>
      <div className={css.line}>
        <input
          type="search"
          aria-label={t('words.find')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <p className={css.quiet} role="status">
          {wanted.length < 2
            ? t('words.findHow')
            : t('words.found', { count: found.length, shown: Math.min(SHOWN, found.length) })}
        </p>
      </div>
      {found.slice(0, SHOWN).map(([key, word]) => (
        <Word key={key} name={key} shipped={word} />
      ))}
    </Card>
  )
}
