import { setTimeout as delay } from 'node:timers/promises'
import { KITCHEN_GROUP } from './cast.ts'
import type { BenchClient } from './clients/client.ts'
import type { Life } from './clients/life.ts'
import type { ClientGroup } from './network.ts'
import type { ApiNode } from './nodes.ts'
import type { Fault } from './schedule.ts'
import type { Breakable } from './services.ts'

/** All that can be broken. */
export interface Breakables {
  readonly nodes: readonly ApiNode[]
  readonly postgres: Breakable
  readonly redis: Breakable
  readonly groups: readonly ClientGroup[]
  readonly clients: readonly BenchClient[]
}

/** A fault that is over. */
export interface Injected {
  /** When it was over: from then on everyone could be live again. */
  readonly endedAt: number
  /** The streams that it has hit. */
  readonly lives: readonly Life[]
  /** False when nothing came to the point at which a node was to die, and it was killed as it stood. */
  readonly asPlanned: boolean
}

/** A network that comes back late, a client that sleeps long: so much longer than other faults. */
const STALL_MS = 2_000
const PAUSE_MS = 3_000
const DELAY_MS = 150
const AWAY_MS = 500

/** Breaks one thing after the other, or beside each other. */
export interface Injector {
  /** Makes one thing happen, and resolves when it is over. */
  inject(fault: Fault): Promise<Injected>
}

/**
 * Most faults of a node wait until all nodes serve: on a machine on which a start takes long nobody would ever be
 * served. A plain `kill -9` does not, so that all may be down at once.
 */
export function createInjector(on: Breakables): Injector {
  let turn: Promise<unknown> = Promise.resolve()
  return {
    inject(fault) {
      if (!fault.kind.startsWith('node: ') || fault.kind === 'node: kill -9') return inject(fault, on)
      const injected = turn
        .then(() => Promise.all(on.nodes.map((node) => node.up())))
        .then(() => inject(fault, on))
      turn = injected
      return injected
    },
  }
}

async function inject(fault: Fault, on: Breakables): Promise<Injected> {
  const group = on.groups[Math.floor(fault.group * on.groups.length)] as ClientGroup
  const inGroup = on.clients.filter((client) => on.groups[client.group] === group)
  const client = on.clients[Math.floor(fault.client * on.clients.length)] as BenchClient
  const node = on.nodes[Math.floor(fault.node * on.nodes.length)] as ApiNode
  const onNode = () => on.clients.filter((each) => each.node() === node.index)

  const over = (hit: readonly BenchClient[], asPlanned = true): Injected => ({
    endedAt: Date.now(),
    lives: hit.filter((each) => !each.isPaused()).flatMap((each) => each.lives()),
    asPlanned,
  })

  switch (fault.kind) {
    case 'node: kill -9': {
      await node.up()
      const hit = onNode()
      await node.kill()
      return over(hit)
    }
    case 'node: kill -9 before commit':
    case 'node: kill -9 after commit, before publish': {
      const hit = onNode()
      const point = fault.kind === 'node: kill -9 before commit' ? 'before commit' : 'before publish'
      return over(hit, await node.killAt(point))
    }
    case 'node: kill -9 in the middle of a replay': {
      const hit = onNode()
      // Who was away comes back with much to be replayed, and most of all who follows a whole restaurant.
      const kitchens = on.groups[KITCHEN_GROUP] as ClientGroup
      const away = on.clients.filter((each) => each.group === KITCHEN_GROUP)
      const died = await kitchens.away(AWAY_MS + fault.lasts, () => node.killAt('in replay'))
      return over([...new Set([...hit, ...away])], died)
    }
    case 'node: SIGTERM and restart': {
      const hit = onNode()
      await node.restart()
      return over(hit)
    }
    case 'Redis: restart':
      await on.redis.bounce('SIGTERM', fault.lasts)
      return over(on.clients)
    case 'Redis: kill -9':
      await on.redis.bounce('SIGKILL', fault.lasts)
      return over(on.clients)
    case 'PostgreSQL: kill -9 and immediate restart':
      await on.postgres.bounce('SIGKILL', 0)
      return over(on.clients)
    case 'network: cut':
      await group.cut(fault.lasts)
      return over(inGroup)
    case 'network: stalled half-open':
      await group.stall(STALL_MS + fault.lasts)
      return over(inGroup)
    case 'network: delay':
      await group.delay(DELAY_MS, fault.lasts)
      return over(inGroup)
    case 'network: cut in the middle of a frame':
      group.cutAfter(fault.bytes)
      return over(inGroup)
    case 'client: reload':
      await client.reload()
      return over([client])
    case 'client: stops reading':
      client.pause(true)
      await delay(PAUSE_MS + 2 * fault.lasts)
      client.pause(false)
      return over([client])
  }
}
