import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApi, type TestApi } from './test-api.ts'

let api: TestApi
let origin: string

beforeAll(async () => {
  api = await startTestApi()
  origin = new URL(api.url).origin
})
afterAll(() => api.stop())

describe('the web app, as the server sends it', () => {
  test.each(['/', '/t/demo-1', '/kitchen', '/bill'])(
    '%s is a page, asked for anew each time',
    async (path) => {
      const response = await fetch(origin + path)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toMatch('text/html')
      expect(response.headers.get('cache-control')).toBe('no-cache')
    },
  )

  test('what the page loads may be kept for ever, since its name changes with its content', async () => {
    const page = await (await fetch(origin)).text()
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(page)?.[1] ?? ''
    const response = await fetch(origin + script)
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toMatch('immutable')
  })

  test.each([
    '/assets/gone-1234.js',
    '/assets/gone',
    '/images/gone.webp',
    '/.env',
    '/graphql/',
    '/health/else',
  ])('%s is not there, and no page in its place', async (path) => {
    expect((await fetch(origin + path)).status).toBe(404)
  })

  test.each(['POST', 'PUT', 'DELETE'])('nothing takes a %s but /graphql', async (method) => {
    const response = await fetch(`${origin}/kitchen`, { method })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, HEAD')
  })
})
