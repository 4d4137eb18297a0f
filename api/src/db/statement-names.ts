import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'

/** Several times as many as the app and its partners' programs have, in a process. */
const MAX_NAMES = 1_000
/** Texts that came once, of which some may come again. */
const REMEMBERED = 1_000

/**
 * Names statements, by which PostgreSQL parses and plans each once per connection: 4× the orders per second. It keeps
 * what has a name for as long as the connection lives, and partners write documents of their own, whose statements are
 * without number: a text is named when it comes again, and no more are once there are many.
 * @returns the name of a statement; empty where it is to be forgotten
 */
export function createStatementNames(): (statement: { readonly sql: string }) => string {
  const names = new Map<string, string>()
  const seen = new LRUCache<string, true>({ max: REMEMBERED })
  return ({ sql }) => {
    const known = names.get(sql)
    if (known !== undefined) return known
    if (names.size >= MAX_NAMES) return ''
    if (!seen.has(sql)) {
      seen.set(sql, true)
      return ''
    }
    const name = createHash('sha1').update(sql).digest('base64')
    names.set(sql, name)
    return name
  }
}
