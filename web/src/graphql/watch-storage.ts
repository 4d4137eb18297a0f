import { tabStorage } from '../ui/storage'
import type { Watch } from './missed-changes'

/**
 * Keeps what a screen has shown for the next page of this tab. Where storage is full or forbidden, that page has nothing
 * to compare with, and marks nothing.
 */
export function saveWatch(
  key: string,
  watch: Watch,
  now: Date,
  storage: Pick<Storage, 'setItem'> = tabStorage,
) {
  const kept = {
    known: [...watch.known],
    missed: [...watch.missed],
    span: watch.span,
    leftAt: now.toISOString(),
  }
  storage.setItem(key, JSON.stringify(kept))
}

/** What an earlier page of this tab has shown; null when there is no such record or it is broken. */
export function loadWatch(key: string, storage: Pick<Storage, 'getItem'> = tabStorage): Watch | null {
  try {
    const kept = JSON.parse(storage.getItem(key) ?? 'null')
    return kept && { ...kept, known: new Map(kept.known), missed: new Map(kept.missed) }
  } catch {
    return null
  }
}
