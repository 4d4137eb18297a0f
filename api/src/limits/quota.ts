/** Counts what is taken by each of many holders. */
export interface Quota {
  /** How many each holder may have. */
  readonly limit: number
  /** @returns what gives it back, to be called once or more; null where the holder has all it may have */
  take(holder: string): (() => void) | null
}

export function createQuota(limit: number): Quota {
  const taken = new Map<string, number>()
  return {
    limit,
    take(holder) {
      const count = taken.get(holder) ?? 0
      if (count >= limit) return null
      taken.set(holder, count + 1)
      let given = false
      return () => {
        if (given) return
        given = true
        const left = (taken.get(holder) ?? 1) - 1
        if (left > 0) taken.set(holder, left)
        else taken.delete(holder)
      }
    },
  }
}
