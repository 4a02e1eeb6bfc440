/**
 * The planner as people use it, on the exercise: the same seed gives the same digest in Chromium as here, a lever is turned by
 * keyboard, what cannot be played says why, a forecast is kept and found again; at two widths, in both schemes.
 */
import { digestOf, type Model, play } from '@konbit/planner'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exercise, openStage, type Stage, violations } from '../testing.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage('exercise')
})
afterAll(() => stage?.close())

const LONG = 600_000

/** The digest of all replications, once they are played. */
async function digest(page: Page): Promise<string> {
  const found = page.locator('code[data-digest]')
  await found.waitFor({ timeout: LONG })
  return (await found.getAttribute('data-digest')) ?? ''
}

describe('the planner', () => {
  it(
    'comes to the same digest in a worker of Chromium as in Node, under a policy without unsafe-eval',
    async () => {
      // Of a day that is over, since other tests write to the exercise meanwhile.
      const day = 'at=2026-09-01&known=2026-09-01'
      const page = await stage.open(`/plan?runs=16&seed=same&${day}`)
      const theirs = await digest(page)
      const address = new URL(page.url())
      const answer = await page.request.get(`${address.origin}/api/${exercise}/plan/model?${day}`)
      const { model } = (await answer.json()) as { model: Model }
      expect(theirs).toBe(digestOf(play(model, 'same', 0, 16)))
      const policy = (await page.request.get(address.href)).headers()['content-security-policy']
      expect(policy).toMatch("script-src 'self';")
      await page.close()
    },
    LONG,
  )

  it(
    'turns a lever by keyboard, draws anew, writes it into the address, and back',
    async () => {
      const page = await stage.open('/plan?runs=16')
      const before = await digest(page)
      const beds = page.getByRole('slider', { name: 'Beds', exact: true })
      const stood = await beds.inputValue()
      await beds.focus()
      await page.keyboard.press('ArrowRight')
      await page.getByRole('button', { name: /^was / }).waitFor()
      expect(Number(await beds.inputValue())).toBeGreaterThan(Number(stood))
      await page.waitForURL(/set=beds:/)
      await page.waitForFunction(
        (old) => {
          const now = document.querySelector('code[data-digest]')?.getAttribute('data-digest')
          return now && now !== old
        },
        before,
        { timeout: LONG },
      )
      await page.getByRole('button', { name: /^was / }).click()
      await page.waitForFunction(
        (old) => document.querySelector('code[data-digest]')?.getAttribute('data-digest') === old,
        before,
        { timeout: LONG },
      )
      expect(await beds.inputValue()).toBe(stood)
      await page.close()
    },
    LONG,
  )

  it(
    'says why a plan cannot be played, and at which place',
    async () => {
      const page = await stage.open('/plan?runs=16&set=beds:-10')
      const alert = page.getByRole('alert')
      await alert.waitFor()
      expect(await alert.textContent()).toMatch(/cannot be played[\s\S]*\/resources\/beds\/amount/)
      await page.close()
    },
    LONG,
  )

  it(
    'keeps a forecast with all that it takes to run it again, and shows it among past ones',
    async () => {
      const page = await stage.open('/plan?runs=16', { person: 'chief' })
      const made = await digest(page)
      await page.getByRole('button', { name: 'Keep', exact: true }).click()
      await page.getByRole('button', { name: 'Keep the forecast' }).click()
      await page.getByRole('link', { name: 'Open the record' }).waitFor({ timeout: LONG })
      const forecasts = await stage.open('/plan/forecasts', { person: 'chief' })
      await forecasts.getByText('no day of it has come yet').first().waitFor({ timeout: LONG })
      const { origin } = new URL(page.url())
      const answer = await page.request.get(`${origin}/api/${exercise}/plan/forecasts`)
      const { items } = (await answer.json()) as { items: { digest: string; seed: string }[] }
      expect(items.map((one) => [one.digest, one.seed])).toContainEqual([made, '1'])
      expect(await violations(forecasts)).toEqual([])
      await page.close()
      await forecasts.close()
    },
    LONG,
  )

  it(
    'plays a kept scenario that the address names, with its levers turned, and leaves it again',
    async () => {
      const page = await stage.open('/plan?runs=16', { person: 'chief' })
      const plain = await digest(page)
      const stood = page.getByRole('slider', { name: 'Beds', exact: true })
      const wanted = Number(await stood.inputValue()) + 50
      const { origin } = new URL(page.url())
      const record = crypto.randomUUID()
      const kept = await page.request.post(`${origin}/api/${exercise}/scenario`, {
        headers: { 'konbit-person': 'chief' },
        data: {
          id: crypto.randomUUID(),
          record,
          input: {
            title: 'Many more beds',
            changes: JSON.stringify([{ path: '/resources/beds/amount', value: wanted }]),
          },
        },
      })
      expect(kept.status(), await kept.text()).toBe(201)
      const turned = await stage.open(`/plan?runs=16&scenario=${record}`, { person: 'chief' })
      const beds = turned.getByRole('slider', { name: 'Beds', exact: true })
      await beds.waitFor()
      expect(await beds.inputValue()).toBe(String(wanted))
      expect(await digest(turned)).not.toBe(plain)
      await turned.getByRole('link', { name: 'Many more beds' }).waitFor()
      expect(await violations(turned)).toEqual([])
      await turned.getByRole('button', { name: 'Leave it' }).click()
      await turned.waitForFunction(
        (old) => document.querySelector('code[data-digest]')?.getAttribute('data-digest') === old,
        plain,
        { timeout: LONG },
      )
      await page.close()
      await turned.close()
    },
    LONG,
  )

  it(
    'sets two plans side by side with the band of their difference, and tells a plan in sentences',
    async () => {
      const page = await stage.open('/plan/scenarios?runs=16&set=beds:20')
      await page.getByText('2 plans side by side').waitFor({ timeout: LONG })
      await page.getByText('difference of deployed').waitFor({ timeout: LONG })
      const memo = await stage.open('/plan/memo?runs=16')
      await memo.getByRole('heading', { name: 'The answer' }).waitFor({ timeout: LONG })
      await memo.locator('#memo-run a, #memo-run b').first().waitFor()
      const leads = await memo.locator('main a[href^="#origin"]').count()
      expect(leads).toBeGreaterThan(3)
      const first = memo.locator('[id^=origin]').filter({ hasText: '/goal' })
      expect(await first.textContent()).toMatch(/^Persons wanted/)
      expect(await violations(memo)).toEqual([])
      await page.close()
      await memo.close()
    },
    LONG,
  )

  it(
    'asks the server for a long study, tells how far it is, and cancels it',
    async () => {
      const page = await stage.open('/plan/scenarios?runs=16', { person: 'chief' })
      const { origin } = new URL(page.url())
      await page.getByRole('button', { name: /^Play 10.000 runs$/ }).click()
      const study = page.getByRole('listitem').filter({ hasText: 'Runs played' })
      await study.getByText(/^(waiting|running)$/).waitFor({ timeout: LONG })
      await study.getByRole('progressbar').waitFor()
      await study.getByRole('button', { name: 'Cancel' }).click()
      await page.getByText('cancelled', { exact: true }).waitFor({ timeout: LONG })
      expect(await study.count()).toBe(0)
      const answer = await page.request.get(`${origin}/api/${exercise}/plan/studies`, {
        headers: { 'konbit-person': 'chief' },
      })
      const { items } = (await answer.json()) as { items: { state: string; played: number }[] }
      expect(items.map(({ state }) => state)).toEqual(['cancelled'])
      expect(items[0]?.played).toBeLessThan(10_000)
      expect(await violations(page)).toEqual([])
      await page.close()
    },
    LONG,
  )
})
