/** One case's line of time holds what happened to all that belongs to it, and not to the newest alone. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addressOf, exercise, openStage, type Stage } from '../../testing.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage('exercise')
})
afterAll(() => stage?.close())

it('an investigation, evidence and a referral all stand in the line of time of their case', async () => {
  const list = async (query: string) => {
    const answer = await fetch(`${await addressOf('exercise')}/api/${exercise}/${query}`, {
      headers: { 'konbit-person': 'conduct' },
    })
    return ((await answer.json()) as { items: Row[] }).items
  }
  type Row = { id: string; caption: string; fields: { complaint: string } }
  const [referral] = await list('referral?limit=1')
  const complaint = referral?.fields.complaint ?? ''
  const parts = await Promise.all(
    ['investigation', 'evidence', 'referral'].map((one) => list(`${one}?complaint=${complaint}`)),
  )
  const captions = parts.flat().map(({ caption }) => caption)
  expect(captions.length).toBeGreaterThan(2)
  const page = await stage.open(`/accountability/case/${complaint}`, { person: 'conduct' })
  for (const caption of captions)
    await page.locator('ol li', { hasText: caption }).first().waitFor()
  expect(stage.complaints()).toEqual([])
  await page.close()
})
