import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { cutStalledStreams } from './event-streams.ts'

const PATIENCE_MS = 10_000
const CHUNK = 'x'.repeat(32_000)
/** More than the operating system takes. */
const CHUNKS = 400

let server: Server
let reader: Socket
let stream: ServerResponse

/** @param accept what the reader says that it takes */
async function open(accept: string): Promise<void> {
  reader = connect((server.address() as AddressInfo).port, '127.0.0.1')
  reader.on('error', () => {})
  reader.write(`GET / HTTP/1.1\r\nHost: menumate\r\n${accept}Connection: close\r\n\r\n`)
  const [, response] = await once(server, 'request')
  stream = response
}

beforeEach(async () => {
  // Only the patience is counted by a clock that the tests move.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  server = createServer()
  cutStalledStreams(server, PATIENCE_MS)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(() => {
  vi.useRealTimers()
  reader.destroy()
  server.close()
})

/** Writes until the stream asks to wait: its reader has fallen behind. */
function fill(): void {
  for (let chunk = 0; chunk < CHUNKS; chunk++) stream.write(CHUNK)
  expect(stream.writableNeedDrain).toBe(true)
}

test.each([
  ['by name', 'Accept: text/event-stream\r\n'],
  ['last of all', 'Accept: application/json, text/event-stream\r\n'],
  ['as anything', 'Accept: */*\r\n'],
  ['without a word', ''],
])('a stream that was asked for %s and that nobody reads is cut off', async (_how, accept) => {
  await open(accept)
  reader.pause()
  fill()
  const closed = once(stream, 'close')
  vi.advanceTimersByTime(2 * PATIENCE_MS)
  await closed
})

test('a stream whose reader is slow is not', async () => {
  await open('Accept: text/event-stream\r\n')
  let read = 0
  reader.on('data', (chunk) => {
    read += chunk.length
  })
  for (let round = 0; round < 3; round++) {
    reader.pause()
    fill()
    vi.advanceTimersByTime(PATIENCE_MS)
    const drained = once(stream, 'drain')
    reader.resume()
    await drained
  }
  vi.advanceTimersByTime(PATIENCE_MS)
  stream.end()
  await once(reader, 'end')
  expect(read).toBeGreaterThan(3 * CHUNKS * CHUNK.length)
})
