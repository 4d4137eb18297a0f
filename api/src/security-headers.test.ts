import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { securityHeaders } from './security-headers.ts'

let server: Server | undefined
afterEach(() => server?.close())

/** The headers of an answer, as a browser gets them. */
async function headersOf(path: string, options: Parameters<typeof securityHeaders>[0]): Promise<Headers> {
  const setHeaders = securityHeaders(options)
  server = createServer((request, response) => {
    setHeaders(request, response)
    response.end()
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`)).headers
}

test('pages run scripts and styles of their own origin only, and in no foreign frame', async () => {
  const headers = await headersOf('/kitchen', { https: true, consolePath: undefined })
  const policy = headers.get('content-security-policy')
  expect(policy).toContain("script-src 'self';")
  expect(policy).toContain("style-src 'self';")
  expect(policy).toContain("frame-ancestors 'self';")
  expect(policy).not.toContain('unsafe')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('same-origin')
  expect(headers.get('x-powered-by')).toBeNull()
})

test('browsers that came by https are told to stay with it, and only those', async () => {
  const secure = await headersOf('/', { https: true, consolePath: undefined })
  expect(secure.get('strict-transport-security')).toBe('max-age=63072000')
  const plain = await headersOf('/', { https: false, consolePath: undefined })
  expect(plain.get('strict-transport-security')).toBeNull()
  expect(plain.get('content-security-policy')).not.toContain('upgrade-insecure-requests')
})

test('only the console may bring scripts inline', async () => {
  const options = { https: false, consolePath: '/graphql' }
  expect((await headersOf('/graphql?query', options)).get('content-security-policy')).toBeNull()
  expect((await headersOf('/graphql/', options)).get('content-security-policy')).not.toBeNull()
})
