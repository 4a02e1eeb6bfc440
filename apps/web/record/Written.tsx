/** What stands where people write. A door that could not read it put a code there: it is said in the words of the page. */
import { useWords } from '../words.tsx'

const coded: Readonly<Record<string, string>> = {
  sealedAccount: 'seal.account',
  // As it was stored before: what is in the record is read for ever.
  'Sealed. It is opened with the key of the conduct unit or of the monitor.': 'seal.account',
}

export function Written({ text }: { text: string }) {
  const t = useWords()
  const key = coded[text]
  return <>{key ? t(key) : text}</>
}
