import type { Db } from '../../src/db/database.ts'
import type { Answer, SocketTransport } from '../client.ts'
import type { Received } from '../received.ts'
import type { TestApi } from '../test-api.ts'
import type { Cell } from './cells.ts'
import { bytesOf, outcomeOf } from './outcome.ts'
import type { Principal } from './principals.ts'

/** As many as a socket may have under way, and some less. */
const AT_ONCE = 20

type Ask = (document: string, variables: object) => Promise<Answer>

/** The ways to ask, of one principal, each of what it can carry. */
function transportsOf(api: TestApi, { bearer, viewer }: Principal) {
  const socket: SocketTransport = api.socket(bearer)
  const http = api.http(bearer)
  const asks = {
    HTTP: (document, variables) => http.request(document, { ...variables }),
    WebSocket: (document, variables) => socket.request(document, { ...variables }),
    'WebSocket, subscribed': (document, variables) => first(socket.subscribe(document, { ...variables })),
    SSE: (document, variables) => first(api.sse(bearer, document, { ...variables })),
  } as const satisfies Record<string, Ask>
  // A socket is not opened at all for a credential that is not good.
  const hasSocket = bearer === undefined || viewer !== null
  return {
    of: ({ isSubscription }: Cell): [string, Ask][] =>
      Object.entries(asks).filter(
        ([name]) =>
          (name === 'SSE' || name.endsWith('subscribed')) === isSubscription &&
          (hasSocket || !name.startsWith('WebSocket')),
      ),
  }
}

/** The first that a subscription brings. */
async function first(received: Received): Promise<Answer> {
  const ended = received.ended.then((reason): Answer => {
    if (Array.isArray(reason)) return { errors: reason }
    throw new Error(`It ended by ${JSON.stringify(reason)}`)
  })
  const begun = received.count(1).then(([data]): Answer => ({ data }))
  return Promise.race([begun, ended]).finally(() => received.unsubscribe())
}

/** What was asked, and each cell that came to something else than it must, in words. */
export interface Findings {
  readonly asked: number
  readonly wrong: readonly string[]
}

/**
 * Asks every cell of a principal over every transport.
 * @param isForeign finds what is somebody else's in an answer
 */
export async function askAll(
  api: TestApi,
  principal: Principal,
  cells: readonly Cell[],
  isForeign: (text: string) => boolean,
): Promise<Findings> {
  const transports = transportsOf(api, principal)
  const wrong: string[] = []
  let asked = 0

  async function askOne(cell: Cell, transport: string, ask: Ask): Promise<void> {
    const where = `${principal.name}: ${cell.name} over ${transport}`
    const answer = await ask(cell.document, cell.fresh ? await cell.fresh() : cell.variables)
    asked += 1
    const outcome = outcomeOf(answer)
    if (outcome !== cell.expected)
      wrong.push(`${where}: ${outcome}, not ${cell.expected}: ${JSON.stringify(answer).slice(0, 300)}`)
    const bytes = bytesOf(answer, cell.asked)
    if (isForeign(bytes)) wrong.push(`${where} tells of what is another’s: ${bytes}`)
    for (const nothing of cell.nothing) {
      const ofNothing = await ask(cell.document, nothing.variables)
      asked += 1
      const outcomeOfNothing = outcomeOf(ofNothing)
      if (outcomeOfNothing !== cell.expectedOfNothing)
        wrong.push(`${where}, of nothing: ${outcomeOfNothing}, not ${cell.expectedOfNothing}`)
      const isToBeTheSame = cell.isSecretive && cell.expected === cell.expectedOfNothing
      const other = bytesOf(ofNothing, nothing.asked)
      if (isToBeTheSame && other !== bytes)
        wrong.push(`${where} tells what is there (${bytes}) from what is not (${other})`)
    }
  }

  const asks = cells.flatMap((cell) =>
    transports.of(cell).map(
      ([name, ask]) =>
        () =>
          askOne(cell, name, ask),
    ),
  )
  const workers = Array.from({ length: AT_ONCE }, async () => {
    for (let next = asks.shift(); next; next = asks.shift()) await next()
  })
  await Promise.all(workers)
  return { asked, wrong }
}

/**
 * All that is in the database, table by table, but for the times at which somebody was last seen: to be compared
 * before and after what must change nothing.
 */
export async function contentOf(db: Db): Promise<Record<string, string>> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY 1`
  const parts = tables.map(
    ({
      name,
    }) => `SELECT '${name}' AS name, count(*) || ' ' || coalesce(md5(string_agg(line, '' ORDER BY line)), '') AS content
      FROM (SELECT (to_jsonb(t) - '{last_seen_at,last_used_at}'::text[])::text AS line FROM "${name}" t) lines`,
  )
  const rows = await db.$queryRawUnsafe<{ name: string; content: string }[]>(parts.join(' UNION ALL '))
  return Object.fromEntries(rows.map(({ name, content }) => [name, content]))
}
