import { describe } from 'vitest'
import { testContention } from './contention.ts'
import { startTestApi } from './test-api.ts'

describe('two nodes in one process', () => {
  testContention(async () => {
    const api = await startTestApi()
    return { clients: [api, await api.startAnother()], db: api.db, close: () => api.stop() }
  })
})
