/** The one source that is ever compiled: how a paper is set. Everything that it says it reads from /paper.json. */
export const source = `
#let d = json("/paper.json")
#let ymd = d.day.split("-").map(int)
#set document(title: d.title, author: "Konbit", date: datetime(year: ymd.at(0), month: ymd.at(1), day: ymd.at(2)))
#set text(font: "IBM Plex Sans", size: 10pt, lang: d.language, fill: rgb("#141a1d"), hyphenate: false)
#set par(leading: 0.62em, spacing: 0.9em)
#let quiet(body) = text(size: 8.5pt, fill: rgb("#414a4f"), body)
#let banner = d.at("banner", default: none)
#set page(
  paper: "a4",
  margin: (x: 20mm, top: 20mm, bottom: 22mm),
  header: if banner != none {
    block(width: 100%, inset: (x: 6pt, y: 3pt), fill: rgb("#fae7a6"), text(size: 8pt, weight: 600, fill: rgb("#3a2c00"), banner))
  },
  footer: context {
    set text(size: 7.5pt, fill: rgb("#5f686d"))
    grid(columns: (1fr, auto), gutter: 8pt, d.foot, counter(page).display("1 / 1", both: true))
  },
)
#show heading.where(level: 1): it => block(above: 1.6em, below: 0.7em, text(size: 13pt, weight: 600, it.body))
#show heading.where(level: 2): it => block(above: 1.3em, below: 0.6em, text(size: 11pt, weight: 600, it.body))
#set table(stroke: (x, y) => (bottom: 0.5pt + rgb("#c5c8c2")), inset: (x: 4pt, y: 4pt))
#show table.cell: set text(size: 9pt)
#show table.cell.where(y: 0): set text(weight: 600)

#show title: set text(size: 19pt, weight: 600)
#show title: set block(above: 0.6em, below: 0.9em)
#quiet(d.over)
#title()
#block(below: 1.2em, grid(
  columns: (auto, 1fr), column-gutter: 12pt, row-gutter: 4pt,
  ..d.facts.map(((name, said)) => (quiet(strong(name)), quiet(said))).flatten()
))

#let sheet(part) = {
  let n = part.head.len()
  table(
    columns: part.numeric.map(one => if one { auto } else { 1fr }),
    align: part.numeric.map(one => if one { right } else { left }),
    table.header(..part.head.map(one => [#one])),
    ..part.rows.flatten().map(one => [#one])
  )
}

#for part in d.parts {
  if part.kind == "heading" {
    heading(level: part.level, part.text)
  } else if part.kind == "paragraph" {
    for line in part.text.split("\\n").filter(one => one.trim() != "") { par(line) }
  } else if part.kind == "table" {
    block(above: 1em, below: 0.5em, sticky: true, text(size: 9pt, weight: 600, part.caption))
    sheet(part)
    if "note" in part { block(above: 0.5em, quiet(part.note)) }
  } else {
    block(above: 1em, below: 0.5em, sticky: true, text(size: 9pt, weight: 600, part.title))
    block(breakable: false, image(part.file, width: 100%, alt: part.alt))
    block(above: 0.5em, quiet(part.note))
  }
}

#heading(level: 1, d.notesTitle)
#for note in d.notes { block(below: 0.7em, quiet(note)) }
`
