import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cutStalledStreams } from './event-streams.ts'

const PATIENCE_MS = 100
const CHUNK = 'x'.repeat(32_000)
/** More than the operating system takes. */
const CHUNKS = 400

let server: Server
let reader: Socket
let stream: ServerResponse

beforeEach(async () => {
  server = createServer()
  cutStalledStreams(server, PATIENCE_MS)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  reader = connect((server.address() as AddressInfo).port, '127.0.0.1')
  reader.on('error', () => {})
  reader.write('GET / HTTP/1.1\r\nHost: menumate\r\nAccept: text/event-stream\r\nConnection: close\r\n\r\n')
  const [, response] = await once(server, 'request')
  stream = response
})
afterEach(() => {
  reader.destroy()
  server.close()
})

test('a stream that nobody reads is cut off', async () => {
  reader.pause()
  for (let chunk = 0; chunk < CHUNKS; chunk++) stream.write(CHUNK)
  await once(stream, 'close')
})

test('a stream whose reader is slow is not', async () => {
  let read = 0
  reader.on('data', (chunk) => {
    read += chunk.length
    reader.pause()
    setTimeout(() => reader.resume(), 1)
  })
  for (let chunk = 0; chunk < CHUNKS; chunk++) {
    if (!stream.write(CHUNK)) await once(stream, 'drain')
  }
  stream.end()
  await once(reader, 'end')
  expect(read).toBeGreaterThan(CHUNKS * CHUNK.length)
})
