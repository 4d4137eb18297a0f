import { describe, expect, it } from 'vitest'
import { createServerClock } from './server-clock'

const noon = Date.parse('2026-11-20T12:00:00Z')
const hours = 3_600_000

describe('the clock that screens show', () => {
  it('is the device’s until a server has told the time', () => {
    expect(createServerClock(() => noon).now()).toEqual(new Date(noon))
  })

  it('is the server’s on a device that is three hours off, to half a second by a Date header alone', () => {
    for (const error of [3 * hours, -3 * hours]) {
      const device = noon + error
      const clock = createServerClock(() => device)
      clock.learn({ at: noon, precision: 1000, askedAt: device - 40, heardAt: device })
      expect(Math.abs(clock.now().getTime() - noon)).toBeLessThanOrEqual(1000)
    }
  })

  it('grows more exact with each answer', () => {
    let device = noon + 3 * hours
    const clock = createServerClock(() => device)
    clock.learn({ at: noon, precision: 1000, askedAt: device - 40, heardAt: device })
    device += 5000
    clock.learn({ at: noon + 4990, precision: 0, askedAt: device - 20, heardAt: device })
    expect(Math.abs(clock.now().getTime() - (noon + 5000))).toBeLessThanOrEqual(10)
    device += 1000
    clock.learn({ at: noon + 5000, precision: 1000, askedAt: device - 3000, heardAt: device })
    expect(Math.abs(clock.now().getTime() - (noon + 6000))).toBeLessThanOrEqual(10)
  })

  it('follows when the device’s clock is set', () => {
    let device = Date.parse('1970-01-01T00:05:00Z')
    const clock = createServerClock(() => device)
    clock.learn({ at: noon, precision: 0, askedAt: device - 20, heardAt: device })
    device = noon + 60_000
    clock.learn({ at: noon + 60_000, precision: 0, askedAt: device - 20, heardAt: device })
    expect(Math.abs(clock.now().getTime() - (noon + 60_000))).toBeLessThanOrEqual(20)
  })

  it('takes nothing from an answer during which the device’s clock was set back, or from none', () => {
    const clock = createServerClock(() => noon)
    clock.learn({ at: noon + hours, precision: 0, askedAt: noon, heardAt: noon - hours })
    clock.learn({ at: Number.NaN, precision: 0, askedAt: noon, heardAt: noon })
    expect(clock.now()).toEqual(new Date(noon))
  })
})
