import type { Restaurant } from '../restaurants.ts'
import { insist, nextNode, overHttp, retryPause, type Way } from './api.ts'
import type { BenchClient, Scene } from './client.ts'
import { EVENT_FIELDS } from './events.ts'
import { Life } from './life.ts'
import { readServerSentEvents } from './server-sent-events.ts'

const PAGE = /* GraphQL */ `query ($id: ID!, $after: String) {
  restaurantEvents(restaurantId: $id, after: $after, first: 100) {
    edges { node { ${EVENT_FIELDS} } } pageInfo { hasNextPage }
  }
}`
const EVENTS = /* GraphQL */ `subscription ($id: ID!, $after: String) {
  restaurantEvents(restaurantId: $id, after: $after) { ${EVENT_FIELDS} }
}`

interface PartnerOptions {
  readonly scene: Scene
  readonly name: string
  readonly group: number
  readonly way: Way
  readonly restaurant: Restaurant
}

/** A partner that keeps a copy of the whole log, from its oldest event on, by asking for more again and again. */
export function openPullPartner(options: PartnerOptions): BenchClient {
  return openPartner(options, async ({ life, pull, pause }) => {
    if (!(await pull(life))) await pause()
  })
}

/** A partner that fetches what there is, and then is told of more over server-sent events. */
export function openStreamPartner(options: PartnerOptions): BenchClient {
  const { way, restaurant } = options
  return openPartner(options, async ({ life, pull, pause, signal, paused }) => {
    if (life.cursor === undefined) {
      if (!(await pull(life))) await pause()
      return
    }
    try {
      await readServerSentEvents({
        url: `http://127.0.0.1:${way.group.ports[nextNode(way)]}/graphql`,
        token: restaurant.token,
        body: { query: EVENTS, variables: { id: restaurant.globalId, after: life.cursor } },
        signal,
        paused,
        onEvent: (event) => life.apply(event),
      })
    } finally {
      await pause()
    }
  })
}

interface Round {
  readonly life: Life
  /** Reads one page. @returns whether there is more */
  readonly pull: (life: Life) => Promise<boolean>
  readonly pause: () => Promise<void>
  /** Ends this round. */
  readonly signal: AbortSignal
  /** Resolves at once, or when the client reads again. */
  readonly paused: () => Promise<void>
}

/** A partner's program: it does its round again and again, and keeps its cursor whatever happens to it. */
function openPartner(options: PartnerOptions, doRound: (round: Round) => Promise<void>): BenchClient {
  const { scene, name, group, way, restaurant } = options
  const http = overHttp(way, restaurant.token)
  const feed = { kind: 'restaurant', id: restaurant.id } as const
  const life = new Life({ client: name, feed, snapshot: null, cursor: undefined })
  scene.lives.push(life)
  let round = new AbortController()
  let goOn: (() => void) | undefined
  let reading: Promise<void> = Promise.resolve()

  async function pull(into: Life): Promise<boolean> {
    const variables = { id: restaurant.globalId, after: into.cursor ?? null }
    const { restaurantEvents } = await insist(way, scene.over, () => http(PAGE, variables))
    for (const { node } of restaurantEvents.edges) into.apply(node)
    return restaurantEvents.pageInfo.hasNextPage
  }

  async function work(): Promise<void> {
    while (!scene.over.aborted) {
      round = new AbortController()
      await reading
      try {
        await doRound({
          life,
          pull,
          pause: () => retryPause(way, scene.over),
          signal: AbortSignal.any([round.signal, scene.over]),
          paused: () => reading,
        })
      } catch (error) {
        if (!scene.over.aborted) scene.onViolation(`${name}: ${error}`)
      }
    }
  }
  void work()

  return {
    name,
    group,
    node: () => way.node,
    lives: () => [life],
    // What a partner has stored it still has after a restart.
    reload: async () => round.abort(),
    pause(on) {
      goOn?.()
      goOn = undefined
      if (on) {
        reading = new Promise((resolve) => {
          goOn = resolve
        })
      }
    },
    isPaused: () => goOn !== undefined,
    close: () => round.abort(),
  }
}
