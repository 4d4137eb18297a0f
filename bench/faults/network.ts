import { setTimeout as delay } from 'node:timers/promises'
import { openTcpProxy, type TcpProxy } from '../../api/test/tcp-proxy.ts'

/** Clients that share a way to the nodes, as those behind one router do. */
export interface ClientGroup {
  readonly name: string
  /** Where to reach each node, by its index. */
  readonly ports: readonly number[]
  /** Cuts what is open and refuses what comes, for a while. */
  cut(ms: number): Promise<void>
  /** Cuts what is open, runs something while nothing new gets through, and lets them back in. */
  away<T>(ms: number, meanwhile: () => T): Promise<T>
  /** Lets bytes vanish without telling anyone, for a while. */
  stall(ms: number): Promise<void>
  /** Makes bytes arrive later, for a while. */
  delay(byMs: number, ms: number): Promise<void>
  /** Cuts each connection after so many more bytes. */
  cutAfter(bytes: number): void
  close(): Promise<void>
}

export async function openClientGroup(name: string, nodePorts: readonly number[]): Promise<ClientGroup> {
  const proxies = await Promise.all(nodePorts.map((port) => openTcpProxy({ host: '127.0.0.1', port })))
  const all = (act: (proxy: TcpProxy) => void) => {
    for (const proxy of proxies) act(proxy)
  }

  async function away<T>(ms: number, meanwhile: () => T): Promise<T> {
    all((proxy) => {
      proxy.refuse(true)
      proxy.cut()
    })
    await delay(ms)
    const result = meanwhile()
    all((proxy) => proxy.refuse(false))
    return result
  }

  return {
    name,
    ports: proxies.map((proxy) => proxy.port),
    away,
    cut: (ms) => away(ms, () => undefined),
    async stall(ms) {
      all((proxy) => proxy.stall(true))
      await delay(ms)
      all((proxy) => proxy.stall(false))
    },
    async delay(byMs, ms) {
      all((proxy) => proxy.delay(byMs))
      await delay(ms)
      all((proxy) => proxy.delay(0))
    },
    cutAfter: (bytes) => all((proxy) => proxy.cutAfter(bytes)),
    async close() {
      await Promise.all(proxies.map((proxy) => proxy.close()))
    },
  }
}
