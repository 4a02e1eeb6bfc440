/** The pages behind a link: plain HTML, one style sheet of our own, forms and no script. */
import { voiceOf } from '../notices/compose.ts'
import type { Content } from './content.ts'
import { type Copy, tablesHtml } from './file.ts'
import { type Html, h } from './html.ts'
import type { MarkedTable } from './mark.ts'

export type Facts = { missionName: string; exercise: boolean; language: string }
type Made = { content: Content; about: Copy; tables: readonly MarkedTable[] }

export const sharedStyle = `:root{color-scheme:light dark;--ink:#1b2328;--soft:#4d5a61;--paper:#fff;--line:#d5dcdf;--deep:#0b6b66;--warn:#8a4b00}
@media(prefers-color-scheme:dark){:root{--ink:#e8eef0;--soft:#a9b5ba;--paper:#14191c;--line:#333e43;--deep:#5cc7bf;--warn:#ffc26b}}
body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:0 auto;padding:24px;max-width:1100px}
h1{font-size:24px;line-height:1.25;margin:8px 0 16px}h2{font-size:18px;margin:28px 0 8px}p{max-width:70ch;margin:8px 0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 16px;margin:16px 0}dt{color:var(--soft)}dd{margin:0}
form{margin:20px 0;display:flex;flex-wrap:wrap;gap:12px;align-items:end}label{display:block;font-weight:600}
input[type=text]{font:600 22px/1.2 ui-monospace,monospace;letter-spacing:.1em;padding:10px 12px;width:11ch;border:1px solid var(--soft);border-radius:6px;background:transparent;color:inherit;text-transform:uppercase}
button{font:600 16px/1.2 system-ui,sans-serif;padding:13px 18px;border:1px solid var(--deep);border-radius:6px;background:var(--deep);color:var(--paper);cursor:pointer}
button.plain{background:transparent;color:var(--deep)}:focus-visible{outline:3px solid var(--deep);outline-offset:2px}
.exercise,.wrong{border-left:4px solid var(--warn);padding:6px 12px;font-weight:600}.mark{border:2px solid var(--deep);padding:6px 10px;display:inline-block;font-weight:600}
.soft,footer{color:var(--soft);font-size:14px}pre{white-space:pre-wrap;overflow-wrap:anywhere;border:1px solid var(--line);padding:12px;font-size:13px}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:14px}th,td{text-align:left;vertical-align:top;padding:6px 10px;border-bottom:1px solid var(--line)}
td.code,th.code{font-family:ui-monospace,monospace;font-size:12px;color:var(--soft)}
@media(max-width:600px){body{padding:16px}dl{grid-template-columns:1fr}dd{margin-bottom:8px}button{width:100%}}
@media print{form{display:none}}`

function framed(
  { missionName, exercise, language }: Facts,
  title: string,
  body: readonly Html[],
): string {
  const { t } = voiceOf(language)
  // Never `no-referrer`: a browser then says of its own form that it comes from nowhere, and that is refused.
  return h`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="referrer" content="same-origin"><meta name="robots" content="noindex"><title>${title}</title>
<link rel="stylesheet" href="style.css"></head>
<body>${exercise ? h`<p class="exercise">${t('shared.file.exercise')}</p>` : undefined}
<p class="soft">${missionName}</p>
<main><h1>${title}</h1>
${body}</main>
</body></html>
`.html
}

export type Still = 'unknown' | 'replaced' | 'recalled' | 'ended' | 'closed' | 'often'
/** One sentence, and when. Nothing of what was shared, nor with whom. */
export function stillPage(facts: Facts, why: Still, on = ''): string {
  const { t, day } = voiceOf(facts.language)
  const date = on.length >= 10 ? day(on) : on
  return framed(facts, t(`shared.still.${why}`, { date }), [
    h`<p>${t(`shared.still.${why}.next`)}</p>`,
  ])
}

export function gatePage(facts: Facts, wrong?: 'wrong' | 'wait' | 'late', seconds = 0): string {
  const { t } = voiceOf(facts.language)
  const minutes = Math.max(1, Math.ceil(seconds / 60))
  return framed(facts, t('shared.gate.title'), [
    h`${wrong ? h`<p class="wrong" role="alert">${t(`shared.gate.${wrong}`, { minutes })}</p>` : undefined}
<p>${t('shared.gate.about')}</p>
<form method="post" autocomplete="off"><div><label for="code">${t('shared.gate.code')}</label>
<input type="text" id="code" name="code" required maxlength="12" autocapitalize="characters" autocomplete="off" spellcheck="false"></div>
<button>${t('shared.gate.go')}</button></form>
<p class="soft">${t('shared.gate.help')}</p>`,
  ])
}

const aboutOf = ({ content, about }: Made, facts: Facts): Html => {
  const { t, day } = voiceOf(facts.language)
  return h`<p class="mark">${t('shared.file.mark', { handling: t(`label.${content.level}`), office: about.office, serial: about.serial })}</p>
<dl><dt>${t('shared.file.number')}</dt><dd>${content.number}</dd><dt>${t('shared.file.purpose')}</dt><dd>${content.purpose}</dd>
<dt>${t('shared.file.ends')}</dt><dd>${day(about.validUntil)}</dd></dl>
<p>${t('shared.file.rules')}</p><p>${t('shared.file.traced')}</p>`
}

const ticketForm = (ticket: string, act: string, word: string, look = ''): Html =>
  h`<form method="post"><input type="hidden" name="ticket" value="${ticket}"><input type="hidden" name="do" value="${act}"><button class="${look}">${word}</button></form>`

export function readyPage(
  facts: Facts,
  made: Made,
  { ticket, isReceived }: { ticket: string; isReceived: boolean },
): string {
  const { t } = voiceOf(facts.language)
  return framed(facts, made.content.title, [
    aboutOf(made, facts),
    h`<p><strong>${t(isReceived ? 'shared.ready.again' : 'shared.ready.receipt')}</strong></p>`,
    ticketForm(ticket, 'open', t(isReceived ? 'shared.ready.open' : 'shared.ready.receive')),
  ])
}

export function openPage(
  facts: Facts,
  made: Made,
  { ticket, note, seq, opens }: { ticket: string; note: string; seq: number; opens: number },
): string {
  const voice = voiceOf(facts.language)
  const { t } = voice
  return framed(facts, made.content.title, [
    aboutOf(made, facts),
    ticketForm(ticket, 'file', t('shared.open.file')),
    h`<p class="soft">${t('shared.open.fileHelp')}</p>`,
    ...tablesHtml(made.tables, voice),
    h`<h2>${t('shared.open.receipt')}</h2><p>${t('shared.open.receiptHelp', { seq, opens })}</p><pre>${note}</pre>`,
  ])
}
