import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'

const MAX_GENERATED = 1_000
/** Texts that came once, of which some may come again. */
const REMEMBERED = 1_000
/** Prisma writes every table so; we write none so. */
const GENERATED = '"public"."'

/**
 * Names statements, by which PostgreSQL parses and plans each once per connection: 4× the orders per second. It keeps
 * what has a name for as long as the connection lives. Statements that we write are a fixed set, with lists as one array
 * each. What Prisma generates is without number, since partners write documents of their own: of those a text is named
 * when it comes again, and no more are once there are many.
 * @returns the name of a statement; empty where it is to be forgotten
 */
export function createStatementNames(): (statement: { readonly sql: string }) => string {
  const names = new Map<string, string>()
  const seen = new LRUCache<string, true>({ max: REMEMBERED })
  let generated = 0

  function isWorthIt(sql: string): boolean {
    if (!sql.includes(GENERATED)) return true
    if (generated >= MAX_GENERATED) return false
    if (!seen.has(sql)) {
      seen.set(sql, true)
      return false
    }
    generated += 1
    return true
  }

  return ({ sql }) => {
    const known = names.get(sql)
    if (known !== undefined) return known
    if (!isWorthIt(sql)) return ''
    const name = createHash('sha1').update(sql).digest('base64')
    names.set(sql, name)
    return name
  }
}
