/** /openapi.json (3.1), made from the same routes that serve, so that it is complete by construction. */
import { labelOf, type Measure, problems, type Register } from '@konbit/model'
import { z } from 'zod'
import type { House } from './house.ts'
import type { Params } from './query.ts'
import { problemsOf, type Route } from './route.ts'
import { problemShape } from './shapes.ts'

type Json = Record<string, unknown>

export function describe(house: House, routes: readonly Route[]): Json {
  const named = new Map<z.ZodType, string>([[problemShape, 'Problem']])
  for (const { answers } of routes)
    for (const { schema, name } of Object.values(answers)) named.set(schema, name)
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    paths[route.path] ??= {}
    ;(paths[route.path] as Json)[route.method] = operation(house, route, named)
  }
  paths['/openapi.json'] = {
    get: {
      operationId: 'openapi',
      summary: 'This description.',
      tags: ['about'],
      responses: {
        200: {
          description: 'OpenAPI 3.1',
          content: { 'application/json': { schema: { type: 'object' } } },
        },
        ...wrongs(['wrong-host', 'failed']),
      },
    },
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Konbit',
      version: house.version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'The record of a mission. Every read takes `at` (as it was on) and `known` (as it was known on). Who asks is known by the session cookie, which signing in under /auth sets, or by a key in `Authorization: Bearer konbit_…`; on a demonstration, and there alone, by the header or cookie `konbit-person`. Beside this table stand raw protocols: /auth/* (better-auth, in JSON: sign-in, codes, passkeys), /metrics (Prometheus text, for this machine or a token) and /log/* (C2SP). Every error is a problem as in RFC 9457. Any address may also answer 304 to a tag it gave, and 405 with `Allow`.',
    },
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: schemas(house, named),
      parameters: {
        person: {
          name: 'konbit-person',
          in: 'header',
          description: 'Who asks: a demo person of the mission.',
          schema: { type: 'string' },
        },
      },
    },
  }
}

const strip = ({ $schema, $id, ...rest }: Json): Json => rest

function schemas(house: House, named: ReadonlyMap<z.ZodType, string>): Json {
  const all: Json = {}
  for (const [schema, name] of named) {
    const json = strip(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'output' }) as Json)
    all[name] = json
    const register = house.registers.get(name)
    if (register) all[name] = withTitles(register, json)
  }
  return all
}

/** What people call each field, and under which label it lies, beside its type. */
function withTitles(register: Register, json: Json): Json {
  const fields = ((json.properties as Json).fields as Json).properties as Record<string, Json>
  for (const [name, about] of Object.entries(fields)) {
    const field = register.fields[name]
    if (field)
      fields[name] = {
        ...about,
        title: field.title ?? name,
        'x-kind': field.kind.name,
        'x-label': labelOf(register, name),
        ...(field.to ? { 'x-to': field.to } : {}),
      }
  }
  return { ...json, title: register.title, description: register.about }
}

function operation(house: House, route: Route, named: ReadonlyMap<z.ZodType, string>): Json {
  const { name, about, tag, query = {}, body, file, answers } = route
  const answered = Object.entries(answers).map(
    ([status, { about: description, schema, types = [] }]) => {
      const content: Json = {
        'application/json': { schema: { $ref: `#/components/schemas/${named.get(schema)}` } },
      }
      for (const type of types) content[type] = { schema: { type: 'string' } }
      return [status, { description, content }] as const
    },
  )
  return {
    operationId: name,
    summary: about,
    tags: [tag],
    parameters: [
      ...pathParams(house, route.path),
      ...queryParams(query),
      ...(route.path.includes('{mission}') ? [{ $ref: '#/components/parameters/person' }] : []),
    ],
    ...(body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: bodyOf(house, route, body) } },
          },
        }
      : {}),
    ...(file
      ? {
          requestBody: {
            required: true,
            description: `A file of at most ${file.max / 1_000_000} MB`,
            content: Object.fromEntries(
              file.types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
            ),
          },
        }
      : {}),
    responses: {
      ...Object.fromEntries(answered),
      ...(route.method === 'get'
        ? { 304: { description: 'Nothing has changed since the tag that was sent' } }
        : {}),
      ...wrongs(problemsOf(route)),
    },
  }
}

/** One response for each status, with the names of the problems that bear it. */
function wrongs(names: readonly (keyof typeof problems)[]): Json {
  const found: Record<number, string[]> = {}
  for (const name of names) {
    const [status] = problems[name]
    found[status] = [...(found[status] ?? []), name]
  }
  return Object.fromEntries(
    Object.entries(found).map(([status, list]) => [
      status,
      {
        description: list.join(', '),
        content: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        },
      },
    ]),
  )
}

const pathParams = (house: House, path: string): Json[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: pathSchema(house, name as string),
  }))

function pathSchema(house: House, name: string): Json {
  if (name === 'id') return { type: 'string', format: 'uuid' }
  if (name === 'mission') return { type: 'string', examples: [...house.missions.keys()] }
  if (name === 'problem') return { type: 'string', enum: Object.keys(problems) }
  if (name === 'measure')
    return {
      type: 'string',
      enum: [...house.measures.values()].map(({ name: one }: Measure) => one),
    }
  return { type: 'string' }
}

const queryParams = (params: Params): Json[] =>
  Object.entries(params).map(([name, { about, schema, many, required }]) => {
    const one = strip(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'output' }) as Json)
    return {
      name,
      in: 'query',
      description: about,
      required: required ?? false,
      schema: many ? { type: 'array', items: one } : one,
      ...(many ? { explode: true } : {}),
    }
  })

/** The body with the fields that this verb of this register takes. */
function bodyOf(house: House, { name }: Route, body: z.ZodType): Json {
  const json = strip(z.toJSONSchema(body, { unrepresentable: 'any', io: 'input' }) as Json)
  const [registerName = '', verb = ''] = name.split('.')
  const register = house.registers.get(registerName)
  if (!register) return json
  const act =
    verb === 'enter'
      ? register.enters
      : verb === 'amend'
        ? register.amends
        : register.transitions[verb]
  const takes = act?.takes ?? Object.keys(register.fields)
  const properties = Object.fromEntries(
    takes.map((field) => [
      field,
      strip(
        z.toJSONSchema((register.fields[field] as { schema: z.ZodType }).schema, {
          unrepresentable: 'any',
          io: 'input',
        }) as Json,
      ),
    ]),
  )
  const needs = [
    ...(verb === 'enter' ? takes.filter((field) => register.fields[field]?.required) : []),
    ...(act?.needs ?? []),
  ]
  const input = {
    type: 'object',
    properties,
    additionalProperties: false,
    ...(needs.length > 0 ? { required: [...new Set(needs)] } : {}),
  }
  return { ...json, properties: { ...(json.properties as Json), input } }
}
