/**
 * What a mission lays beside its page for complaints. care.txt: where care is found, one place a line. And recorded voices, for whoever does not read: a folder of a mission's own, a folder for each language in it, and in that a file for
 * each heading or question, named as in words/ (voice/ht/heading.mp3, voice/ht/kind.sea.m4a). A page offers what is there and
 * nothing else; no voice is made by a machine.
 */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isLanguage, type Key, type Language, words } from './words.ts'

export type Recording = { type: string; bytes: Uint8Array }
export type Voices = {
  /** The file of each question that was recorded in a language. */
  of: (language: Language) => Promise<ReadonlyMap<Key, string>>
  /** By language and file, as in an address; undefined: there is none. */
  read: (path: string) => Promise<Recording | undefined>
}

const types: Readonly<Record<string, string>> = {
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  webm: 'audio/webm',
}

export const noVoices: Voices = { of: async () => new Map(), read: async () => undefined }

/** Looks each time a page is drawn, so that a recording is there as soon as its file is. */
export function voicesIn(folder: string | undefined): Voices {
  if (folder === undefined) return noVoices
  const of = async (language: Language): Promise<ReadonlyMap<Key, string>> => {
    const names = await readdir(join(folder, language)).catch(() => [])
    const found = new Map<Key, string>()
    for (const name of names.sort()) {
      const [, key = '', ending = ''] = /^(.+)\.(\w+)$/.exec(name) ?? []
      if (key in words[language] && ending in types) found.set(key as Key, name)
    }
    return found
  }
  return {
    of,
    read: async (path) => {
      const [language, name = ''] = path.split('/', 2)
      if (!isLanguage(language) || ![...(await of(language)).values()].includes(name)) return
      const bytes = await readFile(join(folder, language, name)).catch(() => undefined)
      return bytes && { type: types[name.replace(/.*\./, '')] ?? '', bytes }
    },
  }
}

const careMax = 20

export const careIn = (folder: string | undefined) => async (): Promise<readonly string[]> => {
  if (folder === undefined) return []
  const text = await readFile(join(folder, 'care.txt'), 'utf8').catch(() => '')
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .slice(0, careMax)
}
