import { describe, expect, it } from 'vitest'
import { formatAge, formatAgo, formatClock, formatSpan } from './time'

const now = new Date('2026-11-20T19:42:30Z')
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)

describe('time on the screen', () => {
  it('the clock is that of the restaurant, wherever the phone thinks it is', () => {
    expect(formatClock(now, 'Europe/Berlin', 'en')).toBe('20:42')
    expect(formatClock(now, 'Asia/Tokyo', 'en')).toBe('04:42')
  })

  it('a span within one minute is that minute', () => {
    const span = (until: string) => formatSpan('2026-11-20T19:42:05Z', until, 'UTC', 'en')
    expect(span('2026-11-20T19:44:00Z')).toBe('19:42–19:44')
    expect(span('2026-11-20T19:42:25Z')).toBe('19:42')
  })

  it('an age is as long as it has to be', () => {
    expect([0.5, 4, 59, 65].map((minutes) => formatAge(ago(minutes), now))).toEqual([
      'just now',
      '4 min',
      '59 min',
      '1 h 05',
    ])
  })

  it('what nobody waits for is told in whole minutes, hours, days', () => {
    expect([0.5, 12, 119, 60 * 47, -3].map((minutes) => formatAgo(ago(minutes), now, 'en'))).toEqual([
      'now',
      '12 minutes ago',
      '1 hour ago',
      '1 day ago',
      'now',
    ])
  })

  it('a clock that runs ahead does not make an order younger than new', () => {
    expect(formatAge(ago(-3), now)).toBe('just now')
  })
})
