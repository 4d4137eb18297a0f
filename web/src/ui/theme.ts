import { useSyncExternalStore } from 'react'
import { deviceStorage } from './storage'

/** `system` follows the device; the other two override it on this device. */
export type Theme = 'system' | 'light' | 'dark'

const storageKey = 'menumate.theme'
const listeners = new Set<() => void>()

function read(): Theme {
  const stored = deviceStorage.getItem(storageKey)
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}

function apply(theme: Theme) {
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
}

/** Applies the stored choice; call once, before the first render. */
export function restoreTheme(): void {
  apply(read())
}

/** Keeps and applies a choice of theme. */
export function setTheme(theme: Theme): void {
  if (theme === 'system') deviceStorage.removeItem(storageKey)
  else deviceStorage.setItem(storageKey, theme)
  apply(theme)
  for (const listener of listeners) listener()
}

/** The chosen theme of this device. */
export function useTheme(): Theme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, read)
}
