/** A sequence of events that clients can follow, by its database id. */
export interface FeedRef {
  readonly kind: 'restaurant' | 'session'
  readonly id: string
}

/** An event as the streams ask for it. */
export interface ReceivedEvent {
  readonly __typename: string
  readonly id: string
  readonly cursor: string
  readonly occurredAt: string
  readonly order?: ReceivedOrder
  readonly status?: string
}

export interface ReceivedOrder {
  readonly id: string
  readonly status: string
  readonly version: number
}

/**
 * How a stream came to its end. `open`: it has not; all that is in the log belongs to it. `whole`: its feed had ended.
 * `reloaded`: its state was thrown away.
 */
type End = 'open' | 'whole' | 'reloaded'

/**
 * What one client has applied of one feed, from a snapshot to a reload: the record that is compared with the log.
 * Nothing is corrected here; what comes twice is in it twice.
 */
export class Life {
  readonly client: string
  readonly feed: FeedRef
  /** The only type that this stream brings; undefined: all. */
  readonly type: string | undefined
  /** The version at which the snapshot had each order; null: it began with the oldest event. */
  readonly snapshot: ReadonlyMap<string, number> | null
  /** Of each event applied, in this order: its global id. */
  readonly ids: string[] = []
  /** And the version of the order it told of; 0 for events that are not of an order. */
  readonly versions: number[] = []
  cursor: string | undefined
  end: End = 'open'
  /** When the newest event applied had occurred, in milliseconds of the nodes' clocks. */
  newest = 0
  readonly #onApplied: (event: ReceivedEvent) => void
  readonly #watchers = new Set<() => void>()

  constructor(options: {
    client: string
    feed: FeedRef
    type?: string
    snapshot: readonly ReceivedOrder[] | null
    cursor: string | undefined
    onApplied?: (event: ReceivedEvent) => void
  }) {
    this.client = options.client
    this.feed = options.feed
    this.type = options.type
    this.snapshot = options.snapshot && new Map(options.snapshot.map(({ id, version }) => [id, version]))
    this.cursor = options.cursor
    this.#onApplied = options.onApplied ?? (() => {})
  }

  /** Takes an event in, and with it its cursor: the two are one step for a client that keeps both in memory. */
  apply(event: ReceivedEvent): void {
    if (this.end !== 'open') return
    this.ids.push(event.id)
    this.versions.push(event.order?.version ?? 0)
    this.cursor = event.cursor
    this.newest = Math.max(this.newest, Date.parse(event.occurredAt))
    this.#onApplied(event)
    this.#tell()
  }

  finish(end: Exclude<End, 'open'>): void {
    if (this.end !== 'open') return
    this.end = end
    this.#tell()
  }

  /** Calls back after each change, until what it returns is called. */
  watch(callback: () => void): () => void {
    this.#watchers.add(callback)
    return () => this.#watchers.delete(callback)
  }

  #tell(): void {
    for (const callback of [...this.#watchers]) callback()
  }
}
