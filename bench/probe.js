import { EventEmitter } from 'node:events'
import { createServer } from 'node:http'
import { queryObjects, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

// Preloaded into a server that is measured (node --import): tells, on a port of its own, what only its inside knows.

const SAMPLE_MS = 20

setFlagsFromString('--expose-gc')
const gc = runInNewContext('gc')
let peak = 0
setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss())
}, SAMPLE_MS).unref()

/** GET /: memory as it is and its peak since the last GET. GET /collected: what is left after collecting garbage. */
createServer((request, response) => {
  response.setHeader('connection', 'close')
  response.end(JSON.stringify(request.url === '/collected' ? collected() : memory()))
})
  .listen(Number(process.env.PROBE_PORT), '127.0.0.1')
  .unref()

function memory() {
  const rss = process.memoryUsage.rss()
  const measured = { rss, peak: Math.max(peak, rss) }
  peak = 0
  return measured
}

function collected() {
  gc()
  gc()
  const resources = process.getActiveResourcesInfo()
  return {
    heap: process.memoryUsage().heapUsed,
    /** Outside the heap. */
    buffers: process.memoryUsage().external,
    /** Sockets, but for the one that asks. */
    sockets: resources.filter((type) => type === 'TCPSocketWrap').length - 1,
    timers: resources.filter((type) => type === 'Timeout').length,
    emitters: queryObjects(EventEmitter, { format: 'count' }),
    promises: queryObjects(Promise, { format: 'count' }),
  }
}
