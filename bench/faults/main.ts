import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { CLIENTS_PER_RESTAURANT } from './cast.ts'
import { format, isFlawless } from './report.ts'
import { runFaults } from './run.ts'

// Breaks everything that can break, and says whether anyone has lost anything. See docs/reliability.md.

const { values } = parseArgs({
  args: process.argv.slice(2),
  allowNegative: true,
  options: {
    minutes: { type: 'string', default: '10' },
    /** How many; by default 22 a minute. */
    faults: { type: 'string' },
    clients: { type: 'string', default: '60' },
    nodes: { type: 'string', default: '2' },
    /** Orders per second. */
    rate: { type: 'string', default: '45' },
    seed: { type: 'string', default: String(randomInt(1_000_000)) },
    /** --no-replay: the nodes ignore cursors, to see that the check can see losses. */
    replay: { type: 'boolean', default: true },
    quiet: { type: 'boolean', default: false },
  },
})
const seconds = Number(values.minutes) * 60
const clients = Number(values.clients)
if (!(seconds > 0) || !(clients > 0) || clients % CLIENTS_PER_RESTAURANT !== 0) {
  throw new Error(`--minutes is above 0, --clients a multiple of ${CLIENTS_PER_RESTAURANT}.`)
}

const interrupted = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort())

const report = await runFaults({
  seed: Number(values.seed),
  seconds,
  faults: Number(values.faults ?? Math.round((seconds * 22) / 60)),
  clients,
  nodes: Number(values.nodes),
  rate: Number(values.rate),
  replay: values.replay,
  settleMs: values.replay ? 60_000 : 5_000,
  signal: interrupted.signal,
  onProgress: values.quiet ? () => {} : (what) => console.error(what),
}).catch((error: unknown) => {
  if (!interrupted.signal.aborted) throw error
  console.error('Broken off.')
  process.exit(130)
})
console.log(format(report))
process.exit(isFlawless(report) ? 0 : 1)
