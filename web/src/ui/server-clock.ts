/** A time the server stamped on an answer, and when this device asked for it and had it; all in milliseconds. */
export type TimeStamp = {
  /** Server time, or the start of the span it lies in. */
  at: number
  /** How long that span is: a `Date` header has whole seconds. */
  precision: number
  askedAt: number
  heardAt: number
}

export type ServerClock = {
  /** The server's time as well as this device can know it; the device's own until a server has told. */
  now: () => Date
  learn: (stamp: TimeStamp) => void
}

/**
 * What all screens show and count with. Tablets come out of the box three hours off, or wake up in 1970: nothing from the
 * server may be compared with such a clock, so the difference between the two is measured and made up for.
 *
 * Each stamp gives bounds for the difference, and together they narrow it. A stamp that contradicts what was known means
 * that one of the clocks was set: then only the new one counts.
 */
export function createServerClock(deviceNow = () => Date.now()): ServerClock {
  let bounds: { low: number; high: number } | undefined

  return {
    now: () => new Date(deviceNow() + (bounds ? Math.round((bounds.low + bounds.high) / 2) : 0)),
    learn: ({ at, precision, askedAt, heardAt }) => {
      // The device's clock was set between question and answer: they say nothing of each other.
      if (Number.isNaN(at) || heardAt < askedAt) return
      const fresh = { low: at - heardAt, high: at + precision - askedAt }
      const both = bounds && {
        low: Math.max(bounds.low, fresh.low),
        high: Math.min(bounds.high, fresh.high),
      }
      bounds = both && both.low <= both.high ? both : fresh
    },
  }
}

/** The clock of this page. */
export const serverClock = createServerClock()
