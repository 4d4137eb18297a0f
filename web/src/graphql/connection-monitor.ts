/** A time in which the screen was not live, from the last word of the server to the next. */
export type Absence = { from: Date; until: Date }

/** Whether what the screen shows is what the server knows. */
export type Connection =
  /** `absence`: the last one that was long enough to miss something in. */
  | { status: 'live'; absence?: Absence }
  /** `since`: when the server was last heard, if ever. */
  | { status: 'connecting'; since?: Date }
  | { status: 'offline'; since: Date }

export type ConnectionMonitor = {
  get: () => Connection
  subscribe: (listener: () => void) => () => void
  /** When the last message came in; undefined before the first. */
  lastHeard: () => Date | undefined
  /** A message came in. */
  heard: () => void
  /** The socket is being opened. */
  connecting: () => void
  /** The socket is open and acknowledged. */
  connected: () => void
  /** The socket went, or no answer comes on it. */
  lost: () => void
  /** The device says that it has no network: no need to wait and see. */
  networkLost: () => void
  /** Nobody needs the socket any more. */
  idle: () => void
  /** One subscription fails although the socket is up: that is not live either. */
  stalled: (feed: object) => void
  recovered: (feed: object) => void
}

/** How long a loss may last before it counts as offline: the greater part is over by then. See socket.ts for the sum. */
const OFFLINE_AFTER_MS = 2000
/** A silence as long as this was no pause between two pings: the device slept, or the network was away. */
const ABSENT_AFTER_MS = 6000

type MonitorOptions = { clock?: () => Date; graceMs?: number }

/**
 * Adds up what is known of the connection to one state. A loss shows as `connecting` at once and becomes `offline` after
 * `graceMs`: most losses are over by then, and a badge that cries wolf is not read.
 */
export function createConnectionMonitor(options: MonitorOptions = {}): ConnectionMonitor {
  const { clock = () => new Date(), graceMs = OFFLINE_AFTER_MS } = options
  const listeners = new Set<() => void>()
  const stalledFeeds = new Set<object>()
  let state: Connection = { status: 'connecting' }
  let up = false
  let networkGone = false
  let heardAt: Date | undefined
  let troubleSince: Date | undefined
  let absence: Absence | undefined
  let grace: ReturnType<typeof setTimeout> | undefined

  function show(next: Connection) {
    if (next.status === state.status) return
    state = next
    for (const listener of [...listeners]) listener()
  }

  function showOffline() {
    clearTimeout(grace)
    grace = undefined
    if (troubleSince) show({ status: 'offline', since: troubleSince })
  }

  /** What the screen called offline was an absence, however short; and what nobody noticed, such as a sleep, if it was long. */
  function noteAbsence(from: Date, until: Date) {
    if (state.status === 'offline' || until.getTime() - from.getTime() >= ABSENT_AFTER_MS)
      absence = { from, until }
  }

  function review() {
    if (up && !networkGone && stalledFeeds.size === 0) {
      if (troubleSince) noteAbsence(troubleSince, clock())
      clearTimeout(grace)
      grace = troubleSince = undefined
      show({ status: 'live', ...(absence && { absence }) })
      return
    }
    troubleSince ??= heardAt ?? clock()
    if (state.status === 'offline' || grace !== undefined) return
    show({ status: 'connecting', ...(heardAt && { since: troubleSince }) })
    grace = setTimeout(showOffline, graceMs)
  }

  return {
    get: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    lastHeard: () => heardAt,
    heard: () => {
      heardAt = clock()
      // The device said that its network is gone, but the socket outlived that: a short flap of the Wi-Fi.
      if (networkGone) {
        networkGone = false
        review()
      }
    },
    connecting: review,
    connected: () => {
      up = true
      networkGone = false
      review()
    },
    lost: () => {
      up = false
      review()
    },
    networkLost: () => {
      networkGone = true
      review()
      showOffline()
    },
    idle: () => {
      up = false
      networkGone = false
      clearTimeout(grace)
      grace = troubleSince = undefined
      show({ status: 'connecting' })
    },
    stalled: (feed) => {
      stalledFeeds.add(feed)
      review()
    },
    recovered: (feed) => {
      if (stalledFeeds.delete(feed)) review()
    },
  }
}
