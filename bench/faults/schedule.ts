import { seededRandom } from './random.ts'

/** All that can be made to happen, by the names under which the report counts it. */
export const FAULT_KINDS = [
  'node: kill -9',
  'node: kill -9 before commit',
  'node: kill -9 after commit, before publish',
  'node: kill -9 in the middle of a replay',
  'node: SIGTERM and restart',
  'Redis: restart',
  'Redis: kill -9',
  'PostgreSQL: kill -9 and immediate restart',
  'network: cut',
  'network: stalled half-open',
  'network: delay',
  'network: cut in the middle of a frame',
  'client: reload',
  'client: stops reading',
] as const

export type FaultKind = (typeof FAULT_KINDS)[number]

/** One thing that happens. Whom it happens to is a fraction of however many there are. */
export interface Fault {
  /** Milliseconds after the start. */
  readonly at: number
  readonly kind: FaultKind
  readonly node: number
  readonly group: number
  readonly client: number
  /** Milliseconds until whatever it is ends, where it is something that lasts. */
  readonly lasts: number
  /** How many bytes still pass, where something is cut in the middle. */
  readonly bytes: number
}

const SHORTEST_MS = 200
const LONGEST_MS = 2_500
const MOST_BYTES = 4_000

/**
 * What happens when: a function of the seed and nothing else. Kinds come in rounds, each of them once in a round, so
 * that a run of any length has as many of each as possible.
 */
export function planFaults(options: { seed: number; seconds: number; count: number }): Fault[] {
  const random = seededRandom(options.seed).fork('faults')
  const spacing = (options.seconds * 1_000) / options.count
  let round: FaultKind[] = []
  return Array.from({ length: options.count }, (_, index) => {
    if (round.length === 0) round = random.shuffled(FAULT_KINDS)
    return {
      at: Math.round((index + 0.2 + random.fraction() * 0.6) * spacing),
      kind: round.pop() as FaultKind,
      node: random.fraction(),
      group: random.fraction(),
      client: random.fraction(),
      lasts: random.integer(SHORTEST_MS, LONGEST_MS),
      bytes: random.integer(1, MOST_BYTES),
    }
  })
}
