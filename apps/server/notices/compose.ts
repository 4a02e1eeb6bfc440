/**
 * What leaves this server of notices: sentences of the word table, names of registers, counts, days and links. Never what a
 * record says; and of a register above the label `mission`, not even its name.
 */
import type { Waiting, Way } from '@konbit/ledger'
import { covers, type Label, type Registers } from '@konbit/model'
import {
  registers as allRegisters,
  declaredWords,
  type Language,
  languages,
  localeOf,
  measures,
  type Translate,
  translate,
  type Words,
} from '@konbit/registers'
import type { MissionHere } from '../house.ts'

const LINES_MAX = 50
/** No mail, post or calendar says more than members of the whole mission may know. */
const OUTSIDE: Label = 'mission'

export type Voice = { t: Translate; language: Language; day: (day: string) => string }

let declared: Words | undefined
/** The words of a language, with days as it writes them. */
export function voiceOf(language: string): Voice {
  declared ??= declaredWords(allRegisters.values(), measures)
  const known = (languages as readonly string[]).includes(language) ? (language as Language) : 'en'
  const format = new Intl.DateTimeFormat(localeOf[known], { dateStyle: 'long', timeZone: 'UTC' })
  return {
    t: translate(known, declared),
    language: known,
    day: (day) => format.format(Date.parse(`${day.slice(0, 10)}T00:00:00Z`)),
  }
}

/** Whether the name of a register may stand in what leaves. */
export const isOpenOutside = (registers: Registers, name: string | null | undefined): boolean => {
  const label = name ? registers.get(name)?.label : OUTSIDE
  return label !== undefined && covers(OUTSIDE, label)
}

type Told = Pick<Waiting, 'key' | 'said' | 'register'>
/** One sentence for outside. Of figures, not the threshold, which is a rule's; nor what was done, which is an entry's. */
export function sentenceOf(
  { key, said, register }: Told,
  voice: Voice,
  registers: Registers,
): string {
  const { t, day } = voice
  if (!isOpenOutside(registers, register)) return t('notice.closed')
  const values = Object.fromEntries(
    Object.entries(said).map(([name, value]) => {
      if (name === 'day') return [name, day(String(value))]
      if (name === 'register') return [name, t(`register.${value}.plural`)]
      if (name === 'measure') return [name, t(`measure.${value}`)]
      return [name, value]
    }),
  )
  const outside = key.replace(/^notice\.alert\.(above|below)/, 'notice.alert.figure')
  return t(outside, values)
}

export type Composing = {
  mission: Pick<MissionHere, 'id' | 'name' | 'exercise'>
  registers: Registers
  /** The address people type; without it, links begin at the mission. */
  url: string | undefined
}

/** Without words of what lies behind: of a register that is closed outside, only the list of notices. */
const linkOf = (
  { mission, registers, url = '' }: Composing,
  { link, register }: Pick<Waiting, 'link' | 'register'>,
): string => `${url}/${mission.id}${isOpenOutside(registers, register) ? link : '/notices'}`

export const titleOf = ({ mission }: Pick<Composing, 'mission'>, { t }: Voice): string =>
  mission.exercise ? t('notice.exercise', { mission: mission.name }) : mission.name

/** The body of a delivery: a mail as its subject and text; a post as what a program reads. */
export function compose(
  composing: Composing,
  notices: readonly Waiting[],
  kind: 'notice' | 'digest',
  way: Way,
): string {
  const [first] = notices
  const voice = voiceOf(first?.language ?? 'en')
  const { t } = voice
  const { mission, registers, url = '' } = composing
  if (way === 'web' && first)
    return JSON.stringify({
      type: 'konbit/notice',
      mission: mission.id,
      ...(mission.exercise ? { exercise: true } : {}),
      notice: first.id,
      kind: first.kind,
      ...(isOpenOutside(registers, first.register) && first.register
        ? { register: first.register }
        : {}),
      at: new Date(first.at).toISOString(),
      urgent: first.isUrgent,
      says: sentenceOf(first, voice, registers),
      link: linkOf(composing, first),
    })
  const count = notices.length
  const title = titleOf(composing, voice)
  const lines = notices.slice(0, LINES_MAX).map((one) => {
    const mark = one.isUrgent ? `${t('notice.urgent')} ` : ''
    return `- ${mark}${sentenceOf(one, voice, registers)}\n  ${linkOf(composing, one)}`
  })
  const rest = count - lines.length
  return JSON.stringify({
    subject: t(kind === 'digest' ? 'notice.mail.digest' : 'notice.mail.subject', {
      count,
      mission: title,
    }),
    text: [
      t('notice.mail.intro', { count, mission: title }),
      lines.join('\n\n'),
      ...(rest > 0 ? [t('notice.mail.more', { count: rest })] : []),
      t('notice.mail.foot', { link: `${url}/${mission.id}/notices` }),
    ].join('\n\n'),
  })
}

/** The mail by which somebody shows that an address is theirs. */
export function composeCode(composing: Composing, language: string, code: string): string {
  const voice = voiceOf(language)
  const title = titleOf(composing, voice)
  return JSON.stringify({
    subject: voice.t('notice.mail.code', { mission: title }),
    text: voice.t('notice.mail.codeText', { mission: title, code }),
  })
}
