import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { audit } from './audit.ts'

let close = () => {}
afterEach(() => {
  close()
  vi.restoreAllMocks()
})

/** A registry that knows this of packages. */
async function registry(status: number, advisories: object): Promise<string> {
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', () => response.writeHead(status).end(JSON.stringify(advisories)))
  })
  close = () => server.close()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

const said = () => vi.spyOn(console, 'log').mockImplementation(() => {})
const advisory = (severity: string) => ({
  graphql: [
    {
      id: 1,
      url: 'https://advisory.example/1',
      title: 'Too deep',
      severity,
      vulnerable_versions: '>=0',
      cwe: [],
      cvss: { score: 9, vectorString: null },
    },
  ],
})

test('a dependency that is known to be dangerous fails', async () => {
  const log = said()
  expect(await audit(await registry(200, advisory('high')))).toBe(1)
  expect(log.mock.calls.flat().join('\n')).toContain('graphql: high: Too deep (https://advisory.example/1)')
})

test.each([
  ['none is', {}],
  ['one is a little', advisory('low')],
])('dependencies of which %s pass', async (_which, advisories) => {
  const log = said()
  expect(await audit(await registry(200, advisories))).toBe(0)
  expect(log.mock.calls.flat().join('\n')).toMatch(/^\d+ dependencies: 0 high/)
})

test('a registry that does not know passes, and it is said', async () => {
  const log = said()
  expect(await audit(await registry(405, {}))).toBe(0)
  expect(log.mock.calls.flat().join('\n')).toContain(
    'NOT AUDITED: the registry could not be asked (responded with 405)',
  )
})
