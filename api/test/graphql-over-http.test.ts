import { serverAudits } from 'graphql-http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApi, type TestApi } from './test-api.ts'

let api: TestApi
let token: string

beforeAll(async () => {
  api = await startTestApi({ limits: { production: true, persistedDocumentsOnly: true } })
  token = await api.signIn('kitchen@demo.test')
})
afterAll(() => api.stop())

const audits = serverAudits({
  url: () => api.url,
  fetchFn: (url: string, init: RequestInit = {}) =>
    fetch(url, {
      ...init,
      headers: { ...(init.headers as Record<string, string>), authorization: `Bearer ${token}` },
    }),
})

describe('GraphQL over HTTP, for somebody who may write documents, in production', () => {
  test('there are 61 audits', () => {
    expect(audits).toHaveLength(61)
  })

  test.each(audits.map((audit) => [audit.name, audit] as const))('%s', async (_name, audit) => {
    expect(await audit.fn()).toMatchObject({ status: 'ok' })
  })
})
