import { type GuardedStorage, tabStorage } from '../ui/storage'

const RELOADS = 'menumate.reloads'
/** Between one reload and the next: a server that goes on refusing must not make a page that goes on loading. */
const PAUSES_MS = [10_000, 30_000, 60_000, 120_000, 300_000]
/** So long after the last one, a refusal is of the next new version. */
const FORGOTTEN_AFTER_MS = 30 * 60_000

type ReloaderOptions = { storage?: GuardedStorage; reload?: () => void; now?: () => number }

/**
 * Loads the page anew where the server refuses its documents: at once, and with growing pauses after that, since while a
 * version is rolled out the new page may come from one server and meet another. Call it with every refusal.
 */
export function createReloader({
  storage = tabStorage,
  reload = () => location.reload(),
  now = Date.now,
}: ReloaderOptions = {}): () => void {
  let underWay = false
  return () => {
    const last = readLast(storage)
    const since = last ? now() - last.at : Number.POSITIVE_INFINITY
    const count = last && since < FORGOTTEN_AFTER_MS ? last.count : 0
    if (underWay || (count > 0 && since < (PAUSES_MS[count - 1] ?? Math.max(...PAUSES_MS)))) return
    // A tab that cannot remember that it has tried would never stop.
    if (!storage.setItem(RELOADS, JSON.stringify({ at: now(), count: count + 1 }))) return
    underWay = true
    reload()
  }
}

function readLast(storage: GuardedStorage): { at: number; count: number } | undefined {
  try {
    return JSON.parse(storage.getItem(RELOADS) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}
