/**
 * The pages of the intake: plain HTML that works without a script, one question under another, large enough for a thumb. Every word
 * comes from words/; whatever somebody wrote is escaped where it is put.
 */
import type { OpenKey, Thread } from './settings.ts'
import type { RouteName } from './sheet.ts'
import { dayIn, isReviewed, type Key, type Language, languages, type Say } from './words.ts'

export type Drawn = {
  base: string
  language: Language
  say: Say
  keys: readonly OpenKey[]
  day: string
  hasScript: boolean
  /** The file of each heading and question that somebody recorded in this language. */
  voices: ReadonlyMap<Key, string>
  care: readonly string[]
  leaveTo: string
  isDemonstration: boolean
}
type Words = ReadonlyMap<string, string>

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const safe = (text: string): string => text.replaceAll(/[&<>"']/g, (one) => escapes[one] ?? '')

const paragraph = (text: string, kind = ''): string =>
  `<p${kind ? ` class="${kind}"` : ''}>${safe(text)}</p>`

/** Says it aloud, where somebody recorded it. */
function aloud({ base, language, say, voices }: Drawn, key: Key): string {
  const file = voices.get(key)
  return file === undefined
    ? ''
    : `<audio controls preload="none" src="${base}/voice/${language}/${safe(file)}" aria-label="${safe(`${say('listen')}: ${say(key)}`)}"></audio>`
}

function whole(draw: Drawn, heading: Key, body: string): string {
  const { base, language, say, leaveTo, isDemonstration, hasScript } = draw
  const tabs = languages.map(({ code, name }) =>
    code === language
      ? `<b lang="${code}">${name}</b>`
      : `<a lang="${code}" href="${base}?l=${code}">${name}</a>`,
  )
  const mark = isReviewed(language) ? '' : `<span class="mark">${safe(say('unreviewed'))}</span>`
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${safe(say('title'))}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${base}/style.css">
${hasScript ? `<script type="module" src="${base}/seal.js"></script>` : ''}
</head>
<body>
<header>
${isDemonstration ? `<p class="ribbon">${safe(say('exercise'))}</p>` : ''}
<div class="leave"><a id="leave" rel="noreferrer" href="${safe(leaveTo)}">${safe(say('leave'))}</a></div>
<nav aria-label="${safe(say('language'))}">${tabs.join('\n')}</nav>
</header>
<main>
<div class="head"><h1>${safe(say(heading))}</h1>${mark}</div>
${aloud(draw, heading)}${body}
</main>
</body>
</html>
`
}

const action = ({ base, language }: Drawn): string => `${base}?l=${language}`
const wrongLine = ({ say }: Drawn, wrong: Key | undefined): string =>
  `<p class="wrong" id="wrong" role="alert"${wrong ? '' : ' hidden'}>${wrong ? safe(say(wrong)) : ''}</p>`

export function startPage(draw: Drawn): string {
  const { say } = draw
  const kinds = ['complain', 'sea', 'child', 'warn', 'feedback', 'staff', 'code'] as const
  const buttons = kinds.map(
    (kind) =>
      `<button name="kind" value="${kind}"${kind === 'complain' ? ' class="first"' : ''}>${safe(say(`kind.${kind}`))}</button>`,
  )
  const points = (['noName', 'accused', 'free'] as const).map((key) => `<li>${safe(say(key))}</li>`)
  const hidden = (['can1', 'can2', 'cannot1', 'cannot2', 'cannot3'] as const).map(
    (key) => `<li class="${key.startsWith('cannot') ? 'cannot' : 'can'}">${safe(say(key))}</li>`,
  )
  return whole(
    draw,
    'heading',
    `${paragraph(say('intro'))}
<ul>${points.join('')}</ul>
<section class="before"><h2>${safe(say('before'))}</h2>${aloud(draw, 'before')}<ul>${hidden.join('')}</ul>
${sealedHow(draw)}${sealedTo(draw)}</section>
<form method="post" action="${action(draw)}">
<fieldset class="kinds"><legend>${safe(say('choose'))}</legend>${aloud(draw, 'choose')}${buttons.join('')}</fieldset>
</form>`,
  )
}

/** Without a script the second sentence stands; the script puts the first in its place once it runs. */
const sealedHow = ({ say }: Drawn, isOnPhone = true): string =>
  `<p class="how" id="how" ${isOnPhone ? ` data-phone="${safe(say('onPhone'))}"` : ''}>${safe(say('onArrival'))}</p>`

const sealedTo = ({ say, keys }: Drawn): string =>
  keys.length === 0
    ? ''
    : `<details><summary>${safe(say('sealedTo'))}</summary>${keys
        .map(({ title, open }) => `<p>${safe(title)}<br><code>${safe(open)}</code></p>`)
        .join('')}</details>`

type Choice = readonly (readonly [value: string, key: Key])[]

function choices(
  draw: Drawn,
  kind: 'radio' | 'checkbox',
  name: string,
  legend: Key,
  list: Choice,
  said: Words,
): string {
  const { say } = draw
  const had = (said.get(name) ?? (name === 'say.reach' ? list[0]?.[0] : '') ?? '').split(', ')
  const lines = list.map(
    ([value, key]) =>
      `<label><input type="${kind}" name="${name}" value="${value}"${had.includes(value) ? ' checked' : ''}><span>${safe(say(key))}</span></label>`,
  )
  return `<fieldset><legend>${safe(say(legend))}</legend>${aloud(draw, legend)}${lines.join('')}</fieldset>`
}

/** A question over its field. Whoever hears the question hears it between the two. */
const over = (draw: Drawn, name: string, title: Key, help: Key | undefined, field: string) =>
  `<div class="text"><label for="${name}"><b>${safe(draw.say(title))}</b>${help ? `<small>${safe(draw.say(help))}</small>` : ''}</label>${aloud(draw, title)}${field}</div>`

const area = (draw: Drawn, name: string, title: Key, said: Words, rows = 5, help?: Key): string =>
  over(
    draw,
    name,
    title,
    help,
    `<textarea id="${name}" name="${name}" rows="${rows}" maxlength="20000" autocomplete="off" spellcheck="false">${safe(said.get(name) ?? '')}</textarea>`,
  )

const file = (draw: Drawn, name: string, title: Key, help: Key, accept: string): string =>
  over(
    draw,
    name,
    title,
    help,
    `<input type="file" id="${name}" name="${name}" accept="${accept}">`,
  )

const talk: Choice = [
  ['woman', 'sea.talk.woman'],
  ['man', 'sea.talk.man'],
  ['any', 'sea.talk.any'],
  ['no', 'sea.talk.no'],
]
const needs: Choice = [
  ['care', 'sea.need.care'],
  ['safety', 'sea.need.safety'],
  ['law', 'sea.need.law'],
]
const selves: Choice = [
  ['no', 'child.self.no'],
  ['yes', 'child.self.yes'],
]
const abouts: Choice = (
  ['pay', 'unsafe', 'unlawfulOrder', 'harassment', 'distress', 'retaliation', 'other'] as const
).map((one) => [one, `staff.${one}`] as const)
const reaches: Choice = [
  ['code', 'reach.code'],
  ['phone', 'reach.phone'],
  ['trusted', 'reach.trusted'],
]

/** What is asked on each route. Sexual harm and children: first what helps, then nothing that has to be told. */
function asked(draw: Drawn, route: RouteName, said: Words): string {
  const { say, care } = draw
  const spoken = file(draw, 'voice', 'voice', 'voice.help', 'audio/*')
  const withFiles = `${spoken}
${area(draw, 'say.where', 'where', said, 2)}
${file(draw, 'picture', 'photo', 'photo.help', 'image/jpeg,image/png,image/webp')}`
  const places =
    care.length > 0
      ? `<h2>${safe(say('sea.where'))}</h2><ul>${care.map((one) => `<li>${safe(one)}</li>`).join('')}</ul>`
      : ''
  const help = `<section class="before">${aloud(draw, 'sea.care')}${paragraph(say('sea.care'), 'care')}${places}</section>`
  const support = `${choices(draw, 'checkbox', 'say.need', 'sea.need', needs, said)}
${choices(draw, 'radio', 'say.talk', 'sea.talk', talk, said)}
<label class="one"><input type="checkbox" name="say.consent" value="yes"${said.get('say.consent') ? ' checked' : ''}><span>${safe(say('sea.consent'))}</span></label>
${area(draw, 'say.what', 'what.free', said, 3)}`
  switch (route) {
    case 'sea':
      return `${paragraph(say('sea.intro'))}${paragraph(say('sea.safe'), 'care')}${help}${support}`
    case 'child':
      return `${paragraph(say('child.intro'))}${help}${choices(draw, 'radio', 'say.self', 'child.self', selves, said)}${support}`
    case 'staff':
      return `${paragraph(say('staff.intro'))}${choices(draw, 'radio', 'say.about', 'staff.about', abouts, said)}
${area(draw, 'say.what', 'what', said, 5, 'what.help')}${withFiles}`
    case 'warn':
      return `${area(draw, 'say.what', 'what.warn', said, 5, 'what.help')}${withFiles}`
    case 'feedback':
      return `${area(draw, 'say.what', 'what.feedback', said, 5, 'what.help')}${spoken}`
    case 'complain':
      return `${area(draw, 'say.what', 'what', said, 5, 'what.help')}${withFiles}`
  }
}

export function formPage(draw: Drawn, route: RouteName, said: Words, wrong?: Key): string {
  const { say, keys, day } = draw
  const facts = JSON.stringify({ keys: keys.map(({ open }) => open), day, base: draw.base })
  const told = JSON.stringify(
    Object.fromEntries(
      (
        [
          'sealing',
          'sending',
          'voice.record',
          'voice.stop',
          'voice.kept',
          'wrong.empty',
          'wrong.large',
          'wrong.picture',
          'wrong.voice',
          'wrong.failed',
          'wrong.full',
          'wrong.torn',
          'got',
          'got.waits',
        ] as const
      ).map((key) => [key, say(key)]),
    ),
  )
  return whole(
    draw,
    `kind.${route}`,
    `${wrongLine(draw, wrong)}
<form method="post" action="${action(draw)}" enctype="multipart/form-data" id="form" data-facts="${safe(facts)}" data-words="${safe(told)}">
<input type="hidden" name="step" value="send">
<input type="hidden" name="kind" value="${route}">
<input type="hidden" name="language" value="${draw.language}">
${asked(draw, route, said)}
${choices(draw, 'radio', 'say.reach', 'reach', reaches, said)}
${over(draw, 'say.contact', 'contact', 'contact.help', `<input id="say.contact" name="say.contact" maxlength="200" autocomplete="off" value="${safe(said.get('say.contact') ?? '')}">`)}
${sealedHow(draw)}
<div class="send"><button class="first">${safe(say('send'))}</button><small>${safe(say('answerIn'))}</small></div>
</form>
<template id="got">${gotBody(draw, { code: '@code', reference: '@reference', digest: '@digest', waits: false })}</template>`,
  )
}

export type Got = { code: string; reference: string; digest: string; waits: boolean }

function gotBody(draw: Drawn, { code, reference, digest, waits }: Got): string {
  const { say, leaveTo } = draw
  return `<h2>${safe(say('got.code'))}</h2>
<p class="code" id="code">${safe(code)}</p>
${aloud(draw, 'got.copy')}${paragraph(say('got.copy'))}${paragraph(say('got.come'))}
<p id="waits"${waits ? '' : ' hidden'}>${safe(say('got.waits'))}</p>
<dl><dt>${safe(say('got.reference'))}</dt><dd>${safe(reference)}</dd><dt>${safe(say('got.digest'))}</dt><dd><code>${safe(digest)}</code></dd></dl>
${paragraph(say('answerIn'))}
<p><a class="button" rel="noreferrer" href="${safe(leaveTo)}">${safe(say('end'))}</a></p>`
}

export const gotPage = (draw: Drawn, got: Got): string => whole(draw, 'got', gotBody(draw, got))

export function codePage(draw: Drawn, wrong?: Key): string {
  const { say } = draw
  return whole(
    draw,
    'code.title',
    `${wrongLine(draw, wrong)}
<form method="post" action="${action(draw)}">
<input type="hidden" name="step" value="look">
${over(draw, 'code', 'got.code', 'code.help', '<input id="code" name="code" inputmode="numeric" autocomplete="off" maxlength="40" required>')}
<div class="send"><button class="first">${safe(say('code.look'))}</button></div>
</form>`,
  )
}

const states: Record<string, Key> = {
  received: 'state.received',
  investigating: 'state.investigating',
  referred: 'state.referred',
  answered: 'state.answered',
  settled: 'state.settled',
}

const receiptBox = ({ say }: Drawn, receipt: Record<string, unknown>, key: string | undefined) =>
  `<label class="text"><small>${safe(say('thread.receipt'))}</small><textarea rows="4" readonly>${safe(JSON.stringify({ ...receipt, key }))}</textarea></label>`

/** The log's own words, so that a program can check it: konbit verify, or any other. What was said later is proved one by one. */
function proofOf(draw: Drawn, { receipt, logKey, digest, since = [] }: Thread): string {
  const { say } = draw
  const size = /\n(\d+)\n/.exec(String(receipt?.checkpoint ?? ''))?.[1]
  const told = receipt
    ? `${paragraph(say('thread.proved', { seq: Number(receipt.index) + 1, size: size ?? '?' }))}${receiptBox(draw, receipt, logKey)}`
    : paragraph(say('thread.noProof'))
  const later = since.map(({ side, day, digest: of, receipt: own }) => {
    const who = say(side === 'in' ? 'thread.youSaid' : 'thread.weSaid')
    return own
      ? `${paragraph(say('thread.entry', { who, day: dayIn(draw.language, day), seq: Number(own.index) + 1 }))}<p><code>${safe(of)}</code></p>${receiptBox(draw, own, logKey)}`
      : `${paragraph(`${who}, ${dayIn(draw.language, day)}`)}${paragraph(say('thread.noProof'))}`
  })
  return `<details><summary>${safe(say('thread.proof'))}</summary>${told}<p><small>${safe(say('got.digest'))}</small><br><code>${safe(digest)}</code></p>${later.join('')}</details>`
}

export function threadPage(
  draw: Drawn,
  code: string,
  thread: Thread,
  replies: readonly { day: string; text: string }[],
  said?: Key,
): string {
  const { say } = draw
  const told = replies.map(
    ({ day, text }) =>
      `<article><small>${safe(dayIn(draw.language, day))}</small><p class="said">${safe(text)}</p></article>`,
  )
  return whole(
    draw,
    'thread.title',
    `${said ? `<p class="good" role="status">${safe(say(said))}</p>` : ''}
<dl><dt>${safe(say('got.reference'))}</dt><dd>${safe(thread.reference)}</dd>
<dt>${safe(say('thread.day'))}</dt><dd>${safe(dayIn(draw.language, thread.day))}</dd>
<dt>${safe(say('thread.state'))}</dt><dd>${safe(say(states[thread.state] ?? 'state.received'))}</dd></dl>
<h2>${safe(say('thread.replies'))}</h2>${told.join('') || paragraph(say('thread.none'))}
<form method="post" action="${action(draw)}" enctype="multipart/form-data">
<input type="hidden" name="step" value="look"><input type="hidden" name="code" value="${safe(code)}">
${area(draw, 'say.what', 'thread.more', new Map(), 4)}
${sealedHow(draw, false)}
<div class="send"><button class="first">${safe(say('send'))}</button></div>
</form>
${proofOf(draw, thread)}`,
  )
}

export const wrongPage = (draw: Drawn, wrong: Key): string =>
  whole(
    draw,
    'heading',
    `<p class="wrong" role="alert">${safe(draw.say(wrong))}</p><p><a class="button" href="${action(draw)}">${safe(draw.say('back'))}</a></p>`,
  )
