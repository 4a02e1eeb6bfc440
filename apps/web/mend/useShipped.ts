/** The words of the language that is spoken, as they came with the page: without what was mended on this device. */
import { useEffect, useState } from 'react'
import { loadWords, loadWordsOfPages, useLanguage, type Words } from '../words.tsx'
import { keptWords } from './kept.ts'

export function useShipped(): Words | undefined {
  const { language } = useLanguage()
  const [words, setWords] = useState<Words>()
  useEffect(() => {
    let isOver = false
    void loadWordsOfPages()
      .then(() => loadWords(language))
      .then((read) => {
        const came = Object.entries(keptWords()[language] ?? {}).map(([key, { old }]) => [key, old])
        if (!isOver) setWords({ ...read, ...Object.fromEntries(came) })
      })
    return () => {
      isOver = true
    }
  }, [language])
  return words
}
