import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTcpProxy, type TcpProxy } from './tcp-proxy.ts'

let server: Server
let proxy: TcpProxy
let atServer: Socket[]

beforeEach(async () => {
  atServer = []
  server = createServer((socket) => {
    socket.on('error', () => {})
    atServer.push(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  proxy = await openTcpProxy({ host: '127.0.0.1', port: (server.address() as AddressInfo).port })
})
afterEach(async () => {
  await proxy.close()
  for (const socket of atServer) socket.destroy()
  server.close()
})

/** A connection through the proxy: its client's end and its server's end. */
async function open(): Promise<[client: Socket, server: Socket]> {
  const client = connect(proxy.port, '127.0.0.1')
  client.on('error', () => {})
  await Promise.all([once(client, 'connect'), once(server, 'connection')])
  return [client, atServer.at(-1) as Socket]
}

/** Resolves when it is over, however it ended: `once` would reject on a reset. */
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.on('close', () => resolve()))
}

/** Resolves with the next `length` bytes. */
function read(socket: Socket, length: number): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    const more = (chunk: Buffer) => {
      text += chunk
      if (text.length < length) return
      socket.off('data', more)
      resolve(text)
    }
    socket.on('data', more)
  })
}

test('passes everything on, both ways, and ends what either ends', async () => {
  const [client, served] = await open()
  client.write('ask')
  expect(await read(served, 3)).toBe('ask')
  served.end('answer')
  expect(await read(client, 6)).toBe('answer')
  await closed(client)
})

test('cuts what is open, and refuses what comes', async () => {
  const [client, served] = await open()
  proxy.refuse(true)
  proxy.cut()
  await Promise.all([closed(client), closed(served)])
  const refused = connect(proxy.port, '127.0.0.1')
  refused.on('error', () => {})
  await closed(refused)
  expect(atServer).toHaveLength(1)
  proxy.refuse(false)
  await open()
})

test('stalls half-open: nothing arrives, nobody is told, and the next byte afterwards finds out', async () => {
  const [gone, servedGone] = await open()
  const [kept, servedKept] = await open()
  proxy.stall(true)
  gone.write('lost')
  gone.destroy()
  kept.write('lost')
  servedKept.write('lost')
  await open()
  expect(servedGone.closed).toBe(false)
  expect(kept.bytesRead).toBe(0)

  const told = closed(servedGone)
  proxy.stall(false)
  await told
  expect(servedKept.closed).toBe(false)
  kept.write('too late')
  await Promise.all([closed(kept), closed(servedKept)])
  expect(servedKept.bytesRead).toBe(0)
})

test('holds bytes back, and then brings all of them', async () => {
  const [client, served] = await open()
  proxy.hold(true)
  const size = 8_000_000
  served.write('x'.repeat(size))
  served.write('y')
  expect(client.bytesRead).toBe(0)
  proxy.hold(false)
  expect((await read(client, size + 1)).at(-1)).toBe('y')
})

test('delays, in order', async () => {
  const [client, served] = await open()
  proxy.delay(50)
  const from = performance.now()
  served.write('first ')
  served.write('second')
  expect(await read(client, 12)).toBe('first second')
  expect(performance.now() - from).toBeGreaterThan(40)
})

test('cuts in the middle', async () => {
  const [client, served] = await open()
  const [other, servedOther] = await open()
  proxy.connections()[0]?.cutAfter(4)
  const half = read(client, 4)
  served.write('frames')
  expect(await half).toBe('fram')
  await closed(client)
  servedOther.write('whole frame')
  expect(await read(other, 11)).toBe('whole frame')
  expect(proxy.connections().map(({ number }) => number)).toEqual([2])
})
