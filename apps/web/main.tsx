/** Where the page begins: the words of the reader's language, then the router. */
import './style/base.css'
import './style/print.css'
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Problem } from './api/client.ts'
import { missionsQuery } from './api/hooks.ts'
import { applyStoredScheme } from './frame/scheme.ts'
import { worksHere } from './outbox/line.ts'
import { makeRouter } from './routes.tsx'
import { loadWords, preferredLanguage, WordsProvider } from './words.tsx'

applyStoredScheme()

/** Refusals that concern the person and not the question: who is signed in is asked anew. */
const ofThePerson = new Set(['no-person', 'wrong-credentials', 'second-factor'])

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, { queryKey }) => {
      if (error instanceof Problem && ofThePerson.has(error.kind) && queryKey[0] !== 'me')
        void client.resetQueries({ queryKey: ['me'] })
    },
  }),
  defaultOptions: {
    queries: {
      // What the rules refuse stays refused; only a failed line or server is worth asking again.
      retry: (count, error) =>
        count < 2 &&
        !(error instanceof Problem && error.status > 0 && error.status < 500) &&
        // Where one works without a line, what is kept is offered at once; outbox/watch.ts looks after the line.
        !(error instanceof Problem && error.kind === 'no-line' && worksHere()),
      refetchOnWindowFocus: false,
      // What was kept on the phone is read without a line too.
      networkMode: 'always',
    },
  },
})

async function start(): Promise<void> {
  void client.prefetchQuery(missionsQuery)
  const language = preferredLanguage()
  const words = await loadWords(language)
  const router = makeRouter(client)
  createRoot(document.getElementById('root') as HTMLElement).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <WordsProvider first={language} words={words}>
          <RouterProvider router={router} />
        </WordsProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
}

void start()
