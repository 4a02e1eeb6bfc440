/**
 * What an answer may show and what is kept of its having been shown. *View as* narrows a read to what a role or an
 * organisation would see of it too; whatever was restricted is written down before the answer leaves.
 */
import { gathering, Seen } from '@konbit/ledger'
import {
  isRefusal,
  type Refusal,
  type Role,
  refuse,
  roleNames,
  typical,
  typicalAt,
} from '@konbit/model'
import { z } from 'zod'
import type { Params } from './query.ts'
import type { Ask, Route } from './route.ts'
import { type Answer, ok } from './wire.ts'

const pattern = /^(role:[a-zA-Z]+|organisation:[0-9a-f-]{36})$/

/** Taken by every read within a mission, and by no write. */
export const viewParams: Params = {
  as: {
    about:
      'View as: `role:` and a role, or `organisation:` and its id. What you see narrows to what such a reader would see too, and never widens.',
    schema: z.string().max(80).regex(pattern, 'role: and a role, or organisation: and an id'),
  },
}

/** Performs a read or a change. What it showed of audited labels is durable when this returns. */
export async function watched(route: Route, ask: Ask): Promise<Answer | Refusal> {
  const viewed = await viewedAs(ask)
  if (isRefusal(viewed)) return viewed
  const seen = new Seen()
  try {
    const found = await gathering(seen, () =>
      route.perform({ ...viewed, reader: { ...viewed.reader, door: route.name } }),
    )
    if (seen.isEmpty) return found
    await ask.house.ledger.note({ ...viewed.reader, door: route.name }, seen)
    return isRefusal(found)
      ? found
      : { ...found, headers: { 'cache-control': 'no-store', ...found.headers } }
  } finally {
    // A stream reads on after its answer has begun to leave: what it shows from here it writes down page by page.
    seen.isClosed = true
  }
}

async function viewedAs(ask: Ask): Promise<Ask | Refusal> {
  const { as } = ask.query as { as?: string }
  if (as === undefined) return ask
  const wrong = refuse('invalid-query', undefined, [
    { field: 'as', needs: 'a role, or an organisation that you may see' },
  ])
  const [kind, name = ''] = as.split(':')
  if (kind === 'role') {
    if (!(roleNames as string[]).includes(name)) return wrong
    const role = name as Role
    return narrowed(ask, typical[role], [role])
  }
  const known = await ask.house.ledger.moment(ask.mission.id)
  if (isRefusal(known)) return known
  const named = await ask.house.ledger.captions(ask.reader, [name], known)
  return named.has(name) ? narrowed(ask, typicalAt(name), []) : wrong
}

function narrowed(ask: Ask, clearances: (typeof typical)[Role], roles: readonly Role[]): Ask {
  const held = ask.person.roles.filter((role) => roles.includes(role))
  return {
    ...ask,
    person: { ...ask.person, roles: held },
    actor: { ...ask.actor, roles: held },
    reader: { ...ask.reader, view: { clearances } },
  }
}

/** Why can I see this? */
export async function answerSight(register: string, ask: Ask): Promise<Answer | Refusal> {
  const found = await ask.house.ledger.sightOf(ask.reader, {
    register,
    id: ask.params.id as string,
  })
  return isRefusal(found) ? found : ok(found)
}
