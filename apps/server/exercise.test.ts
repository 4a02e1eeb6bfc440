/** Whatever is told of an exercise says that it is one: every answer with its records, every file. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, type TestServer } from './testing.ts'

let exercise: TestServer
let earnest: TestServer
const marked = (isMarked: boolean) =>
  openTestServer({
    change: (house) => ({
      ...house,
      missions: new Map(
        [...house.missions].map(([id, one]) => [id, { ...one, exercise: isMarked }]),
      ),
    }),
  })
beforeAll(async () => {
  exercise = await marked(true)
  earnest = await marked(false)
})
afterAll(() => Promise.all([exercise.close(), earnest.close()]))

const mark = 'EXERCISE: synthetic data'

test.each(['/incident', '/measures', '/overview'])(
  'an answer to %s of an exercise says so in its head, and no other does',
  async (path) => {
    const address = (server: TestServer): string => `/api/${server.mission}${path}`
    const of = async (server: TestServer) =>
      (await server.app.request(address(server))).headers.get('konbit-exercise')
    expect(await of(exercise)).toBe('synthetic')
    expect(await of(earnest)).toBeNull()
  },
)

test.each(['csv', 'geojson', 'xlsx'])(
  'a %s of an exercise says so, in its name too',
  async (format) => {
    const of = (server: TestServer) =>
      server.app.request(`/api/${server.mission}/incident?format=${format}`, {
        headers: { 'konbit-person': 'watch' },
      })
    const [file, other] = [await of(exercise), await of(earnest)]
    expect(file.status).toBe(200)
    expect(file.headers.get('content-disposition')).toContain('"exercise-')
    expect(other.headers.get('content-disposition')).not.toContain('exercise-')
    if (format === 'xlsx') return // its parts are packed; xlsx.test.ts looks into them
    expect(await file.text()).toContain(mark)
    expect(await other.text()).not.toContain(mark)
  },
)
