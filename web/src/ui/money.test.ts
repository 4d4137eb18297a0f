import { describe, expect, it } from 'vitest'
import { formatMoney } from './money'

describe('money', () => {
  it('has the decimals of its currency', () => {
    expect(formatMoney({ amountMinor: 1250, currency: 'EUR' }, 'en')).toBe('€12.50')
    expect(formatMoney({ amountMinor: 1250, currency: 'JPY' }, 'en')).toBe('¥1,250')
    expect(formatMoney({ amountMinor: 1250, currency: 'KWD' }, 'en')).toContain('1.250')
  })

  it('may be taken off', () => {
    expect(formatMoney({ amountMinor: -250, currency: 'EUR' }, 'en')).toBe('-€2.50')
  })
})
