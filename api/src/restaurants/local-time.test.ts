import { describe, expect, test } from 'vitest'
import { businessDay, isWithinOpeningHours, localTime } from './local-time.ts'

describe('local time', () => {
  test.each([
    ['Europe/Berlin', '2026-11-23T11:05:59Z', '2026-11-23', 1, '12:05'],
    ['Asia/Tokyo', '2026-11-22T15:00:00Z', '2026-11-23', 1, '00:00'],
    ['America/New_York', '2026-11-23T04:59:59Z', '2026-11-22', 7, '23:59'],
    ['Asia/Kathmandu', '2026-01-01T00:00:00Z', '2026-01-01', 4, '05:45'],
    ['Pacific/Kiritimati', '2026-12-31T10:00:00Z', '2027-01-01', 5, '00:00'],
    // Clocks go forward: 02:00 to 02:59 does not exist on this day.
    ['Europe/Berlin', '2026-03-29T00:59:00Z', '2026-03-29', 7, '01:59'],
    ['Europe/Berlin', '2026-03-29T01:00:00Z', '2026-03-29', 7, '03:00'],
    ['America/New_York', '2026-03-08T06:59:00Z', '2026-03-08', 7, '01:59'],
    ['America/New_York', '2026-03-08T07:00:00Z', '2026-03-08', 7, '03:00'],
    // Clocks go back: 02:30 in Berlin and 01:30 in New York come twice.
    ['Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-25', 7, '02:30'],
    ['Europe/Berlin', '2026-10-25T01:30:00Z', '2026-10-25', 7, '02:30'],
    ['America/New_York', '2026-11-01T05:30:00Z', '2026-11-01', 7, '01:30'],
    ['America/New_York', '2026-11-01T06:30:00Z', '2026-11-01', 7, '01:30'],
  ])('in %s at %s is %s, weekday %i, %s', (timeZone, at, date, weekday, clock) => {
    const [hours = 0, minutes = 0] = clock.split(':').map(Number)
    expect(localTime(timeZone, new Date(at))).toEqual({ date, weekday, minute: hours * 60 + minutes })
  })
})

describe('a business day', () => {
  const FOUR = 4 * 60
  test.each([
    ['at noon', 'Europe/Berlin', FOUR, '2026-11-23T11:00:00Z', '2026-11-23'],
    ['at 03:59, still the day before', 'Europe/Berlin', FOUR, '2026-11-23T02:59:59Z', '2026-11-22'],
    ['at 04:00, the new one', 'Europe/Berlin', FOUR, '2026-11-23T03:00:00Z', '2026-11-23'],
    ['at midnight, where it begins then', 'Europe/Berlin', 0, '2026-11-22T23:00:00Z', '2026-11-23'],
    ['in the first night of a year', 'Europe/Berlin', FOUR, '2027-01-01T01:00:00Z', '2026-12-31'],
    ['on 1 March of a leap year', 'Europe/Berlin', FOUR, '2028-03-01T01:00:00Z', '2028-02-29'],
    ['in Tokyo, by its own clock', 'Asia/Tokyo', FOUR, '2026-11-22T19:00:00Z', '2026-11-23'],
    ['in Tokyo, an hour before', 'Asia/Tokyo', FOUR, '2026-11-22T18:59:00Z', '2026-11-22'],
    ['in New York, by its own clock', 'America/New_York', FOUR, '2026-11-23T08:59:00Z', '2026-11-22'],
    ['in the night that lacks an hour', 'Europe/Berlin', FOUR, '2026-03-29T01:30:00Z', '2026-03-28'],
    ['after the night that lacks an hour', 'Europe/Berlin', FOUR, '2026-03-29T02:00:00Z', '2026-03-29'],
    ['in the night that has one more', 'Europe/Berlin', FOUR, '2026-10-25T02:59:00Z', '2026-10-24'],
    ['after the night that has one more', 'Europe/Berlin', FOUR, '2026-10-25T03:00:00Z', '2026-10-25'],
    ['in an hour that comes twice', 'America/New_York', 90, '2026-11-01T06:29:00Z', '2026-10-31'],
  ])('%s', (_when, timeZone, startsAt, at, day) => {
    expect(businessDay(timeZone, startsAt, new Date(at))).toBe(day)
  })
})

describe('opening hours', () => {
  const lunch = { weekday: 1, opensAt: 11 * 60, closesAt: 14 * 60 }
  const mondayNight = { weekday: 1, opensAt: 18 * 60, closesAt: 26 * 60 }
  const sundayNight = { weekday: 7, opensAt: 20 * 60, closesAt: 27 * 60 }
  const roundTheClock = { weekday: 1, opensAt: 0, closesAt: 24 * 60 }
  // 23 November 2026 is a Monday, and Berlin's clocks are an hour ahead of UTC.
  test.each([
    ['open as the door opens', [lunch], '2026-11-23T10:00:00Z', true],
    ['closed a minute before', [lunch], '2026-11-23T09:59:59Z', false],
    ['open in the last minute', [lunch], '2026-11-23T12:59:59Z', true],
    ['closed as the door closes', [lunch], '2026-11-23T13:00:00Z', false],
    ['closed at the same time on the next day', [lunch], '2026-11-24T10:00:00Z', false],
    ['closed without any hours', [], '2026-11-23T11:00:00Z', false],
    ['closed between two stretches', [lunch, mondayNight], '2026-11-23T15:00:00Z', false],
    ['open in the second of two stretches', [lunch, mondayNight], '2026-11-23T18:00:00Z', true],
    ['open past midnight', [mondayNight], '2026-11-24T00:59:00Z', true],
    ['closed when the night is over', [mondayNight], '2026-11-24T01:00:00Z', false],
    ['closed in the small hours of its own day', [mondayNight], '2026-11-23T00:30:00Z', false],
    ['open from Sunday into Monday', [sundayNight], '2026-11-23T01:59:00Z', true],
    ['closed on Monday at the end of Sunday', [sundayNight], '2026-11-23T02:00:00Z', false],
    ['open all day at its first minute', [roundTheClock], '2026-11-22T23:00:00Z', true],
    ['open all day at its last minute', [roundTheClock], '2026-11-23T22:59:00Z', true],
    ['closed a minute after all day', [roundTheClock], '2026-11-23T23:00:00Z', false],
  ])('%s', (_what, spans, at, open) => {
    expect(isWithinOpeningHours(spans, 'Europe/Berlin', new Date(at))).toBe(open)
  })

  test('a span over the hour that does not exist ends by the clock on the wall', () => {
    const saturdayNight = { weekday: 6, opensAt: 20 * 60, closesAt: 27 * 60 }
    const open = (at: string) => isWithinOpeningHours([saturdayNight], 'Europe/Berlin', new Date(at))
    expect(open('2026-03-29T00:59:00Z')).toBe(true)
    expect(open('2026-03-29T01:00:00Z')).toBe(false)
  })

  test.each(['Asia/Tokyo', 'America/New_York'])('are those of the clock in %s', (timeZone) => {
    const day = { weekday: 1, opensAt: 12 * 60, closesAt: 13 * 60 }
    const hours = Array.from({ length: 72 }, (_, hour) => new Date(Date.UTC(2026, 10, 22, hour)))
    const open = hours.filter((at) => isWithinOpeningHours([day], timeZone, at))
    expect(open.map((at) => at.toISOString())).toEqual([
      timeZone === 'Asia/Tokyo' ? '2026-11-23T03:00:00.000Z' : '2026-11-23T17:00:00.000Z',
    ])
  })
})
