/**
 * The catalogue of everything that can be refused, each with its HTTP status and one sentence that says what to do next.
 * One wire shape for all of them (RFC 9457). A refusal is a value and never quotes what the reader may not see.
 */

export const problems = {
  'not-found': [
    404,
    'There is nothing here that you may see. Check the address, the dates in it, or who you are signed in as.',
  ],
  'unknown-register': [404, 'This mission has no such register. See the list of registers.'],
  'unknown-mission': [404, 'There is no such mission here. See the list of missions.'],
  'unknown-measure': [404, 'There is no such measure. See the list of measures.'],
  'unknown-verb': [404, 'This register has no such verb. See its page for those it has.'],
  'invalid-input': [
    422,
    'Some of what was sent does not fit. Each field is named with what it needs; mend it and send again.',
  ],
  'invalid-json': [400, 'The body is not valid JSON. Send one JSON object in UTF-8.'],
  'invalid-query': [
    400,
    'Something in the address does not fit. Each part is named with what it needs.',
  ],
  'unsupported-type': [415, 'Send the body as application/json.'],
  'too-large': [413, 'The body is larger than this address takes. Split it and send the parts.'],
  'method-not-allowed': [405, 'This address does not take that method. See the list of routes.'],
  'not-allowed': [
    403,
    'Your role may not do this here. Ask somebody who may; the register names the roles.',
  ],
  'cross-site': [
    403,
    'The request came from a page of another site. Send it from here, or from a program that names no page.',
  ],
  'wrong-host': [
    421,
    'This server does not answer under that name. Use the address it printed when it started.',
  ],
  'wrong-credentials': [
    401,
    'What was given does not fit together, or no longer holds. Check it and try again, or ask an access officer for a recovery link.',
  ],
  'second-factor': [
    403,
    'What you may see here needs more than a password. Set up a code or a passkey on your account page, then go on.',
  ],
  'sign-in-again': [403, 'This needs a fresh sign-in. Sign in again, then do it.'],
  'device-lost': [
    401,
    'This device was reported lost, so nothing is taken from it and nothing is shown. Whoever found it should hand it in.',
  ],
  'bad-link': [
    410,
    'This link was used, has run out, or was never ours. Ask the person who gave it to you for a new one.',
  ],
  'too-many-requests': [
    429,
    'That was too much in too short a time. Wait as long as Retry-After says, then go on.',
  ],
  'no-person': [401, 'Choose who you are first.'],
  'already-there': [409, 'A record with this id is already there. Open it, or enter a new one.'],
  'not-unique': [409, 'Another record already uses this value. Each must be its own.'],
  'wrong-state': [409, 'The record is not in a state from which this can be done.'],
  unless: [409, 'A rule of the register stands against it.'],
  'needs-reason': [422, 'Say why: this verb is kept with its reason.'],
  'nothing-changes': [422, 'Nothing in this changes the record. Change at least one field.'],
  'in-future': [
    422,
    'This date lies ahead of the clock. What is planned is a field; an entry says what was.',
  ],
  'breaks-later': [
    409,
    'With this, later entries of the record would no longer hold. Correct or void those first.',
  ],
  stale: [409, 'Somebody changed the record since you read it. Read it again, then decide.'],
  held: [
    409,
    'This record is held, so nothing of it can be erased. Have the hold lifted first, or wait until it is.',
  ],
  'no-such-record': [422, 'A reference names a record that is not there, or that you may not see.'],
  'no-such-entry': [404, 'There is no such entry on this record.'],
  'command-differs': [
    409,
    'This command id was used before with other content. Send it under a new id.',
  ],
  'known-not-yours': [
    422,
    'Only the importer of a replayed mission may say when a thing became known. Leave it out.',
  ],
  'known-order': [
    409,
    'A replayed mission is told in order: this became known before the entry that stands last.',
  ],
  'too-many': [422, 'That is more than one request may ask for. Ask for less, or for the export.'],
  'bad-cursor': [400, 'This place in the list is not one we gave out. Begin the list again.'],
  'bad-cosignature': [
    422,
    'This log takes checkpoints that it has signed, with the good line of a witness it knows below them.',
  ],
  unsigned: [
    503,
    'The log is not signed that far at present, so there is no proof to give. Its page says why.',
  ],
  'timed-out': [
    503,
    'It took too long and was stopped; nothing was changed. Ask for less or try again.',
  ],
  unavailable: [
    503,
    'The record cannot be reached right now. Nothing was lost; try again shortly.',
  ],
  failed: [
    500,
    'Something failed on our side. It has been noted; try again, and report it if it stays.',
  ],
} as const satisfies Record<string, readonly [status: number, sentence: string]>

export type ProblemName = keyof typeof problems

/** One thing wrong with one field or parameter: where, and what it needs. */
export type Detail = { field: string; needs: string }

/** A refusal: the rules say no. `why` is one sentence for the person; `details` name fields, never their values. */
export type Refusal = {
  refusal: ProblemName
  why: string
  details?: readonly Detail[]
  conflict?: Conflict
}

/**
 * What stands between an author and what changed meanwhile, as far as the author may see it: the entries since, and field by
 * field what it was, what it is now, and what the author sent (absent: nothing of that field).
 */
export type Conflict = {
  /** The last entry, to be sent as `expects` by whoever has read it. */
  seq: number
  entries: readonly { seq: number; verb: string; author: string; known: string }[]
  fields: readonly { field: string; was: unknown; theirs: unknown; yours?: unknown }[]
}

export const refuse = (name: ProblemName, why?: string, details?: readonly Detail[]): Refusal => ({
  refusal: name,
  why: why ?? problems[name][1],
  ...(details ? { details } : {}),
})

export const isRefusal = (value: object): value is Refusal => 'refusal' in value

/** RFC 9457. `type` is a path under which the catalogue explains the problem. */
export type Problem = {
  type: string
  title: string
  status: number
  detail: string
  errors?: readonly Detail[]
  conflict?: Conflict
}

export const problemOf = (refusal: Refusal): Problem => ({
  type: `/problems/${refusal.refusal}`,
  title: problems[refusal.refusal][1],
  status: problems[refusal.refusal][0],
  detail: refusal.why,
  ...(refusal.details ? { errors: refusal.details } : {}),
  ...(refusal.conflict ? { conflict: refusal.conflict } : {}),
})
