import type { Watch } from './missed-changes'

/** Keeps what a screen has shown for the next page of this tab. Where storage is full or forbidden, it does nothing. */
export function saveWatch(
  key: string,
  watch: Watch,
  now: Date,
  storage: Pick<Storage, 'setItem'> = sessionStorage,
) {
  const kept = {
    known: [...watch.known],
    missed: [...watch.missed],
    span: watch.span,
    leftAt: now.toISOString(),
  }
  try {
    storage.setItem(key, JSON.stringify(kept))
  } catch {
    // The next page then has nothing to compare with, and marks nothing.
  }
}

/** What an earlier page of this tab has shown; null when there is no such record or it is broken. */
export function loadWatch(key: string, storage: Pick<Storage, 'getItem'> = sessionStorage): Watch | null {
  try {
    const kept = JSON.parse(storage.getItem(key) ?? 'null')
    return kept && { ...kept, known: new Map(kept.known), missed: new Map(kept.missed) }
  } catch {
    return null
  }
}
