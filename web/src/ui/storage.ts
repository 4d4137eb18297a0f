/** What pages keep things in. It never throws, whatever the browser allows. */
export type GuardedStorage = {
  getItem: (key: string) => string | null
  /** @returns whether it is kept; false: only until this page is closed or loaded anew */
  setItem: (key: string, value: string) => boolean
  removeItem: (key: string) => void
}

/**
 * A browser may forbid storage altogether (reading `localStorage` throws then), or it may be full. What it does not take
 * is kept in memory: the page works, and forgets when it is loaded anew.
 */
export function guardStorage(
  open: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
): GuardedStorage {
  const inMemory = new Map<string, string>()

  function attempt<Result>(access: (storage: ReturnType<typeof open>) => Result): Result | undefined {
    try {
      return access(open())
    } catch {
      return undefined
    }
  }

  return {
    getItem: (key) => inMemory.get(key) ?? attempt((storage) => storage.getItem(key)) ?? null,
    setItem(key, value) {
      const isKept = attempt((storage) => {
        storage.setItem(key, value)
        return true
      })
      if (isKept) {
        inMemory.delete(key)
        return true
      }
      inMemory.set(key, value)
      // What stood there before is not true any more: a reload had better find nothing.
      attempt((storage) => storage.removeItem(key))
      return false
    },
    removeItem(key) {
      inMemory.delete(key)
      attempt((storage) => storage.removeItem(key))
    },
  }
}

/** For all tabs of this device. */
export const deviceStorage = guardStorage(() => localStorage)
/** For this tab. */
export const tabStorage = guardStorage(() => sessionStorage)
