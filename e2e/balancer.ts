import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { Server } from './server.ts'

/** How often it asks its nodes whether they are ready. */
const CHECK_MS = 100

/** A load balancer for connections: the next one goes to the next node that is ready. */
export interface Balancer {
  readonly url: string
  close(): Promise<void>
}

/** @param nodes by their ports; they may end and start again */
export async function openBalancer(nodes: readonly Pick<Server, 'url' | 'port'>[]): Promise<Balancer> {
  const ready = new Set(nodes)
  const open = new Set<Socket>()
  let turn = 0

  const check = (node: Pick<Server, 'url' | 'port'>) =>
    fetch(`${node.url}/health/ready`).then(
      ({ ok }) => (ok ? ready.add(node) : ready.delete(node)),
      () => ready.delete(node),
    )
  const checks = setInterval(() => nodes.map(check), CHECK_MS)

  /** Connects to a node, and to another where it refuses: nothing has been sent yet. */
  function pass(client: Socket, attempts = nodes.length): void {
    const candidates = [...ready]
    const node = candidates[turn++ % candidates.length]
    if (!node || attempts === 0) {
      client.destroy()
      return
    }
    const upstream = connect({ port: node.port, host: '127.0.0.1', allowHalfOpen: true })
    const refused = () => {
      ready.delete(node)
      pass(client, attempts - 1)
    }
    upstream.once('error', refused)
    upstream.once('connect', () => {
      join(client, upstream)
      upstream.off('error', refused)
    })
  }

  function join(client: Socket, upstream: Socket): void {
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(from)
      from.on('error', () => to.destroy())
      from.on('close', () => open.delete(from))
      from.pipe(to)
    }
  }

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    client.on('error', () => {})
    pass(client)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      clearInterval(checks)
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of open) socket.destroy()
      return closed
    },
  }
}
