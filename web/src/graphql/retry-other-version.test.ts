import { CombinedError } from '@urql/core'
import { expect, test, vi } from 'vitest'
import { retryOtherVersion } from './retry-other-version'

const refused = (code: string, reason?: string) => ({
  error: new CombinedError({ graphQLErrors: [{ message: '', extensions: { code, reason } }] }),
})
const noWait = { wait: async () => {} }

test('what a server of another version refuses is put to the next', async () => {
  const ask = vi.fn().mockResolvedValueOnce(refused('BAD_USER_INPUT', 'DOCUMENT_REFUSED'))
  ask.mockResolvedValueOnce(refused('GRAPHQL_VALIDATION_FAILED')).mockResolvedValue({ data: 'moved' })
  expect(await retryOtherVersion(ask, noWait)).toEqual({ data: 'moved' })
  expect(ask).toHaveBeenCalledTimes(3)
})

test('whoever waits for the answer hears in the end that there is none', async () => {
  const ask = vi.fn().mockResolvedValue(refused('BAD_USER_INPUT', 'UNKNOWN_DOCUMENT'))
  expect(await retryOtherVersion(ask, noWait)).toMatchObject({ error: {} })
  expect(ask).toHaveBeenCalledTimes(6)
})

test('any other answer is one', async () => {
  const ask = vi.fn().mockResolvedValue(refused('FORBIDDEN'))
  await retryOtherVersion(ask, noWait)
  expect(ask).toHaveBeenCalledOnce()
})
