import { CombinedError } from 'urql'
import { describe, expect, it } from 'vitest'
import { judgeOrderAnswer } from './order-answer'

const graphqlError = (code: string) =>
  new CombinedError({ graphQLErrors: [{ message: code, extensions: { code } }] })

describe('what the answer to an order means', () => {
  it('no answer at all is no refusal: the same key is sent again', () => {
    const error = new CombinedError({ networkError: new Error('the network went') })
    expect(judgeOrderAnswer({ error })).toEqual({ kind: 'unheard' })
  })

  it('too many orders at once say how long to wait', () => {
    const error = new CombinedError({
      graphQLErrors: [{ message: '', extensions: { code: 'RATE_LIMITED', retryAfter: 12 } }],
    })
    expect(judgeOrderAnswer({ error })).toEqual({ kind: 'refused', problem: { kind: 'tooMany', wait: 12 } })
  })

  it('a fault of the server is no answer either: a database that moves to another machine comes back', () => {
    for (const code of ['INTERNAL_SERVER_ERROR', 'SERVICE_UNAVAILABLE'])
      expect(judgeOrderAnswer({ error: graphqlError(code) })).toEqual({ kind: 'unheard' })
  })

  it('a server of another version is asked again, one that does not understand is not', () => {
    const otherVersion = { code: 'BAD_USER_INPUT', reason: 'DOCUMENT_REFUSED' }
    const error = new CombinedError({ graphQLErrors: [{ message: '', extensions: otherVersion }] })
    expect(judgeOrderAnswer({ error })).toEqual({ kind: 'unheard' })
    expect(judgeOrderAnswer({ error: graphqlError('BAD_USER_INPUT') })).toMatchObject({
      problem: { kind: 'fault' },
    })
  })

  it('an order that is too large for the server is said to be, whatever the answer looks like', () => {
    const error = new CombinedError({
      networkError: new Error('Payload Too Large'),
      response: new Response('', { status: 413 }),
    })
    expect(judgeOrderAnswer({ error })).toMatchObject({ kind: 'refused', problem: { kind: 'invalid' } })
  })

  it('what sold out is named', () => {
    const createOrder = {
      __typename: 'MenuItemUnavailableError' as const,
      code: 'MENU_ITEM_UNAVAILABLE',
      message: '',
      menuItemIds: ['pizza'],
    }
    expect(judgeOrderAnswer({ data: { createOrder } })).toEqual({
      kind: 'refused',
      problem: { kind: 'unavailable', menuItemIds: ['pizza'] },
    })
  })

  it('a table that has ordered all it can is told what to do', () => {
    const message = 'A table can have 300 lines under way at once.'
    const createOrder = {
      __typename: 'InvalidInputError' as const,
      code: 'INVALID_INPUT',
      message,
      path: ['items'],
    }
    expect(judgeOrderAnswer({ data: { createOrder } })).toEqual({
      kind: 'refused',
      problem: { kind: 'full', message },
    })
  })

  it('a key that was used for another cart means that the first try arrived', () => {
    const createOrder = {
      __typename: 'IdempotencyKeyReusedError',
      code: 'IDEMPOTENCY_KEY_REUSED',
      message: '',
    } as const
    expect(judgeOrderAnswer({ data: { createOrder } })).toMatchObject({ problem: { kind: 'alreadyOrdered' } })
  })
})
