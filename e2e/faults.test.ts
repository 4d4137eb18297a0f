import { describe, expect, test } from 'vitest'
import { isFlawless } from '../bench/faults/report.ts'
import { canRunFaults, type FaultRunOptions, runFaults } from '../bench/faults/run.ts'
import { FAULT_KINDS } from '../bench/faults/schedule.ts'

// `pnpm faults` is the same for ten minutes. It breaks a PostgreSQL and a Redis of its own, whatever the others run on;
// without their programs the run says so at its end.

const SHORT: FaultRunOptions = {
  seed: 20,
  seconds: 28,
  faults: 2 * FAULT_KINDS.length,
  clients: 20,
  nodes: 2,
  rate: 10,
  replay: true,
  settleMs: 60_000,
}

describe.runIf(await canRunFaults())('whatever dies, and whenever', () => {
  test('everyone is told of everything, once and in order, and nothing is done by halves', async () => {
    const report = await runFaults(SHORT)
    expect(report).toMatchObject({
      differences: { lost: 0, duplicated: 0, outOfOrder: 0, unknown: 0, altered: 0 },
      orders: { twice: 0, missing: 0, answered: report.orders.sent },
      violations: [],
    })
    expect(isFlawless(report)).toBe(true)
    expect(new Set(report.outcomes.map(({ kind }) => kind)).size).toBe(FAULT_KINDS.length)
  }, 300_000)

  test('the same check sees what is lost where the log is not replayed', async () => {
    const report = await runFaults({ ...SHORT, seconds: 8, faults: 8, replay: false, settleMs: 3_000 })
    expect(report.differences.lost).toBeGreaterThan(0)
    expect(isFlawless(report)).toBe(false)
  }, 120_000)
})
