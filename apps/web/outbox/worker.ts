/**
 * The service worker: holds the files of the program, each under its digest, so that it starts without a network. It never
 * touches an answer of the API, and fetches nothing that it holds already. The build puts the list of files before it
 * (workerPart.ts); this file is bundled alone and imports nothing.
 */
/** Every file of this program: its address, and its digest where the name does not hold one. */
declare const shell: readonly (readonly [path: string, digest: string])[]

type Waits = Event & { waitUntil: (work: Promise<unknown>) => void }
type Asked = Event & { request: Request; respondWith: (answer: Promise<Response>) => void }
type Worker = {
  addEventListener: ((type: 'install' | 'activate', then: (event: Waits) => void) => void) &
    ((type: 'fetch', then: (event: Asked) => void) => void) &
    ((type: 'message', then: (event: MessageEvent) => void) => void)
  skipWaiting: () => Promise<void>
  clients: { claim: () => Promise<void> }
  location: Location
}
const worker = globalThis as unknown as Worker

const place = 'konbit-program'
/** Where it lies: the same bytes always at the same address, different ones never. */
const keyOf = ([path, digest]: readonly [string, string]): string =>
  digest ? `${path}?${digest}` : path
const mine = new Map(shell.map((file) => [file[0], keyOf(file)]))
const page = mine.get('/index.html') as string
const previous = '/previous-program'
/** At once on a thin line: more would only hold each other up. */
const together = 3

async function install(): Promise<void> {
  const cache = await caches.open(place)
  const held = new Set(
    (await cache.keys()).map(({ url }) => new URL(url).pathname + new URL(url).search),
  )
  const missing = [...mine].filter(([, key]) => !held.has(key))
  // What was fetched stays, so that an install that is broken off goes on where it was.
  const next = async (): Promise<void> => {
    for (let one = missing.shift(); one; one = missing.shift()) {
      const [path, key] = one
      const digest = key.slice(path.length + 1)
      // What bears its digest in its name the browser may have already.
      const answer = await fetch(path, {
        cache: digest ? 'no-cache' : 'default',
        credentials: 'omit',
      })
      if (!answer.ok || answer.redirected) throw new Error(`${path}: ${answer.status}`)
      if (digest && (await digestOf(answer.clone())) !== digest)
        throw new Error(`${path} is of another program`)
      await cache.put(key, answer)
    }
  }
  await Promise.all(Array.from({ length: together }, next))
}

async function digestOf(answer: Response): Promise<string> {
  const made = await crypto.subtle.digest('SHA-256', await answer.arrayBuffer())
  return [...new Uint8Array(made).slice(0, 16)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
}

/** Pages of the program before may still be open in other tabs: its files go with the one after this. */
async function activate(): Promise<void> {
  const cache = await caches.open(place)
  const before: string[] = (await (await cache.match(previous))?.json()) ?? []
  const now = [...mine.values()]
  const stay = new Set([...before, ...now, previous])
  for (const request of await cache.keys()) {
    const { pathname, search } = new URL(request.url)
    if (!stay.has(pathname + search)) await cache.delete(request)
  }
  await cache.put(previous, Response.json(now))
  await worker.clients.claim()
}

async function held(key: string, request: Request): Promise<Response> {
  const cache = await caches.open(place)
  return (await cache.match(key, { ignoreVary: true })) ?? fetch(request)
}

worker.addEventListener('install', (event) => event.waitUntil(install()))
worker.addEventListener('activate', (event) => event.waitUntil(activate()))
worker.addEventListener('message', ({ data }) => {
  if (data === 'take') void worker.skipWaiting()
})
worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== worker.location.origin) return
  const key = mine.get(pathname)
  if (key && pathname !== '/index.html') return event.respondWith(held(key, request))
  // Every address of a page is the same page, which finds its own way.
  const isApi =
    /^\/(api|auth|log|problems|calendar|metrics|openapi\.json|complain|[\w-]+\/(complain|shared))(\/|$)/.test(
      pathname,
    )
  if (request.mode === 'navigate' && !isApi) return event.respondWith(held(page, request))
  // A file of the program before, asked for by a page that is still open.
  if (pathname.startsWith('/assets/')) event.respondWith(older(pathname, request))
})

async function older(pathname: string, request: Request): Promise<Response> {
  const cache = await caches.open(place)
  return (await cache.match(pathname, { ignoreVary: true })) ?? fetch(request)
}
