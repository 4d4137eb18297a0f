import { FAULT_KINDS, type FaultKind } from './schedule.ts'
import type { Differences, SentOutcome } from './verify.ts'

/** One fault, when it was over and everyone it hit was live again. */
export interface Outcome {
  readonly kind: FaultKind
  /** Milliseconds from its end; infinity: not while anyone waited. */
  readonly liveAfter: number
  readonly asPlanned: boolean
}

export interface Report {
  readonly seed: number
  readonly seconds: number
  readonly clients: number
  readonly nodes: number
  readonly outcomes: readonly Outcome[]
  readonly orders: SentOutcome
  /** How many the log holds. */
  readonly events: number
  /** How many were applied by all clients. */
  readonly deliveries: number
  readonly streams: number
  readonly differences: Differences
  /** Whatever else may not happen. */
  readonly violations: readonly string[]
}

const SHOWN_VIOLATIONS = 20

/** Whether nothing was lost, doubled, disordered or left half done. */
export function isFlawless({ differences, orders, violations }: Report): boolean {
  const { lost, duplicated, outOfOrder, unknown, altered } = differences
  const wrong = lost + duplicated + outOfOrder + unknown + altered + orders.twice + orders.missing
  return wrong + violations.length === 0
}

/** The report as Markdown, to be read and to be put into docs/reliability.md. */
export function format(report: Report): string {
  const { seed, seconds, clients, nodes, outcomes, orders, differences, violations } = report
  const lines = [
    `Seed ${seed}: ${clients} clients, ${nodes} nodes, ${seconds} s, ${outcomes.length} faults.`,
    '',
    '| fault | times | live again after, p50 | p99 |',
    '|---|---:|---:|---:|',
    ...FAULT_KINDS.map((kind) => faultLine(kind, outcomes)),
    faultLine('all', outcomes),
    '',
    '| what | how many |',
    '|---|---:|',
    `| orders sent | ${orders.sent} |`,
    `| answered | ${orders.answered} |`,
    `| events in the log | ${report.events} |`,
    `| deliveries, on ${report.streams} streams | ${report.deliveries} |`,
    `| **lost** | **${differences.lost}** |`,
    `| **duplicated** | **${differences.duplicated}** |`,
    `| **out of order** | **${differences.outOfOrder}** |`,
    `| told of what never happened | ${differences.unknown} |`,
    `| told otherwise than it happened | ${differences.altered} |`,
    `| orders that exist twice | ${orders.twice} |`,
    `| answered orders that do not exist | ${orders.missing} |`,
    `| other violations | ${violations.length} |`,
  ]
  if (violations.length > 0) {
    lines.push('', ...violations.slice(0, SHOWN_VIOLATIONS).map((violation) => `- ${violation}`))
  }
  return lines.join('\n')
}

function faultLine(kind: FaultKind | 'all', outcomes: readonly Outcome[]): string {
  const own = outcomes.filter((outcome) => kind === 'all' || outcome.kind === kind)
  const times = own.map(({ liveAfter }) => liveAfter).sort((a, b) => a - b)
  const missed = own.filter(({ asPlanned }) => !asPlanned).length
  const note =
    missed > 0 && kind !== 'all' ? ` (${missed} of them elsewhere: nothing came to that point)` : ''
  return `| ${kind}${note} | ${own.length} | ${percentile(times, 0.5)} | ${percentile(times, 0.99)} |`
}

function percentile(sorted: readonly number[], fraction: number): string {
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * fraction))]
  if (value === Number.POSITIVE_INFINITY) return 'never'
  return value === undefined ? '' : `${(value / 1_000).toFixed(2)} s`
}
